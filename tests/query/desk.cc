#include "tests/query/desk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "indexer/document.h"
#include "indexer/index_bigrams.h"
#include "query/topic_judge.h"
#include "store/bigram_table.h"
#include "store/index_db.h"

namespace saola::query {

namespace {

std::string unix_lines(std::string text) {
  std::erase(text, '\r');
  return text;
}

}  // namespace

store::Article article_of(const Story& story) {
  store::Article article;
  article.id = story.id;
  article.url = "https://" + story.outlet + "/" + story.id;
  article.canonical_url = article.url;
  article.title = story.title;
  article.text = story.text;
  if (!story.published.empty()) article.published = parse_iso(story.published, kHomeOffset).value();
  article.outlet = story.outlet;
  article.language = story.language;
  article.section = story.section;
  article.author = story.author;
  article.credit = story.credit;
  return article;
}

void Desk::add_lexicon(const std::string& toml) {
  definitions.lexicons.push_back(text::parse_lexicon(toml, "lexicon.toml").value());
  definitions.stamps.push_back(store::lexicon_stamp(definitions.lexicons.back().version, toml));
}

void Desk::add_topic(const std::string& id, const std::string& query) {
  const std::string toml = "id = \"" + id +
                           "\"\nversion = 1\nlabel.vi = \"v\"\nlabel.en = \"e\"\npurpose = \"p\"\n"
                           "query = '''\n" +
                           query + "'''\n";
  auto topic = parse_topic(toml, "topics/" + id + ".toml");
  ASSERT_TRUE(topic) << topic.error().message;
  definitions.topics.push_back(std::move(*topic));
  std::sort(definitions.topics.begin(), definitions.topics.end(),
            [](const Topic& a, const Topic& b) { return a.id < b.id; });
}

void Desk::add(const std::vector<Story>& stories) {
  auto db = store::open_index_for_writing(*folder_ / "index").value();
  indexer::DocumentMaker maker(definitions.lexicons, Zone::open(kHomeZone).value());
  for (const Story& story : stories) {
    store::StoredArticle stored;
    stored.article = article_of(story);
    stored.archive_file = "saola-test.warc.gz";
    stored.archive_offset = 100;
    db.replace_document(store::unique_term(story.id), maker.make(stored));
  }
  store::LexiconStamps stamps;
  for (std::size_t i = 0; i < definitions.lexicons.size(); ++i) {
    stamps[definitions.lexicons[i].id] = definitions.stamps[i];
  }
  store::set_index_lexicons(db, stamps);
  db.commit();
}

void Desk::mark_topics() {
  auto db = store::open_index_for_writing(*folder_ / "index").value();
  Definitions undecided = definitions;
  undecided.reviews.clear();
  const auto changes = TopicJudge(undecided).changes(db, {}).value();
  for (const MarkChange& change : changes.list) {
    ASSERT_TRUE(store::put_marks(db, change.document, change.topics, change.marks));
  }
  store::set_index_topics(db, changes.stamps);
  db.commit();
}

void Desk::know_bigrams() {
  const auto path = *folder_ / "index";
  {
    auto db = store::open_index_for_writing(path).value();
    indexer::BigramLearner learner;
    ASSERT_TRUE(indexer::learn_from(db, db.get_doccount(), learner));
    const auto list = learner.choose();
    indexer::DocumentMaker maker({}, Zone::open(kHomeZone).value());
    maker.use_bigrams(list);
    for (const Xapian::docid id : store::documents_without_bigrams(db, *list)) {
      Xapian::Document document = db.get_document(id);
      maker.tell_bigrams(document, store::stored_article(document).value());
      db.replace_document(id, document);
    }
    store::set_bigram_list(db, *list);
    db.commit();
  }
  ASSERT_TRUE(store::BigramTable::bring_up_to_date(path));
}

void Desk::remove(const std::string& id) {
  auto db = store::open_index_for_writing(*folder_ / "index").value();
  db.delete_document(store::unique_term(id));
  db.commit();
}

Result<SearchSummary> Desk::search_summary(const SearchOptions& options, std::ostream& out,
                                           Format format) const {
  const auto output = make_output({format, false}, out);
  return query::search(options, sources(), *output);
}

std::vector<std::string> Desk::search(std::string_view query, const FilterWords& filters,
                                      Sort sort) const {
  std::stringstream out;
  const SearchOptions options{std::string(query), filters_of(filters), sort, 0};
  auto summary = search_summary(options, out);
  if (!summary) return {summary.error().message};
  std::vector<std::string> found;
  for (std::string line; std::getline(out, line);) {
    found.push_back(nlohmann::json::parse(line).at("id").get<std::string>());
  }
  EXPECT_EQ(found.size(), summary->matches);
  EXPECT_EQ(found.size(), summary->shown);
  return found;
}

std::vector<std::string> Desk::ids(std::string_view query, const FilterWords& filters) const {
  auto found = search(query, filters);
  std::sort(found.begin(), found.end());
  return found;
}

std::string Desk::count(std::string_view query, std::string_view by, const FilterWords& filters,
                        bool share) const {
  const auto dimensions = parse_dimensions(by);
  if (!dimensions) return dimensions.error().message;
  std::ostringstream out;
  const auto output = make_output({Format::csv, false}, out);
  const CountOptions options{.query = std::string(query),
                             .by = *dimensions,
                             .filters = filters_of(filters),
                             .share = share};
  auto summary = query::count(options, sources(), *output);
  return summary ? unix_lines(out.str()) : summary.error().message;
}

std::string Desk::count(const CountOptions& options, OutputOptions how) const {
  std::ostringstream out;
  how.byte_order_mark = false;
  const auto output = make_output(how, out);
  auto summary = query::count(options, sources(), *output);
  return summary ? unix_lines(out.str()) : summary.error().message;
}

Result<CountSummary> Desk::count_summary(std::string_view query, std::string_view by,
                                         const FilterWords& filters) const {
  std::ostringstream out;
  const auto output = make_output({Format::csv, false}, out);
  const CountOptions options{.query = std::string(query),
                             .by = parse_dimensions(by).value(),
                             .filters = filters_of(filters)};
  return query::count(options, sources(), *output);
}

FilterWords between(const std::string& since, const std::string& until) {
  FilterWords words;
  words.since = since;
  words.until = until;
  return words;
}

Filters filters_of(const FilterWords& words) { return make_filters(words).value(); }

}  // namespace saola::query
