#include "query/report/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "base/file.h"
#include "query/asking.h"
#include "query/begin_anew.h"
#include "query/matches.h"
#include "query/output.h"
#include "query/per_10k.h"
#include "query/query_xapian.h"
#include "query/said.h"
#include "query/topic_reasons.h"
#include "query/topic_stamp.h"

namespace saola::query {

namespace {

// One article of the week that is in a topic.
struct ReportHit {
  store::StoredArticle stored;
  std::vector<std::string> topics;      // by id
  store::TopicMarks marks;              // as the index holds them
  std::vector<store::TopicMark> why{};  // of `topics`, in their order
};

// What the index says about the week.
struct Week {
  std::vector<TopicCoverage> topics;
  std::vector<ReportHit> hits;  // by time, then id
};

// Xapian's exceptions pass. An article that cannot be read fails the whole: a report must not have one row less than its
// numbers say.
class WeekReader {
 public:
  WeekReader(const Filters& filters, const Definitions& definitions, std::vector<Node> topics,
             const store::TopicStamps& marks)
      : filters_(filters), definitions_(definitions), topics_(std::move(topics)), marks_(marks) {}

  Result<Week> read(const Xapian::Database& db) const {
    const auto all = limited(db, Xapian::Query::MatchAll, {filters_, {}});
    const std::uint64_t all_articles = all_matches(db, all).size();
    Week week;
    std::map<Xapian::docid, std::vector<std::string>> topics_of;
    for (std::size_t i = 0; i < topics_.size(); ++i) {
      const Topic& topic = definitions_.topics[i];
      const Xapian::Query query(Xapian::Query::OP_FILTER, to_xapian(db, topics_[i], Purpose::count),
                                all);
      const auto documents = all_matches(db, query);
      for (Xapian::docid document : documents) topics_of[document].push_back(topic.id);
      week.topics.push_back({topic.id, counted_version(topic.id, definitions_, marks_),
                             documents.size(), count_outlets(db, documents), all_articles,
                             count_reviewed(db, topic.id, all)});
    }
    for (auto& [document, topics] : topics_of) {
      const Xapian::Document data = db.get_document(document);
      auto stored = store::stored_article(data);
      if (!stored) return pass_on(stored);
      auto own_marks = store::marks_of(data);
      if (!own_marks) return pass_on(own_marks);
      week.hits.push_back({std::move(*stored), std::move(topics), std::move(*own_marks)});
    }
    std::sort(week.hits.begin(), week.hits.end(), [](const ReportHit& a, const ReportHit& b) {
      const auto key = [](const ReportHit& hit) {
        return std::tuple(hit.stored.article.published->utc,
                          std::string_view(hit.stored.article.id));
      };
      return key(a) < key(b);
    });
    return week;
  }

 private:
  static std::uint64_t count_outlets(const Xapian::Database& db,
                                     const std::vector<Xapian::docid>& documents) {
    std::set<std::string> outlets;
    visit_values(db, documents, store::kOutletSlot,
                 [&](std::size_t, const std::string& outlet) { outlets.insert(outlet); });
    return outlets.size();
  }

  std::uint64_t count_reviewed(const Xapian::Database& db, const std::string& topic,
                               const Xapian::Query& all) const {
    std::vector<Xapian::Query> decided;
    for (const Review& review : definitions_.reviews) {
      if (review.topic == topic) decided.emplace_back(store::unique_term(review.document));
    }
    const Xapian::Query any(Xapian::Query::OP_OR, decided.begin(), decided.end());
    return all_matches(db, Xapian::Query(Xapian::Query::OP_FILTER, any, all)).size();
  }

  const Filters& filters_;
  const Definitions& definitions_;
  std::vector<Node> topics_;  // bound, in the order of the definitions
  const store::TopicStamps& marks_;
};

std::vector<Column> named(const std::vector<std::string>& names) {
  std::vector<Column> columns;
  for (const std::string& name : names) columns.push_back({name});
  return columns;
}

std::int64_t whole(std::uint64_t number) { return static_cast<std::int64_t>(number); }

Result<std::string> week_csv(const Week& week, const ReportOptions& options) {
  std::ostringstream out;
  const auto csv = make_output({Format::csv, options.byte_order_mark}, out);
  csv->begin({named({"week", "start", "end", "topic", "articles", "outlets", "all_articles",
                     "per_10k", "topic_version", "reviewed"}),
              Layout::table});
  const Day monday = monday_of(options.week);
  for (const TopicCoverage& row : week.topics) {
    csv->row({to_string(options.week), to_iso(monday), to_iso(monday + std::chrono::days(6)),
              row.topic, whole(row.articles), whole(row.outlets), whole(row.all_articles),
              per_10k(row.articles, row.all_articles), std::int64_t{row.version},
              whole(row.reviewed)});
  }
  if (auto ended = csv->end(); !ended) return pass_on(ended);
  return out.str();
}

// What the columns of one hit say of its topics.
struct HitReasons {
  std::vector<std::string> versions;  // "policy 3"
  std::vector<std::string> scores;
  std::vector<std::string> standings;
  std::vector<std::string> evidence;  // the first sentence of each topic, each once
};

HitReasons reasons_of(const ReportHit& hit, const Week& week) {
  HitReasons reasons;
  for (std::size_t i = 0; i < hit.topics.size(); ++i) {
    const auto row =
        std::find_if(week.topics.begin(), week.topics.end(),
                     [&](const TopicCoverage& topic) { return topic.topic == hit.topics[i]; });
    const store::TopicMark& why = hit.why[i];
    reasons.versions.push_back(fmt::format("{} {}", row->topic, row->version));
    reasons.scores.push_back(fmt::format("{}", why.score));
    reasons.standings.emplace_back(to_string(why.standing));
    if (why.evidence.empty()) continue;
    std::string sentence = sentence_of(hit.stored.article, why.evidence.front());
    const auto& known = reasons.evidence;
    if (std::find(known.begin(), known.end(), sentence) != known.end()) continue;
    reasons.evidence.push_back(std::move(sentence));
  }
  return reasons;
}

Result<std::string> hits_csv(const Week& week, const ReportOptions& options) {
  std::ostringstream out;
  const auto csv = make_output({Format::csv, options.byte_order_mark}, out);
  csv->begin({named({"id", "outlet", "published", "title", "url", "topics", "archive_file",
                     "archive_offset", "topic_versions", "scores", "standings", "evidence",
                     "numbers", "numbers_said"}),
              Layout::table});
  for (const ReportHit& hit : week.hits) {
    const HitReasons reasons = reasons_of(hit, week);
    const auto numbers = numbers_said(hit.stored.article);
    const store::Article& article = hit.stored.article;
    const bool has_place = !hit.stored.archive_file.empty();
    csv->row({article.id, article.outlet, to_iso(options.zone.at(article.published->utc)),
              article.title, article.url, hit.topics, hit.stored.archive_file,
              has_place ? Value{whole(hit.stored.archive_offset)} : Value{}, reasons.versions,
              reasons.scores, reasons.standings, reasons.evidence, values_of(numbers),
              sentences_of(numbers)});
  }
  if (auto ended = csv->end(); !ended) return pass_on(ended);
  return out.str();
}

Result<void> refuse_existing(const ReportSummary& files) {
  for (const auto& file : {files.hits_file, files.week_file}) {
    std::error_code ignored;  // what cannot be looked at cannot be written either, and says so then
    if (std::filesystem::exists(file, ignored)) {
      return fail(Code::refused, fmt::format("{} is there already", file.string()),
                  "--force replaces it; --out DIR writes elsewhere");
    }
  }
  return {};
}

std::filesystem::path ready(std::filesystem::path file) { return file += ".new"; }

// Both stand ready before either is in place; the old table goes first and the new one comes last. So where a table stands, the
// articles behind its numbers stand beside it, also after a full disk or a kill.
Result<void> put_in_place(const ReportSummary& files, const std::string& hits,
                          const std::string& table) {
  Result<void> done = write_whole(ready(files.hits_file), hits);
  if (done) done = write_whole(ready(files.week_file), table);
  std::error_code error;
  if (done) std::filesystem::remove(files.week_file, error);
  if (done && !error) std::filesystem::rename(ready(files.hits_file), files.hits_file, error);
  if (done && !error) std::filesystem::rename(ready(files.week_file), files.week_file, error);
  if (done && !error) return sync_path(files.week_file.parent_path());
  if (error) {
    done = fail(Code::io,
                fmt::format("cannot put {} and its hits in place: {}", files.week_file.string(),
                            error.message()),
                "is a program holding one of them open, or the disk read-only?");
  }
  for (const auto& file : {files.hits_file, files.week_file}) {
    std::filesystem::remove(ready(file), error);
  }
  return done;
}

// Two reports at once would leave the table of one beside the hits of the other.
Result<void> write_files(const ReportOptions& options, const ReportSummary& files,
                         const std::string& hits, const std::string& table) {
  if (auto made = make_folder(options.folder); !made) return made;
  const auto lock =
      FileLock::try_lock(options.folder);  // a share may know no locks: no reason to fail
  if (!lock && lock.error().code == Code::locked) return pass_on(lock);
  if (!options.force) {
    if (auto free = refuse_existing(files); !free) return free;
  }
  return put_in_place(files, hits, table);
}

Result<void> add_reasons(const Definitions& definitions, store::TopicStamps marks, Week& week) {
  TopicReasons reasons(definitions, std::move(marks));
  for (ReportHit& hit : week.hits) {
    for (const std::string& topic : hit.topics) {
      auto why = reasons.why(hit.stored.article, hit.marks, topic);
      if (!why) return pass_on(why);
      hit.why.push_back(std::move(*why));
    }
  }
  return {};
}

Result<Week> read_week(const ReportOptions& options, const Sources& sources,
                       std::vector<std::string>& notes) {
  const Day monday = monday_of(options.week);
  const DayRange days{monday, monday + std::chrono::days(6)};
  const Filters filters{days, days, options.zone, {}, {}, {}};
  auto asking = prepare("", filters, sources);
  if (!asking) return pass_on(asking);
  const Definitions& definitions = sources.definitions;
  auto marks = usable_marks(asking->db, definitions);
  if (!marks) return pass_on(marks);
  auto topics = bind_topics(topic_ids(definitions), definitions, asking->db, *marks);
  if (!topics) return pass_on(topics);
  notes = std::move(asking->notes);
  note_if_any(topic_warning(*marks, definitions, topic_ids(definitions)), notes);
  note_reviews(definitions, *topics, notes);
  const WeekReader reader(filters, definitions, std::move(*topics), *marks);
  auto read = store::xapian_try(sources.index.string(), [&] { return reader.read(asking->db); });
  if (!read) return pass_on(read);
  if (!*read) return pass_on(*read);
  Week week = std::move(**read);
  if (auto reasoned = add_reasons(definitions, std::move(*marks), week); !reasoned) {
    return pass_on(reasoned);
  }
  return week;
}

// A report without one of its topics would look whole.
Result<void> refuse_broken(const Definitions& definitions) {
  if (definitions.problems.empty()) return {};
  Error error = definitions.problems.front();
  error.code = Code::bad_input;
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace

Result<ReportSummary> write_report(const ReportOptions& options, const Sources& sources) {
  ReportSummary summary;
  summary.hits_file = options.folder / "coverage_hits.csv";
  summary.week_file = options.folder / "coverage_week.csv";
  if (auto sound = refuse_broken(sources.definitions); !sound) return pass_on(sound);
  auto week = begin_anew([&] { return read_week(options, sources, summary.notes); });
  if (!week) return pass_on(week);
  auto hits = hits_csv(*week, options);
  if (!hits) return pass_on(hits);
  auto table = week_csv(*week, options);
  if (!table) return pass_on(table);
  if (auto wrote = write_files(options, summary, *hits, *table); !wrote) return pass_on(wrote);
  summary.hits = week->hits.size();
  summary.topics = std::move(week->topics);
  return summary;
}

}  // namespace saola::query
