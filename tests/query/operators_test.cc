// The operators that ask for places: SENT, PARA, ADJ, NOT NEAR, count, lead:, beginnings of words, numbers, days.

#include <gtest/gtest.h>

#include <sstream>

#include "query/explain.h"
#include "query/numbers.h"
#include "query/query_parser.h"
#include "tests/query/desk.h"

namespace saola::query {
namespace {

using Ids = std::vector<std::string>;

const char* const kAnimals = R"(id = "animals"
version = 1
label.vi = "Thú"
label.en = "Animals"

[[entry]]
id = "elephant"
vi = "voi"
en = "elephant"
spellings = ["voi", "voi rừng"]

[[entry]]
id = "forest-animal"
vi = "thú rừng"
en = "forest animal"
spellings = ["voi rừng", "thú rừng"]
)";

// What a topic counts, by the index; and by reading the article itself, which must agree.
class Both {
 public:
  explicit Both(std::vector<Story> stories) : stories_(std::move(stories)) {
    desk_.add_lexicon(kAnimals);
    desk_.add(stories_);
  }

  Ids find(const std::string& query) {
    const Ids found = desk_.ids(query);
    const auto parsed = parse_query(query);
    if (!parsed) return found;
    const std::string topic = "t" + std::to_string(topics_++);
    desk_.add_topic(topic, query);
    Ids read;
    for (const Story& story : stories_) {
      std::ostringstream out;
      EXPECT_TRUE(explain_document(topic, story.id, desk_.sources(), out)) << query;
      if (out.str().find(") counts article") != std::string::npos) read.push_back(story.id);
      EXPECT_EQ(out.str().find("run `saola index`"), std::string::npos) << query << out.str();
    }
    std::sort(read.begin(), read.end());
    EXPECT_EQ(read, desk_.ids("topic:" + topic)) << query;
    return found;
  }

  std::string explain(const std::string& query, const std::string& id) const {
    std::ostringstream out;
    const auto done = explain_article(query, id, desk_.sources(), out);
    return done ? out.str() : done.error().message;
  }

 private:
  std::vector<Story> stories_;
  Desk desk_;
  int topics_ = 0;
};

TEST(Places, ASentenceEndsAtItsStopAndAtTheTitlesAndParagraphsEnd) {
  Both both({{"same", "Tin", "Hổ và báo ở rừng. Mưa."},
             {"next", "Tin", "Có hổ ở rừng. Báo đăng tin."},
             {"paragraph", "Tin", "Có hổ\n\nBáo đăng"},
             {"title", "Hổ về", "Báo đăng tin."},
             {"titles", "Hổ về? Báo đăng", "Không."}});
  EXPECT_EQ(both.find("hổ SENT báo"), Ids{"same"});
  EXPECT_EQ(both.find("báo CÂU hổ"), Ids{"same"});
  EXPECT_EQ(both.find("hổ PARA báo"), (Ids{"next", "same", "titles"}));
  EXPECT_EQ(both.find("hổ NOT SENT báo"), (Ids{"next", "paragraph", "title", "titles"}));
  EXPECT_EQ(both.find("hổ NOT PARA báo"), (Ids{"paragraph", "title"}));
}

TEST(Places, ASentenceMayBeLongerThanAnyDistance) {
  std::string between;
  for (int i = 0; i < 300; ++i) between += " và";
  Both both({{"long", "Tin", "Có hổ" + between + " báo."}});
  EXPECT_EQ(both.find("hổ SENT báo"), Ids{"long"});
  EXPECT_EQ(both.find("hổ NEAR/99 báo"), Ids{});
}

TEST(Places, OneOfTheTwoMustBeAnotherPlace) {
  Both both({{"one", "Tin", "Có voi rừng."}, {"two", "Tin", "Voi rừng gặp voi nhà."}});
  EXPECT_EQ(both.find("@animals SENT @animals AND \"có\""), Ids{});
  EXPECT_EQ(both.find("@animals/elephant SENT @animals/forest-animal"), Ids{"two"});
  EXPECT_EQ(both.find("@animals SENT rừng"), (Ids{"one", "two"}));
}

TEST(Places, AdjKeepsTheOrder) {
  Both both({{"1", "Tin", "Bắt giữ hổ và báo."}, {"2", "Tin", "Hổ bị bắt."}});
  EXPECT_EQ(both.find("bắt ADJ/2 hổ"), Ids{"1"});
  EXPECT_EQ(both.find("bắt ADJ/1 hổ"), Ids{});
  EXPECT_EQ(both.find("hổ KỀ/2 bắt"), Ids{"2"});
  EXPECT_EQ(both.find("bắt GẦN/2 hổ"), (Ids{"1", "2"}));
  EXPECT_EQ(both.find("\"bắt giữ\" ADJ/2 @animals OR bắt NOT ADJ/9 hổ"), Ids{"2"});
}

TEST(Places, ChainsSpeakOfTheFirstOnesPlaces) {
  Both both({{"1", "Tin", "Voi gặp hổ. Hổ gặp báo."}, {"2", "Tin", "Voi gặp hổ và báo."}});
  EXPECT_EQ(both.find("voi SENT hổ SENT báo"), Ids{"2"});
  EXPECT_EQ(both.find("hổ SENT báo SENT voi"), Ids{"2"});
  EXPECT_EQ(both.find("voi NEAR/2 (hổ SENT báo)"), Ids{"2"});
  EXPECT_EQ(both.find("hổ SENT báo NOT SENT voi"), Ids{"1"});
}

TEST(Places, CountsWhereThingsBegin) {
  Both both({{"none", "Tin", "Mưa ở Hà Nội."},
             {"one", "Voi rừng", "Ở Huế."},
             {"three", "Voi rừng", "Voi gặp voi ở Huế."}});
  EXPECT_EQ(both.find("count(@animals) >= 1"), (Ids{"one", "three"}));
  EXPECT_EQ(both.find("count(@animals) = 1"), Ids{"one"});
  EXPECT_EQ(both.find("count(@animals)>1"), Ids{"three"});
  EXPECT_EQ(both.find("count(@animals) ≥ 3"), Ids{"three"});
  EXPECT_EQ(both.find("count(@animals) < 1"), Ids{"none"});
  EXPECT_EQ(both.find("count(@animals) <= 1"), (Ids{"none", "one"}));
  EXPECT_EQ(both.find("count(@animals) = 0"), Ids{"none"});
  EXPECT_EQ(both.find("count(@animals) >= 0"), (Ids{"none", "one", "three"}));
  EXPECT_EQ(both.find("đếm(voi OR \"hà nội\") = 1"), (Ids{"none", "one"}));
  EXPECT_EQ(both.find("count(voi NEAR/2 gặp) = 2 AND ở"), Ids{"three"});
  EXPECT_EQ(both.find("NOT count(@animals) >= 1"), Ids{"none"});
  EXPECT_EQ(both.find("title:(count(voi) = 1) ở"), (Ids{"one", "three"}));
}

TEST(Places, TheLeadIsTheFirstParagraphOfTheText) {
  Both both({{"lead", "Tin", "Voi về làng.\n\nMưa lớn."},
             {"later", "Tin", "Mưa lớn.\n\nVoi về làng."},
             {"title", "Voi về làng", "Mưa lớn."},
             {"only", "Tin", "Con voi."}});
  EXPECT_EQ(both.find("lead:@animals"), (Ids{"lead", "only"}));
  EXPECT_EQ(both.find("title:@animals"), Ids{"title"});
  EXPECT_EQ(both.find("title:@animals/elephant OR lead:@animals/elephant"),
            (Ids{"lead", "only", "title"}));
  EXPECT_EQ(both.find("lead:\"voi về làng\""), Ids{"lead"});
  EXPECT_EQ(both.find("lead:voi"), (Ids{"lead", "only"}));  // folded
  EXPECT_EQ(both.find("lead:(voi NEAR/2 làng)"), Ids{"lead"});
  EXPECT_EQ(both.find("lead:mưa"), (Ids{"later", "title"}));
  EXPECT_EQ(both.find("count(lead:@animals) = 0 mưa"), (Ids{"later", "title"}));
}

TEST(Places, AnArticleWithoutATitleOrATextHasNoWordsThere) {
  Both both({{"no-title", "", "Voi về."}, {"no-text", "Voi về", ""}});
  EXPECT_EQ(both.find("title:@animals"), Ids{"no-text"});
  EXPECT_EQ(both.find("lead:@animals"), Ids{"no-title"});
  EXPECT_EQ(both.find("@animals PARA về"), (Ids{"no-text", "no-title"}));
}

TEST(Beginnings, StandForWordsOfTheirLaneAndField) {
  Both both({{"1", "Poachers jailed", "The poacher confessed."},
             {"2", "Tin", "Nạn poaching ở Nam Phi."},
             {"3", "Người Nghệ An", "Không có gì."}});
  EXPECT_EQ(both.find("poach*"), (Ids{"1", "2"}));
  EXPECT_EQ(both.find("title:poach*"), Ids{"1"});
  EXPECT_EQ(both.find("nghệ*"), Ids{"3"});
  EXPECT_EQ(both.find("ngh*"), Ids{"3"});
  EXPECT_EQ(both.find("poach* NEAR/1 jail*"), Ids{"1"});
  EXPECT_EQ(both.find("count(poach*) = 2"), Ids{"1"});
  EXPECT_EQ(both.find("lead:conf*"), Ids{"1"});
  EXPECT_EQ(both.find("nan poach* o nam phi"), Ids{"2"});  // a beginning is no part of a phrase
}

TEST(Beginnings, TooManyWordsAreAnErrorThatNamesTheirNumber) {
  Desk desk;
  std::string text;
  for (int i = 0; i < 1001; ++i) text += " con" + std::to_string(i) + "x";
  desk.add({{"1", "Tin", text}});
  EXPECT_EQ(desk.ids("tin AND con*"),
            Ids{"con* stands for 1001 words of the index, and 1000 are the most\n  tin AND con*\n"
                "          ^^^^"});
  EXPECT_EQ(desk.ids("con1*"), Ids{"1"});
  EXPECT_NE(desk.count("tin NEAR/2 con*").find("1001 words"), std::string::npos);
  desk.add_topic("many", "tin OR con*");
  EXPECT_NE(desk.count("", "topic").find("topics/many.toml:7: con* stands for 1001 words"),
            std::string::npos);
}

TEST(Beginnings, TooManyWordsInATopicAreToldBesideItsMarksToo) {
  Desk desk({{"1", "Tin", "Có con hổ."}});
  desk.add_topic("many", "tin OR con*");
  desk.mark_topics();
  EXPECT_EQ(desk.count("", "topic"), "topic,articles,topic_version\nmany,1,1\n");
  std::string text;
  for (int i = 0; i < 1001; ++i) text += " con" + std::to_string(i) + "x";
  desk.add({{"2", "Tin", text}});
  EXPECT_NE(desk.count("", "topic").find("topics/many.toml:7: con* stands for 1002 words"),
            std::string::npos);
}

TEST(Numbers, AreReadInVietnameseAndEnglishFigures) {
  EXPECT_EQ(number_value("20"), 20);
  EXPECT_EQ(number_value("7,2"), 7.2);
  EXPECT_EQ(number_value("1.5"), 1.5);
  EXPECT_EQ(number_value("65.000"), 65000);
  EXPECT_EQ(number_value("1,250,000"), 1250000);
  EXPECT_EQ(number_value("1.234,5"), 1234.5);
  EXPECT_EQ(number_value("1,234.56"), 1234.56);
  EXPECT_EQ(number_value("0.125"), 0.125);
  EXPECT_EQ(number_value("0,5"), 0.5);
  EXPECT_EQ(number_value("1234.567"), 1234.567);
  for (const char* none : {"192.168.1.1", "1.2.3", "24h", "", ".", "1.", ".5", "1..2", "x",
                           "1,2.3,4", "12345678901234567890"}) {
    EXPECT_FALSE(number_value(none)) << none;
  }
}

TEST(Numbers, AreFoundWithinARange) {
  Both both({{"kg", "Thu giữ 20 kg sừng", "Trị giá 1,5 tỷ đồng."},
             {"ton", "Bắt 6.232 kg vảy", "Có 3 người."},
             {"none", "Tin", "Không có số nào, chỉ mười lăm."}});
  EXPECT_EQ(both.find("10..30"), Ids{"kg"});
  EXPECT_EQ(both.find("1000.. ADJ/1 kg"), Ids{"ton"});
  EXPECT_EQ(both.find("..2"), Ids{"kg"});
  EXPECT_EQ(both.find("1,5..1,5 SENT tỷ"), Ids{"kg"});
  EXPECT_EQ(both.find("title:3..10"), Ids{});
  EXPECT_EQ(both.find("lead:3..10"), Ids{"ton"});
  EXPECT_EQ(both.find("count(0..) = 2"), (Ids{"kg", "ton"}));
  EXPECT_EQ(both.find("NOT 0.."), Ids{"none"});
}

TEST(Days, AreThoseOfVietNam) {
  Both both({{"a", "Tin", "x", "2018-10-05T23:59:59+07:00"},
             {"b", "Tin", "x", "2018-10-05T17:00:00+00:00"},
             {"c", "Tin", "x", "2019-01-01T00:00:00+07:00"},
             {"undated", "Tin", "x", ""}});
  EXPECT_EQ(both.find("date:2018-10-05"), Ids{"a"});
  EXPECT_EQ(both.find("date:2018-10-06"), Ids{"b"});
  EXPECT_EQ(both.find("date:2018-10-06..2019"), (Ids{"b", "c"}));
  EXPECT_EQ(both.find("date:2019.."), Ids{"c"});
  EXPECT_EQ(both.find("date:..2018-W40"), (Ids{"a", "b"}));
  EXPECT_EQ(both.find("NOT date:0001.."), Ids{"undated"});
  EXPECT_EQ(both.find("date:(2018-10-05 OR 2019)"), (Ids{"a", "c"}));
}

TEST(ExplainArticle, ShowsEachPartWithItsSentences) {
  Both both({{"1", "Voi về", "Voi gặp hổ. Mưa."}, {"2", "Tin", "Không."}});
  EXPECT_EQ(both.explain("@animals SENT hổ OR báo", "1"),
            "the query finds article 1\n"
            "  Voi về\n  2018-10-03T08:00:00+07:00  a.vn\n  https://a.vn/1\n\n"
            "  yes  OR\n"
            "  yes    SENT\n"
            "         - animals/elephant: «Voi» gặp hổ\n"
            "  yes      @animals\n"
            "           - title: animals/elephant: «Voi» về\n"
            "           - animals/elephant: «Voi» gặp hổ\n"
            "  yes      hổ\n"
            "           - Voi gặp «hổ»\n"
            "  no     báo\n");
  EXPECT_EQ(both.explain("hổ", "2").substr(0, 36), "the query does not find article 2\n  ");
  EXPECT_NE(both.explain("(hổ", "2").find("never closed"), std::string::npos);
  EXPECT_NE(both.explain("hổ", "3").find("no article \"3\""), std::string::npos);
}

}  // namespace
}  // namespace saola::query
