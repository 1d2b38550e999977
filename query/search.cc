#include "query/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "base/printable.h"
#include "query/asking.h"
#include "query/begin_anew.h"
#include "query/bind.h"
#include "query/copies.h"
#include "query/matches.h"
#include "query/query_xapian.h"
#include "query/reading.h"
#include "query/said.h"
#include "query/snippet.h"
#include "query/topic_stamp.h"
#include "store/document_table.h"

namespace saola::query {

namespace {

constexpr std::size_t kSnippetCharacters = 240;  // three lines of a terminal
constexpr std::size_t kMoreThanShown =
    20;  // of the best: what equals the last one shown is mostly among them
// Up to here hits are dated one by one: a table is checked whole before it is read.
constexpr std::size_t kFew = 100;
// Sums of the same weights in another order differ in their last bits; scores that differ by less than this are equal.
constexpr double kWeightSteps = 1e6;
constexpr double kUndated = -std::numeric_limits<double>::infinity();

struct Hit {
  Xapian::docid document = 0;
  double weight = 0;
  double published = kUndated;  // seconds since 1970 UTC
};

// Before by what the user asked for; equal hits are ordered by id, which lies in the index.
class Order {
 public:
  explicit Order(Sort sort) : sort_(sort) {}

  // Negative: a stands before b; positive: after it; 0: the id decides.
  [[nodiscard]] int compare(const Hit& a, const Hit& b) const {
    if (sort_ == Sort::rank && a.weight != b.weight) return a.weight > b.weight ? -1 : 1;
    if (a.published == b.published) return 0;
    if (a.published == kUndated || b.published == kUndated) return b.published == kUndated ? -1 : 1;
    return (a.published > b.published) == (sort_ != Sort::oldest) ? -1 : 1;
  }

 private:
  Sort sort_;
};

// Orders each run of equal hits by id. @param hits  already in order.
void order_ties(const Xapian::Database& db, const Order& order, std::vector<Hit>& hits) {
  for (std::size_t begin = 0; begin < hits.size();) {
    std::size_t end = begin + 1;
    while (end < hits.size() && order.compare(hits[begin], hits[end]) == 0) ++end;
    if (end - begin > 1) {
      std::vector<std::pair<std::string, Hit>> named;
      for (std::size_t i = begin; i < end; ++i) {
        named.emplace_back(id_term(db, hits[i].document), hits[i]);
      }
      std::sort(named.begin(), named.end(),
                [](const auto& a, const auto& b) { return a.first < b.first; });
      for (std::size_t i = begin; i < end; ++i) hits[i] = named[i - begin].second;
    }
    begin = end;
  }
}

// The first `limit` hits in order; 0: all. Whole runs of equals are looked at, and the rest is never sorted.
void put_in_order(const Xapian::Database& db, Sort sort, std::size_t limit,
                  std::vector<Hit>& hits) {
  const Order order(sort);
  const auto before = [&](const Hit& a, const Hit& b) {
    const int compared = order.compare(a, b);
    return compared != 0 ? compared < 0 : a.document < b.document;
  };
  const std::size_t shown = limit == 0 ? hits.size() : std::min(limit, hits.size());
  if (shown > 0 && shown < hits.size()) {
    const auto last = hits.begin() + static_cast<std::ptrdiff_t>(shown) - 1;
    std::nth_element(hits.begin(), last, hits.end(), before);
    const Hit at_limit = *last;
    hits.erase(std::partition(last + 1, hits.end(),
                              [&](const Hit& hit) { return order.compare(at_limit, hit) == 0; }),
               hits.end());
  }
  std::sort(hits.begin(), hits.end(), before);
  order_ties(db, order, hits);
  hits.resize(shown);
}

// What a search found, before any article is read.
struct Found {
  std::uint64_t matches = 0;
  std::vector<Hit> hits;                                    // in order, within the limit
  std::map<std::string, std::set<Xapian::docid>> of_topic;  // among the hits
};

class Searcher {
 public:
  Searcher(const SearchOptions& options, const Sources& sources, Asking& asking,
           const ShownTopics& topics, Output& output)
      : options_(options),
        path_(sources.index.string()),
        asking_(asking),
        topics_(topics),
        output_(output),
        reading_(chosen_lexicons(sources.definitions.lexicons, lexicons_of(asking.root))) {}

  Result<SearchSummary> run() {
    auto found = store::xapian_try_reading(asking_.db, path_, [&] { return find(); });
    if (!found) return pass_on(found);
    summary_.matches = found->matches;
    const std::size_t limit = options_.limit_articles;
    for (const Hit& hit : found->hits) {
      if (limit > 0 && summary_.shown == limit) break;
      if (auto taken = take(hit, *found); !taken) return pass_on(taken);
    }
    if (auto ended = output_.end(); !ended) return pass_on(ended);
    summary_.notes = std::move(asking_.notes);
    if (gone_ > 0) {
      summary_.notes.push_back(fmt::format("{} articles left the index while it was read", gone_));
    }
    return std::move(summary_);
  }

 private:
  // Begins afresh at each call; Xapian's exceptions pass.
  Found find() const {
    Found found = gather();
    const bool by_weight = options_.sort == Sort::rank && options_.half_life_days == 0;
    if (by_weight) {
      date_equals(found.hits);
    } else {
      date(found.hits);
    }
    if (options_.sort == Sort::rank && !by_weight) prefer_new(found.hits);
    put_in_order(asking_.db, options_.sort, wants_all() ? 0 : wanted(), found.hits);
    if (!options_.collapse_copies) {
      const auto skipped = std::min(options_.skip_articles, found.hits.size());
      found.hits.erase(found.hits.begin(),
                       found.hits.begin() + static_cast<std::ptrdiff_t>(skipped));
    }
    find_topics(found);
    return found;
  }

  // Which are copies shows only when all are looked at.
  bool wants_all() const { return options_.limit_articles == 0 || options_.collapse_copies; }

  std::size_t wanted() const { return options_.skip_articles + options_.limit_articles; }

  // How many match, and as many of them as the order needs.
  Found gather() const {
    const Limits limits{options_.filters, asking_.topics};
    const auto query_for = [&](Purpose purpose) {
      return limited(asking_.db, to_xapian(asking_.db, asking_.root, purpose), limits);
    };
    Found found;
    if (options_.sort == Sort::rank && !wants_all() && options_.half_life_days == 0) {
      const Counted counted =
          count_to_rank(asking_.db, query_for(Purpose::count), query_for(Purpose::rank));
      found.matches = counted.matches;
      found.hits = best(counted.to_rank);
      return found;
    }
    if (options_.sort == Sort::rank) {
      found.hits = hits_of(all_ranked(asking_.db, query_for(Purpose::rank)));
    } else {
      for (Xapian::docid document : all_matches(asking_.db, query_for(Purpose::count))) {
        found.hits.push_back({document, 0, kUndated});
      }
    }
    found.matches = found.hits.size();
    return found;
  }

  static std::vector<Hit> hits_of(const std::vector<Match>& matches) {
    std::vector<Hit> hits;
    for (const Match& match : matches) {
      hits.push_back(
          {match.document, std::round(match.weight * kWeightSteps) / kWeightSteps, kUndated});
    }
    return hits;
  }

  // The wanted hits of the highest weight with all that weigh as much as the last of them.
  std::vector<Hit> best(const Xapian::Query& query) const {
    for (std::size_t most = wanted() + kMoreThanShown;; most *= 4) {
      std::vector<Hit> hits = hits_of(best_ranked(asking_.db, query, most));
      if (hits.size() <= wanted()) return hits;
      const double last = hits[wanted() - 1].weight;
      const bool all_are_here = hits.size() < most || hits.back().weight < last;
      std::erase_if(hits, [&](const Hit& hit) { return hit.weight < last; });
      if (all_are_here) return hits;
    }
  }

  // Where the weight decides, nobody asks for the time.
  void date_equals(std::vector<Hit>& hits) const {
    std::sort(hits.begin(), hits.end(),
              [](const Hit& a, const Hit& b) { return a.weight > b.weight; });
    std::vector<Hit> equals;
    std::vector<Hit> others;
    for (std::size_t i = 0; i < hits.size(); ++i) {
      const bool has_equal = (i > 0 && hits[i - 1].weight == hits[i].weight) ||
                             (i + 1 < hits.size() && hits[i + 1].weight == hits[i].weight);
      (has_equal ? equals : others).push_back(hits[i]);
    }
    date(equals);
    hits = std::move(others);
    hits.insert(hits.end(), equals.begin(), equals.end());
  }

  void date(std::vector<Hit>& hits) const {
    if (hits.empty()) return;
    std::sort(hits.begin(), hits.end(),
              [](const Hit& a, const Hit& b) { return a.document < b.document; });
    const auto table =
        hits.size() <= kFew
            ? std::nullopt
            : store::DocumentTable::open(path_, asking_.db, {store::DocumentTable::Use::times});
    if (table) {
      for (Hit& hit : hits) {
        const auto published = table->published(hit.document);
        if (published) hit.published = static_cast<double>(published->time_since_epoch().count());
      }
      return;
    }
    std::vector<Xapian::docid> documents;
    for (const Hit& hit : hits) documents.push_back(hit.document);
    visit_values(asking_.db, documents, store::kPublishedSlot,
                 [&](std::size_t i, const std::string& value) {
                   hits[i].published = Xapian::sortable_unserialise(value);
                 });
  }

  void prefer_new(std::vector<Hit>& hits) const {
    const auto now = static_cast<double>(options_.now.time_since_epoch().count());
    for (Hit& hit : hits) {
      const double days = std::max(0.0, now - hit.published) / 86400;
      hit.weight =
          hit.published == kUndated ? 0 : hit.weight * std::exp2(-days / options_.half_life_days);
    }
  }

  void find_topics(Found& found) const {
    std::vector<Xapian::docid> shown;
    for (const Hit& hit : found.hits) shown.push_back(hit.document);
    std::sort(shown.begin(), shown.end());
    for (const Node& topic : topics_.trees) {
      const auto documents =
          matches_among(asking_.db, to_xapian(asking_.db, topic, Purpose::count), shown);
      found.of_topic[topic.value] = {documents.begin(), documents.end()};
    }
  }

  // One hit in its turn: shown, skipped, or passed over. Its data is read anew when the index has changed.
  Result<void> take(const Hit& hit, const Found& found) {
    // Xapian is not asked first whether the document is there: those that are have data.
    auto data = store::xapian_try_reading(asking_.db, path_, [&] {
      return asking_.db.get_document(hit.document, Xapian::DOC_ASSUME_VALID).get_data();
    });
    if (data ? data->empty() : data.error().code == Code::not_found) {
      ++gone_;
      return {};
    }
    if (!data) return pass_on(data);
    auto stored = store::from_document_data(*data);
    if (!stored) return pass_on(stored);
    if (options_.collapse_copies) {
      if (!originals_.take(sketch_of(analyzer_, stored->article.text))) {
        ++summary_.copies;
        return {};
      }
      if (skipped_ < options_.skip_articles) {
        ++skipped_;
        return {};
      }
    }
    output_.row(values(stored->article, hit, found));
    ++summary_.shown;
    return {};
  }

  std::vector<Value> values(const store::Article& article, const Hit& hit, const Found& found) {
    const auto known = [](const std::string& text) { return text.empty() ? Value{} : Value{text}; };
    Marked snippet;
    if (output_.shows("snippet")) {
      snippet = make_snippet(reading_, article, asking_.root, kSnippetCharacters);
    }
    std::vector<std::string> topics;
    std::vector<std::string> versions;
    for (const auto& [id, documents] : found.of_topic) {
      if (!documents.contains(hit.document)) continue;
      topics.push_back(id);
      versions.push_back(topics_.versions.at(id));
    }
    std::vector<SaidNumber> numbers;
    if (output_.shows("numbers")) {
      reading_.read(article);
      numbers = numbers_said(reading_);
    }
    return {article.id,
            known(article.url),
            known(article.title),
            known(article.outlet),
            article.published ? Value{to_iso(*article.published)} : Value{},
            known(article.language),
            Decimal{hit.weight, 4},
            snippet.text.empty() ? Value{} : Value{snippet},
            topics,
            spans_of(snippet),
            versions,
            values_of(numbers),
            sentences_of(numbers)};
  }

  // "12-20": characters of the snippet, the last not included.
  static std::vector<std::string> spans_of(const Marked& snippet) {
    std::vector<std::string> spans;
    for (const CharacterSpan& span : snippet.spans) {
      spans.push_back(fmt::format("{}-{}", span.begin, span.end));
    }
    return spans;
  }

  const SearchOptions& options_;
  std::string path_;
  Asking& asking_;
  const ShownTopics& topics_;
  Output& output_;
  Reading reading_;
  SearchSummary summary_;
  std::size_t gone_ = 0;     // articles that left the index meanwhile
  std::size_t skipped_ = 0;  // originals before the first shown
  Originals originals_;
  text::Analyzer analyzer_;
};

}  // namespace

Result<Sort> parse_sort(std::string_view name) {
  if (name == "rank") return Sort::rank;
  if (name == "newest") return Sort::newest;
  if (name == "oldest") return Sort::oldest;
  return fail(Code::usage, fmt::format("no order \"{}\"", printable(name)),
              "the orders are rank, newest and oldest");
}

Result<ShownTopics> shown_topics(const Definitions& definitions, Asking& asking) {
  const auto marks = usable_marks(asking.db, definitions);
  if (!marks) return pass_on(marks);
  auto trees = bind_sound_topics(definitions, asking.db, *marks, asking.notes);
  if (!trees) return pass_on(trees);
  ShownTopics topics{std::move(*trees), {}};
  for (const Node& topic : topics.trees) {
    const int version = counted_version(topic.value, definitions, *marks);
    topics.versions[topic.value] = fmt::format("{} {}", topic.value, version);
  }
  return topics;
}

Columns search_columns() {
  return {{{"id"},
           {"url"},
           {"title", true},
           {"outlet", true},
           {"published", true},
           {"language", false, false},
           {"score", false, false},
           {"snippet"},
           {"topics"},
           {"spans", false, false},
           {"topic_versions", false, false},
           {"numbers", false, false},
           {"numbers_said", false, false}},
          Layout::cards};
}

Result<SearchSummary> search(const SearchOptions& options, const Sources& sources, Output& output) {
  output.begin(search_columns());
  ShownTopics topics;
  auto asking = begin_anew([&]() -> Result<Asking> {
    auto prepared = prepare(options.query, options.filters, sources);
    if (!prepared || !output.shows("topics")) return prepared;
    auto shown = shown_topics(sources.definitions, *prepared);
    if (!shown) return pass_on(shown);
    topics = std::move(*shown);
    return prepared;
  });
  if (!asking) return pass_on(asking);
  return search(options, sources, *asking, topics, output);
}

Result<SearchSummary> search(const SearchOptions& options, const Sources& sources, Asking& asking,
                             const ShownTopics& topics, Output& output) {
  return Searcher(options, sources, asking, topics, output).run();
}

}  // namespace saola::query
