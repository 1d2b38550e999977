#include "query/explain.h"

#include <fmt/format.h>

#include <ostream>

#include "base/printable.h"
#include "query/asking.h"
#include "query/begin_anew.h"
#include "query/beginnings.h"
#include "query/bind.h"
#include "query/judgement.h"
#include "query/marked_topics.h"
#include "query/matches.h"
#include "query/output_formats.h"
#include "query/query_parser.h"
#include "query/query_xapian.h"
#include "query/reading.h"
#include "query/remote_matches.h"
#include "query/said.h"
#include "query/topic_stamp.h"

namespace saola::query {

namespace {

constexpr std::size_t kShownFinds = 5;     // sentences a leaf; the rest is counted
constexpr std::size_t kShownEvidence = 3;  // sentences of an article

std::string_view lane_sentence(const Query& query) {
  if (query.marked) {
    return "exact: a word carries a Vietnamese mark, so every word is taken as written";
  }
  return "folded: no word carries a Vietnamese mark, so marks are ignored, and words in a row are "
         "one phrase";
}

// Tree lines with the number of articles behind each.
void write_counts(const Xapian::Database& db, const Node& node, std::size_t level,
                  std::string& out) {
  const auto found = all_matches(db, to_xapian(db, node, Purpose::count)).size();
  out +=
      fmt::format("  {:>9}  {}{}\n", found, std::string(2 * level, ' '), printable(to_word(node)));
  for (const Node& child : node.children) write_counts(db, child, level + 1, out);
}

// What is shown is the same whether the index has lists of common bigrams or not.
Node without_lists(Node node) {
  use_bigrams(node, nullptr);
  return node;
}

// What Xapian would say without looking at every article, as search engines do; no number of ours is made so.
std::string estimate(const Xapian::Database& db, const Node& node) {
  Xapian::Enquire enquire(db);
  const Xapian::Query query = to_xapian(db, without_lists(node), Purpose::count);
  enquire.set_query(has_remote(db) ? native_superset(db, query) : query);
  const Xapian::MSet matches = enquire.get_mset(0, 0);
  return fmt::format("  {} (from {} to {})\n", matches.get_matches_estimated(),
                     matches.get_matches_lower_bound(), matches.get_matches_upper_bound());
}

struct Explained {
  Asking asking;
  bool has_index = true;
};

// Without an index a query is explained all the same, with a database without articles.
Result<Explained> understand(std::string_view query, const Sources& sources) {
  const auto filters = make_filters({});
  if (!filters) return pass_on(filters);
  auto asking = prepare(query, *filters, sources);
  if (asking) return Explained{std::move(*asking)};
  if (asking.error().code != Code::not_found) return pass_on(asking);
  auto parsed = parse_query(query);
  if (!parsed) return pass_on(parsed);
  auto bound = bind(*parsed, sources.definitions);
  if (!bound) return pass_on(bound);
  auto notes = parsed->notes;
  return Explained{{std::move(*parsed), std::move(*bound), {}, {}, {}, std::move(notes)}, false};
}

Result<void> write_numbers(Asking& asking, const Sources& sources, std::ostream& out) {
  auto counts = store::xapian_try_reading(asking.db, sources.index.string(), [&] {
    std::string lines;
    write_counts(asking.db, asking.root, 0, lines);
    return lines + "\nXapian's estimate, which no answer uses\n" + estimate(asking.db, asking.root);
  });
  if (!counts) return pass_on(counts);
  out << "\narticles in the index\n" << *counts;
  return {};
}

// Indents every line.
std::string indented(std::string_view lines) {
  std::string out;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    out += fmt::format("  {}\n", lines.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

// One article against one tree, part by part.
class Account {
 public:
  Account(const Reading& reading, std::ostream& out) : reading_(reading), out_(out) {}

  void write(const Node& node, std::size_t level) {
    if (is_article(node)) return;  // people's decisions on a topic that this one asks
    const std::string blanks(2 * level, ' ');
    out_ << fmt::format("  {}  {}{}\n", reading_.holds(node) ? "yes" : "no ", blanks,
                        printable(to_word(node)));
    const auto finds = reading_.finds(node);
    for (std::size_t i = 0; i < finds.size() && i < kShownFinds; ++i) {
      out_ << fmt::format("       {}- {}{}{}\n", blanks, finds[i].in_title ? "title: " : "",
                          finds[i].entry.empty() ? "" : finds[i].entry + ": ",
                          reading_.sentence(finds[i]));
    }
    if (finds.size() > kShownFinds) {
      out_ << fmt::format("       {}- and {} more\n", blanks, finds.size() - kShownFinds);
    }
    for (const Node& child : node.children) write(child, level + 1);
  }

 private:
  static bool is_article(const Node& node) {
    return node.kind == NodeKind::keyword && node.field->name == std::string_view("id");
  }

  const Reading& reading_;
  std::ostream& out_;
};

void write_reasons(const Review* review, const Judgement& found, std::ostream& out) {
  if (review != nullptr) {
    const auto part = [](std::string_view before, const std::string& text) {
      return text.empty() ? "" : fmt::format("{}{}", before, printable(text));
    };
    out << fmt::format("decided: {}{}{}{}\n", review->counts ? "yes" : "no",
                       part(", by ", review->who), part(", ", review->when),
                       part(": ", review->note));
  }
  out << fmt::format("score: {} ({})\n", found.score, score_in_words(found));
  out << fmt::format("place: {}\n", to_string(found.standing));
  for (std::size_t i = 0; i < found.evidence.size() && i < kShownEvidence; ++i) {
    out << fmt::format("  - {}\n", found.evidence[i].shown);
  }
  if (found.evidence.size() > kShownEvidence) {
    out << fmt::format("  - and {} more sentences\n", found.evidence.size() - kShownEvidence);
  }
  out << '\n';
}

void write_numbers_said(const store::Article& article, std::ostream& out) {
  const auto numbers = numbers_said(article);
  if (numbers.empty()) return;
  out << "numbers said\n";
  for (const SaidNumber& number : numbers) {
    out << fmt::format("  - {}: {}\n", number.value, number.sentence);
  }
  out << '\n';
}

struct Asked {
  store::StoredArticle stored;
  bool counted = false;  // by the index
  std::string warning;   // stale lexicons
};

Result<Asked> look_up(std::string_view id, const Node& bound, const Query& asked_query,
                      const Sources& sources) {
  auto db = sources.open(sources.index);
  if (!db) return pass_on(db);
  if (auto checked = check_beginnings(bound, asked_query, sources.definitions, *db); !checked) {
    return pass_on(checked);
  }
  auto marks = usable_marks(*db, sources.definitions);
  if (!marks) return pass_on(marks);
  Node counting = bound;
  use_marks(counting, *marks, sources.definitions);
  const std::string path = sources.index.string();
  const std::string term = store::unique_term(id);
  Asked asked;
  auto data = store::xapian_try(path, [&]() -> std::string {
    const auto documents = all_matches(*db, Xapian::Query(term));
    if (documents.empty()) return {};
    const auto query = to_xapian(*db, counting, Purpose::count);
    asked.counted =
        !all_matches(*db, Xapian::Query(Xapian::Query::OP_FILTER, Xapian::Query(term), query))
             .empty();
    return db->get_document(documents.front()).get_data();
  });
  if (!data) return pass_on(data);
  if (data->empty()) {
    return fail(Code::not_found, fmt::format("no article \"{}\" in the index", printable(id)),
                "ids are shown by `saola search --format json`");
  }
  auto stored = store::from_document_data(*data);
  if (!stored) return pass_on(stored);
  asked.stored = std::move(*stored);
  auto warning = index_warning(*db, sources.definitions);
  if (!warning) return pass_on(warning);
  asked.warning = std::move(*warning);
  if (asked.warning.empty()) {
    asked.warning = topic_warning(*marks, sources.definitions, topics_of(bound));
  }
  return asked;
}

void write_article(const store::Article& article, std::ostream& out) {
  out << fmt::format("  {}\n  {}  {}\n  {}\n\n", printable(article.title),
                     article.published ? to_iso(*article.published) : "undated",
                     printable(article.outlet), printable(article.url));
}

// @param holds  the article, read now.
void write_doubts(const Asked& asked, bool holds, std::ostream& out) {
  if (!asked.warning.empty()) out << "\nnote: " << asked.warning << '\n';
  if (holds == asked.counted) return;
  out << fmt::format("\nnote: read with the lexicons of now, the article {}; run `saola index`\n",
                     holds ? "would count" : "would not count");
}

}  // namespace

Result<void> explain_query(std::string_view query, const Sources& sources, std::ostream& out) {
  auto explained = begin_anew([&] { return understand(query, sources); });
  if (!explained) return pass_on(explained);
  auto& [asking, has_index] = *explained;
  auto description = store::xapian_try_reading(asking.db, sources.index.string(), [&] {
    return to_xapian(asking.db, without_lists(asking.root), Purpose::rank).get_description();
  });
  if (!description) return pass_on(description);
  out << fmt::format("query\n  {}\n\nlanes\n  {}\n\ntree\n{}\nXapian\n  {}\n",
                     printable(query.empty() ? "*" : query), lane_sentence(asking.query),
                     indented(to_text(asking.root)), printable(*description));
  if (has_index) {
    if (auto written = write_numbers(asking, sources, out); !written) return written;
  }
  for (const std::string& note : asking.notes) out << "\nnote: " << note << '\n';
  return finish(out);
}

Result<void> explain_document(std::string_view topic, std::string_view document,
                              const Sources& sources, std::ostream& out, Detail detail) {
  const Definitions& definitions = sources.definitions;
  auto bound = bind_topic(topic, definitions);
  if (!bound) return pass_on(bound);
  auto own = bind(find_topic(definitions, topic)->query, definitions);
  if (!own) return pass_on(own);
  auto asked = begin_anew([&] { return look_up(document, *bound, {}, sources); });
  if (!asked) return pass_on(asked);
  const store::Article& article = asked->stored.article;
  Reading reading(chosen_lexicons(definitions.lexicons, lexicons_of(*bound)));
  reading.read(article);
  out << fmt::format("{} (version {}) {} article {}\n", topic,
                     find_topic(definitions, topic)->version,
                     asked->counted ? "counts" : "does not count", printable(article.id));
  write_article(article, out);
  write_reasons(find_review(definitions.reviews, topic, article.id), judge(reading, *own), out);
  if (detail == Detail::whole) {
    write_numbers_said(article, out);
    Account(reading, out).write(*own, 0);
  }
  write_doubts(*asked, reading.holds(*bound), out);
  return finish(out);
}

Result<void> explain_article(std::string_view query, std::string_view document,
                             const Sources& sources, std::ostream& out) {
  auto parsed = parse_query(query);
  if (!parsed) return pass_on(parsed);
  auto bound = bind(*parsed, sources.definitions);
  if (!bound) return pass_on(bound);
  auto asked = begin_anew([&] { return look_up(document, *bound, *parsed, sources); });
  if (!asked) return pass_on(asked);
  const store::Article& article = asked->stored.article;
  Reading reading(chosen_lexicons(sources.definitions.lexicons, lexicons_of(*bound)));
  reading.read(article);
  out << fmt::format("the query {} article {}\n", asked->counted ? "finds" : "does not find",
                     printable(article.id));
  write_article(article, out);
  Account(reading, out).write(*bound, 0);
  write_doubts(*asked, reading.holds(*bound), out);
  return finish(out);
}

}  // namespace saola::query
