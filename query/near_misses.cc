#include "query/near_misses.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "query/asking.h"
#include "query/begin_anew.h"
#include "query/bind.h"
#include "query/judgement.h"
#include "query/matches.h"
#include "query/nearness.h"
#include "query/query_xapian.h"

namespace saola::query {

namespace {

struct Near {
  int score = 0;
  store::Article article;
};

// The articles to read, by document. Xapian's exceptions pass.
std::vector<Xapian::docid> candidates(const Xapian::Database& db, const Node& topic,
                                      const Limits& limits, NearSummary& summary) {
  const Xapian::Query wide = to_xapian(db, loosened(topic), Purpose::rank);
  const Xapian::Query counted = to_xapian(db, topic, Purpose::count);
  const Xapian::Query query(Xapian::Query::OP_AND_NOT, wide, counted);
  auto found = all_ranked(db, limited(db, query, limits));
  summary.candidates = found.size();
  if (found.size() > kMostRead) {
    std::sort(found.begin(), found.end(), [](const Match& a, const Match& b) {
      return std::tuple(-a.weight, a.document) < std::tuple(-b.weight, b.document);
    });
    found.resize(kMostRead);
  }
  std::vector<Xapian::docid> documents;
  for (const Match& match : found) documents.push_back(match.document);
  std::sort(documents.begin(), documents.end());
  return documents;
}

// Xapian's exceptions pass.
Result<std::vector<Near>> read_all(const Xapian::Database& db, const Node& topic,
                                   const Limits& limits, Reading& reading, NearSummary& summary) {
  std::vector<Near> all;
  for (Xapian::docid document : candidates(db, topic, limits, summary)) {
    auto stored = store::stored_article(db.get_document(document));
    if (!stored) return pass_on(stored);
    reading.read(stored->article);
    const Judgement judgement = judge(reading, topic);
    if (!judgement.counts) all.push_back({judgement.score, std::move(stored->article)});
  }
  summary.read = all.size();
  std::sort(all.begin(), all.end(), [](const Near& a, const Near& b) {
    return std::tuple(-a.score, std::string_view(a.article.id)) <
           std::tuple(-b.score, std::string_view(b.article.id));
  });
  return all;
}

Result<std::vector<Near>> ask(const NearOptions& options, const Sources& sources, const Node& topic,
                              NearSummary& summary) {
  auto asking = prepare("", options.filters, sources);
  if (!asking) return pass_on(asking);
  summary.notes = std::move(asking->notes);
  Reading reading(chosen_lexicons(sources.definitions.lexicons, lexicons_of(topic)));
  const Limits limits{options.filters, asking->topics};
  auto read = store::xapian_try(sources.index.string(), [&] {
    return read_all(asking->db, topic, limits, reading, summary);
  });
  if (!read) return pass_on(read);
  return std::move(*read);
}

}  // namespace

Result<NearSummary> near_misses(const NearOptions& options, const Sources& sources,
                                Output& output) {
  auto topic = bind_topic(options.topic, sources.definitions);
  if (!topic) return pass_on(topic);
  NearSummary summary;
  auto read = begin_anew([&] { return ask(options, sources, *topic, summary); });
  if (!read) return pass_on(read);
  output.begin({{{"score"}, {"id"}, {"published"}, {"outlet"}, {"title"}}, Layout::table});
  std::size_t shown = 0;
  for (const Near& near : *read) {
    if (options.limit != 0 && shown++ == options.limit) break;
    const store::Article& article = near.article;
    output.row({std::int64_t{near.score}, article.id,
                article.published ? Value{to_iso(*article.published)} : Value{}, article.outlet,
                article.title});
  }
  if (auto ended = output.end(); !ended) return pass_on(ended);
  if (summary.candidates > kMostRead) {
    summary.notes.push_back(
        fmt::format("{} articles have what the topic asks without being counted; the {} that weigh "
                    "most were read",
                    summary.candidates, kMostRead));
  }
  return summary;
}

}  // namespace saola::query
