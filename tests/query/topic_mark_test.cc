// Topics' marks: the same answer as the topic's query, at once.
#include "store/topic_mark.h"

#include <gtest/gtest.h>

#include "query/asking.h"
#include "query/bind.h"
#include "query/judgement.h"
#include "query/near_misses.h"
#include "query/query_parser.h"
#include "query/query_xapian.h"
#include "query/topic_judge.h"
#include "query/topic_stamp.h"
#include "tests/query/desk.h"

namespace saola::query {
namespace {

using store::Standing;
using Ids = std::vector<std::string>;

const std::vector<Story> kStories{
    {.id = "a", .title = "Bắt xe chở tê tê", .text = "Công an bắt xe chở tê tê ở Nghệ An."},
    {.id = "b", .title = "Tin trong ngày", .text = "Có mưa.\n\nMột người bắt tê tê. Hết tin."},
    {.id = "c", .title = "Vườn thú", .text = "Vườn thú có voi.\n\nTrẻ em xem voi."},
    {.id = "d", .title = "Bắt trộm voi", .text = "Kiểm lâm bắt kẻ trộm voi. Voi đã chết."},
};

Desk desk_with(const std::string& topic) {
  Desk desk(kStories);
  desk.add_topic("caught", topic);
  return desk;
}

void rewrite(Desk& desk, const std::string& id, const std::string& query, int version) {
  std::erase_if(desk.definitions.topics, [&](const Topic& topic) { return topic.id == id; });
  desk.add_topic(id, query);
  for (Topic& topic : desk.definitions.topics) {
    if (topic.id == id) topic.version = version;
  }
}

std::string notes_of(const Desk& desk, std::string_view query) {
  const auto summary = desk.count_summary(query);
  std::string all;
  for (const std::string& note : summary.value().notes) all += note + "|";
  return all;
}

Ids with_live(Desk& desk, std::string_view query) {
  desk.definitions.live = true;
  auto ids = desk.ids(query);
  desk.definitions.live = false;
  return ids;
}

store::TopicMarks marks_in(const Desk& desk, const std::string& id) {
  const auto db = store::open_index(desk.sources().index).value();
  return store::marks_of(db.get_document(*store::find_document(db, id).value())).value();
}

TEST(MarksValue, IsReadAsItIsWritten) {
  store::TopicMarks marks;
  marks["policy"] = {87, Standing::title, {{true, 0, 41}, {false, 120, 233}}};
  marks["rescue"] = {50, Standing::nowhere, {}};
  const std::string value = store::to_marks_value(marks);
  EXPECT_EQ(value, "policy 87 title t0-41 120-233\nrescue 50 nowhere\n");
  EXPECT_EQ(store::from_marks_value(value).value(), marks);
  EXPECT_TRUE(store::from_marks_value("").value().empty());
}

TEST(MarksValue, ThatIsDamagedIsRefused) {
  for (const char* value : {"policy", "policy 87\n", "policy 187 title\n", "policy -1 title\n",
                            "policy 7 roof\n", "policy 7 title 9\n", "policy 7 title 9-3\n",
                            "policy 7 title x-y\n", "policy 7 title 1-2 \n\n"}) {
    const auto marks = store::from_marks_value(value);
    ASSERT_FALSE(marks) << value;
    EXPECT_EQ(marks.error().code, Code::corrupt);
  }
}

TEST(TopicMarks, SayWhatTheQueryFindsWithScorePlaceAndSentences) {
  Desk desk = desk_with("bắt NEAR/5 (\"tê tê\" OR voi)");
  desk.mark_topics();
  EXPECT_EQ(desk.ids("topic:caught"), (Ids{"a", "b", "d"}));
  const auto a = marks_in(desk, "a").at("caught");
  EXPECT_EQ(a.standing, Standing::title);
  EXPECT_EQ(a.score, 84);  // 50, 30 for the title, 4 for a second sentence
  ASSERT_EQ(a.evidence.size(), 2U);
  EXPECT_EQ(a.evidence[0], (store::EvidenceSpan{true, 0, 22}));
  const auto b = marks_in(desk, "b").at("caught");
  EXPECT_EQ(b.standing, Standing::passing);
  EXPECT_EQ(b.score, 50);
  ASSERT_EQ(b.evidence.size(), 1U);
  const std::string sentence(kStories[1].text, b.evidence[0].begin,
                             b.evidence[0].end - b.evidence[0].begin);
  EXPECT_EQ(sentence, "Một người bắt tê tê");
  EXPECT_TRUE(marks_in(desk, "c").empty());
}

TEST(TopicMarks, AnswerForAChangedTopicUntilItIsMarkedAgain) {
  Desk desk = desk_with("bắt AND \"tê tê\"");
  desk.mark_topics();
  rewrite(desk, "caught", "bắt AND voi", 2);
  EXPECT_EQ(desk.ids("topic:caught"), (Ids{"a", "b"}));
  EXPECT_NE(notes_of(desk, "topic:caught").find("caught stands there in version 1"),
            std::string::npos);
  EXPECT_EQ(desk.count("", "topic"), "topic,articles,topic_version\ncaught,2,1\n");
  EXPECT_EQ(with_live(desk, "topic:caught"), Ids{"d"});
  desk.mark_topics();
  EXPECT_EQ(desk.ids("topic:caught"), Ids{"d"});
  EXPECT_EQ(desk.count("", "topic"), "topic,articles,topic_version\ncaught,1,2\n");
  EXPECT_EQ(notes_of(desk, "topic:caught"), "");
  EXPECT_TRUE(marks_in(desk, "a").empty());
}

TEST(TopicMarks, ATopicThatIsNotMarkedYetIsAskedLive) {
  Desk desk = desk_with("bắt");
  desk.mark_topics();
  desk.add_topic("zoo", "\"vườn thú\" OR topic:caught");
  EXPECT_EQ(desk.ids("topic:zoo"), (Ids{"a", "b", "c", "d"}));
  EXPECT_NE(notes_of(desk, "topic:zoo").find("zoo is not in it"), std::string::npos);
}

TEST(TopicMarks, OfATopicThatIsGoneAreTakenAway) {
  Desk desk = desk_with("bắt");
  desk.add_topic("zoo", "\"vườn thú\"");
  desk.mark_topics();
  std::erase_if(desk.definitions.topics, [](const Topic& topic) { return topic.id == "zoo"; });
  desk.mark_topics();
  EXPECT_TRUE(marks_in(desk, "c").empty());
  const auto db = store::open_index(desk.sources().index).value();
  EXPECT_FALSE(db.term_exists(store::topic_term("zoo")));
  EXPECT_TRUE(db.term_exists(store::topic_term("caught")));
}

TEST(TopicMarks, OfATopicThatAsksAChangedOneAreMadeAgain) {
  Desk desk = desk_with("bắt AND \"tê tê\"");
  desk.add_topic("big", "topic:caught AND công");
  desk.mark_topics();
  EXPECT_EQ(desk.ids("topic:big"), Ids{"a"});
  rewrite(desk, "caught", "bắt AND voi", 2);
  desk.mark_topics();
  EXPECT_EQ(desk.ids("topic:big"), Ids{});
  EXPECT_EQ(desk.ids("topic:big"), with_live(desk, "topic:big"));
}

TEST(TopicMarks, AreMadeAgainForAChangedLexicon) {
  Desk desk;
  const auto lexicon = [](const std::string& word) {
    return "id = \"beasts\"\nversion = 1\nlabel.vi = \"v\"\nlabel.en = \"e\"\nsource = \"s\"\n"
           "[[entry]]\nid = \"one\"\nvi = \"v\"\nen = \"e\"\nspellings = [\"" +
           word + "\"]\n";
  };
  desk.add_lexicon(lexicon("voi"));
  desk.add_topic("beast", "@beasts");
  desk.add(kStories);
  desk.mark_topics();
  EXPECT_EQ(desk.ids("topic:beast"), (Ids{"c", "d"}));
  desk.definitions.lexicons.clear();
  desk.definitions.stamps.clear();
  desk.add_lexicon(lexicon("tê tê"));
  EXPECT_EQ(notes_of(desk, "topic:beast").find("other topic files"), std::string::npos);
  desk.add(kStories);
  desk.mark_topics();
  EXPECT_EQ(desk.ids("topic:beast"), (Ids{"a", "b"}));
}

// A decision on one topic counts at once also in those that ask for it.
TEST(TopicMarks, DecisionsStandAboveThem) {
  Desk desk = desk_with("bắt AND \"tê tê\"");
  desk.add_topic("police", "topic:caught AND \"công an\"");
  desk.add_topic("other", "bắt AND NOT topic:caught");
  desk.mark_topics();
  EXPECT_EQ(desk.ids("topic:police"), Ids{"a"});
  EXPECT_EQ(desk.ids("topic:other"), Ids{"d"});
  desk.definitions.reviews = {
      {"a", "caught", false}, {"c", "caught", true}, {"d", "caught", true}, {"c", "police", true}};
  for (const char* query : {"topic:caught", "topic:police", "topic:other"}) {
    EXPECT_EQ(desk.ids(query), with_live(desk, query)) << query;
  }
  EXPECT_EQ(desk.ids("topic:caught"), (Ids{"b", "c", "d"}));
  EXPECT_EQ(desk.ids("topic:police"), Ids{"c"});
  EXPECT_EQ(desk.ids("topic:other"), Ids{"a"});
}

TEST(TopicMarks, OfDocumentsWrittenSinceAreTheOnlyOnesMade) {
  Desk desk = desk_with("bắt AND \"tê tê\"");
  desk.mark_topics();
  desk.add({{.id = "e", .title = "Bắt tê tê", .text = "Tin."},
            {.id = "a", .title = "Sửa lại", .text = "Tin."}});
  auto db = store::open_index_for_writing(desk.sources().index).value();
  const Xapian::docid e = *store::find_document(db, "e").value();
  const Xapian::docid a = *store::find_document(db, "a").value();
  const std::vector<Xapian::docid> written{std::min(a, e), std::max(a, e)};
  TopicJudge judge(desk.definitions);
  const auto changes = judge.changes(db, written).value();
  EXPECT_TRUE(changes.topics.empty());
  ASSERT_EQ(changes.list.size(), 2U);
  for (const MarkChange& change : changes.list) {
    EXPECT_EQ(change.topics, Ids{"caught"});
    EXPECT_EQ(change.marks.size(), change.document == e ? 1U : 0U);
  }
  EXPECT_TRUE(judge.changes(db, {}).value().list.empty());
}

TEST(TopicMarks, CountsSayTheVersionsOfTheirFilter) {
  Desk desk = desk_with("bắt AND \"tê tê\"");
  desk.mark_topics();
  FilterWords words;
  words.topics = {"caught"};
  EXPECT_EQ(desk.count("", "", words), "articles,topic_versions\n2,caught 1\n");
  EXPECT_EQ(desk.count("", "outlet", words), "outlet,articles,topic_versions\na.vn,2,caught 1\n");
}

std::vector<std::string> near(const Desk& desk, const std::string& topic) {
  std::ostringstream out;
  const auto output = make_output({Format::csv, false}, out);
  const auto summary = near_misses({topic, filters_of({}), 0}, desk.sources(), *output);
  std::vector<std::string> rows;
  std::istringstream lines(summary ? out.str() : summary.error().message);
  for (std::string line; std::getline(lines, line);) {
    rows.push_back(line.substr(0, line.find(',', line.find(',') + 1)));
  }
  return rows;
}

// "x": both words in one sentence, too far apart; "y": in two paragraphs; "z": one of both alone.
TEST(NearMisses, AreThoseThatHaveTheWordsButNotAsAskedNearestFirst) {
  Desk desk({{.id = "hit", .title = "Tin", .text = "Bắt hổ."},
             {.id = "x", .title = "Tin", .text = "Bắt một người nuôi nhiều con hổ."},
             {.id = "y", .title = "Tin", .text = "Bắt một người.\n\nCó hổ."},
             {.id = "z", .title = "Tin", .text = "Có hổ."}});
  desk.add_topic("caught", "bắt NEAR/2 hổ");
  EXPECT_EQ(near(desk, "caught"), (std::vector<std::string>{"score,id", "39,x", "25,y"}));
  EXPECT_EQ(near(desk, "none").front().substr(0, 15), "no topic \"none\"");
}

TEST(Scores, OfArticlesThatDoNotCountAreBelowThoseThatDo) {
  const auto score = [](std::string_view query, const std::string& title, const std::string& text) {
    const Definitions none;
    const Node bound = bind(parse_query(query).value(), none).value();
    store::Article article;
    article.title = title;
    article.text = text;
    Reading reading({});
    reading.read(article);
    return judge(reading, bound).score;
  };
  EXPECT_EQ(score("hổ AND voi", "Tin", "Có hổ."), 25);
  EXPECT_EQ(score("hổ AND voi AND NOT thú", "Tin", "Có hổ, voi, thú."), 34);
  EXPECT_EQ(score("title:hổ", "Tin", "Có hổ."), 20);
  EXPECT_EQ(score("count(hổ) >= 3", "Tin", "Có hổ. Hổ."), 25);
  EXPECT_EQ(score("hổ OR voi", "Tin", "Có gấu."), 0);
  EXPECT_EQ(score("hổ", "Hổ", "Hổ. Hổ. Hổ. Hổ. Hổ. Hổ. Hổ."), 100);
  EXPECT_EQ(score("hổ", "Tin", "Tin.\n\nHổ."), 50);
  EXPECT_EQ(score("* NOT voi", "Tin", "Có gấu."), 50);
}

// Its marks say which articles have it, but its file is broken all the same, in the same words.
TEST(TopicMarks, ATopicThatCannotBeReadIsToldAsWithoutThem) {
  Desk desk = desk_with("bắt AND NOT title:nothing");
  desk.add_topic("zoo", "voi AND topic:caught");
  desk.mark_topics();
  const auto notes = [&](bool live) {
    desk.definitions.live = live;
    std::ostringstream out;
    return desk.search_summary({.query = "voi", .filters = filters_of({})}, out).value().notes;
  };
  EXPECT_EQ(notes(false), Ids{});
  rewrite(desk, "caught", "bắt AND (@beasts/gone OR species:tiger)", 2);
  const Ids broken = notes(false);
  ASSERT_EQ(broken.size(), 2U);  // the topic, and the one that asks it
  EXPECT_EQ(broken.front().find("topics/caught.toml:7: no lexicon \"beasts\""), 0U);
  EXPECT_EQ(notes(true), broken);
  rewrite(desk, "caught", "species:tiger", 2);
  ASSERT_EQ(notes(false).size(), 2U);
  EXPECT_EQ(notes(true), notes(false));
  rewrite(desk, "caught", "voi OR topic:zoo", 2);
  ASSERT_EQ(notes(false).size(), 2U);
  EXPECT_NE(notes(false).front().find("leads back to itself"), std::string::npos);
  EXPECT_EQ(notes(true), notes(false));
}

TEST(TopicMarks, AreNotUsedWhenTheIndexHasNone) {
  Desk desk = desk_with("bắt AND \"tê tê\"");
  EXPECT_EQ(desk.ids("topic:caught"), (Ids{"a", "b"}));
  EXPECT_EQ(notes_of(desk, "topic:caught"), "");
}

TEST(TopicMarks, AChangedTopicIsToldWhereItIsAsked) {
  Desk desk = desk_with("voi");
  desk.mark_topics();
  rewrite(desk, "caught", "gấu", 2);
  EXPECT_NE(notes_of(desk, "topic:caught").find("caught stands there in version"),
            std::string::npos);
  EXPECT_EQ(notes_of(desk, "rừng"), "");
  const auto by_topic = desk.count_summary("", "topic").value();
  ASSERT_EQ(by_topic.notes.size(), 1U);
  EXPECT_NE(by_topic.notes.front().find("caught stands there"), std::string::npos);
}

}  // namespace
}  // namespace saola::query
