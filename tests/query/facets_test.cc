// What articles name: asked in a query and counted by.

#include "query/facets.h"

#include <gtest/gtest.h>

#include "tests/query/desk.h"

namespace saola::query {
namespace {

using Ids = std::vector<std::string>;

const char* const kSpecies = R"(id = "species"
version = 1
label.vi = "Loài"
label.en = "Species"

[[entry]]
id = "elephant"
vi = "voi"
en = "elephant"
spellings = ["voi"]

[[entry]]
id = "tiger"
vi = "hổ"
en = "tiger"
spellings = ["hổ"]
)";

const char* const kProvinces = R"(id = "provinces"
version = 1
label.vi = "Tỉnh"
label.en = "Provinces"

[[entry]]
id = "ninh-binh"
vi = "Ninh Bình"
en = "Ninh Binh"
spellings = ["Ninh Bình"]

[[entry]]
id = "ha-nam"
vi = "Hà Nam"
en = "Ha Nam"
spellings = ["Hà Nam"]
tags = ["now:ninh-binh"]

[[entry]]
id = "hue"
vi = "Huế"
en = "Hue"
spellings = ["Huế"]
)";

const char* const kCountries = R"(id = "african-places"
version = 1
label.vi = "Châu Phi"
label.en = "Africa"

[[entry]]
id = "africa"
vi = "châu Phi"
en = "Africa"
spellings = ["châu Phi"]

[[entry]]
id = "kenya"
vi = "Kenya"
en = "Kenya"
spellings = ["Kenya"]
tags = ["country"]
)";

Desk desk_of_six() {
  Desk desk;
  desk.add_lexicon(kSpecies);
  desk.add_lexicon(kProvinces);
  desk.add_lexicon(kCountries);
  desk.add({{"both", "Voi và hổ", "Ở Huế.", "2018-10-03"},
            {"voi", "Voi", "Ở Hà Nam và Kenya, châu Phi.", "2018-10-04"},
            {"old", "Tin", "Ở Hà Nam.", "2025-06-30T23:59:59+07:00"},
            {"new", "Tin", "Ở Hà Nam.", "2025-07-01T00:00:00+07:00"},
            {"newer", "Tin", "Ở Hà Nam và Ninh Bình.", "2025-08-01"},
            {"undated", "Hổ", "Ở Hà Nam.", ""}});
  return desk;
}

TEST(Facets, AreAskedByTheEntrysId) {
  const Desk desk = desk_of_six();
  EXPECT_EQ(desk.ids("species:elephant"), (Ids{"both", "voi"}));
  EXPECT_EQ(desk.ids("species:(elephant OR tiger)"), (Ids{"both", "undated", "voi"}));
  EXPECT_EQ(desk.ids("species:Elephant -species:tiger"), Ids{"voi"});
  EXPECT_EQ(desk.ids("country:kenya"), Ids{"voi"});
  EXPECT_EQ(desk.ids("species:cat"), Ids{"no species \"cat\"\n  species:cat\n  ^^^^^^^^^^^"});
  EXPECT_EQ(desk.ids("country:africa").front().substr(0, 20), "no country \"africa\"\n");
  EXPECT_NE(desk.ids("product:ivory").front().find("told by the lexicon \"products\""),
            std::string::npos);
}

TEST(Facets, AProvinceIsThatOfTheArticlesDay) {
  const Desk desk = desk_of_six();
  EXPECT_EQ(desk.ids("province:ha-nam"), (Ids{"old", "undated", "voi"}));
  EXPECT_EQ(desk.ids("province:ninh-binh"), (Ids{"new", "newer"}));
  EXPECT_EQ(desk.ids("@provinces/ha-nam"), (Ids{"new", "newer", "old", "undated", "voi"}));
  EXPECT_EQ(desk.count("", "province"), "province,articles\nha-nam,3\nhue,1\nninh-binh,2\n");
}

TEST(Facets, AnArticleIsCountedInEachValueItNames) {
  const Desk desk = desk_of_six();
  EXPECT_EQ(desk.count("", "species"), "species,articles\nelephant,2\ntiger,2\n");
  EXPECT_EQ(desk.count("", "country"), "country,articles\nkenya,1\n");
  EXPECT_EQ(desk.count("date:2018", "species,province"),
            "species,province,articles\nelephant,ha-nam,1\nelephant,hue,1\ntiger,hue,1\n");
  const auto summary = desk.count_summary("", "species").value();
  EXPECT_EQ(summary.articles, 6U);
  ASSERT_EQ(summary.notes.size(), 1U);
  EXPECT_EQ(summary.notes[0],
            "3 of 6 articles name nothing of what is counted by, and are in no row");
}

TEST(Facets, HaveZerosAndSharesOfTheSameCell) {
  const Desk desk = desk_of_six();
  EXPECT_EQ(desk.count("voi", "day,species", between("2018-10-03", "2018-10-04"), true),
            "day,species,start,end,articles,all_articles,per_10k\n"
            "2018-10-03,elephant,2018-10-03,2018-10-03,1,1,10000.00\n"
            "2018-10-03,tiger,2018-10-03,2018-10-03,1,1,10000.00\n"
            "2018-10-04,elephant,2018-10-04,2018-10-04,1,1,10000.00\n"
            "2018-10-04,tiger,2018-10-04,2018-10-04,0,0,\n");
}

TEST(Facets, EveryCountIsThatOfTheQueryForTheValue) {
  const Desk desk = desk_of_six();
  for (const char* facet : {"species", "province", "country"}) {
    std::istringstream rows(desk.count("", facet));
    std::string row;
    std::getline(rows, row);
    while (std::getline(rows, row)) {
      const auto comma = row.find(',');
      const auto query = std::string(facet) + ":" + row.substr(0, comma);
      EXPECT_EQ(desk.count(query), "articles\n" + row.substr(comma + 1) + "\n") << query;
    }
  }
}

const char* const kJustice = R"(id = "justice"
version = 1
label.vi = "Tố tụng"
label.en = "Stages"

[[entry]]
id = "detention"
vi = "tạm giữ"
en = "detention"
spellings = ["tạm giữ"]
tags = ["stage:arrest"]

[[entry]]
id = "arrest"
vi = "bắt"
en = "arrest"
spellings = ["bắt"]
tags = ["stage:arrest"]

[[entry]]
id = "prison"
vi = "tù"
en = "prison"
spellings = ["nhà tù"]
)";

const char* const kAbroad = R"(id = "countries"
version = 1
label.vi = "Nước ngoài"
label.en = "Countries"

[[entry]]
id = "laos"
vi = "Lào"
en = "Laos"
spellings = ["Lào"]
tags = ["LA", "country"]
)";

TEST(Facets, ATagMaySayTheValue) {
  Desk desk;
  desk.add_lexicon(kJustice);
  desk.add({{"a", "Bắt và tạm giữ", "x"}, {"b", "Tạm giữ", "x"}, {"c", "Nhà tù", "x"}});
  EXPECT_EQ(desk.ids("stage:arrest"), (Ids{"a", "b"}));
  EXPECT_EQ(desk.count("", "stage"), "stage,articles\narrest,2\n");
  EXPECT_NE(desk.ids("stage:prison").front().find("no stage \"prison\""), std::string::npos);
}

TEST(Facets, MayBeToldByTwoLexicons) {
  Desk desk;
  desk.add_lexicon(kCountries);
  desk.add_lexicon(kAbroad);
  desk.add({{"a", "Từ Kenya sang Lào", "x"}, {"b", "Lào", "x"}});
  EXPECT_EQ(desk.ids("country:laos"), (Ids{"a", "b"}));
  EXPECT_EQ(desk.ids("country:kenya"), Ids{"a"});
  EXPECT_EQ(desk.count("", "country"), "country,articles\nkenya,1\nlaos,2\n");
}

// Names of countries that are also something else.
TEST(ShippedCountries, AreNotFoundInOtherWords) {
  const Definitions shipped = load_definitions({}, std::string(SAOLA_SOURCE_DIR) + "/lexicons");
  Desk desk;
  desk.definitions.lexicons = shipped.lexicons;
  desk.definitions.stamps = shipped.stamps;
  const std::vector<std::string> traps{
      "Công an Lào Cai bắt xe",   "Anh nói ở anh có ngà", "Xã ở Anh Sơn",
      "Xấu hổ vì không có ý",     "Cơ quan pháp luật",    "Áo khoác ấm",
      "Bị cáo Nga khai",          "Thiên nga trắng",      "Ông Đức ở đạo đức",
      "Sân vận động tại Mỹ Đình", "Thẩm mỹ và mỹ nghệ",   "Ngày sinh nhật, Chủ nhật",
      "Người dân tộc Thái",       "Tàu qua Ấn Độ Dương",  "Ký séc trả tiền",
      "Huyện ở Đức Thọ",          "Anh Hoàng Úc",         "Trăng Hằng Nga"};
  std::vector<Story> stories;
  for (const std::string& trap : traps)
    stories.push_back({.id = trap, .title = "Tin", .text = trap});
  stories.push_back(
      {.id = "zz", .title = "Tin", .text = "Từ Bờ Biển Ngà qua Lào, Trung Quốc, sang Mỹ."});
  desk.add(stories);
  EXPECT_EQ(desk.count("", "country"),
            "country,articles\nchina,1\nivory-coast,1\nlaos,1\nunited-states,1\n");
}

TEST(ShippedProvinces, AreThe63AndThe34) {
  const Definitions shipped = load_definitions({}, std::string(SAOLA_SOURCE_DIR) + "/lexicons");
  const auto entries = facet_entries(*store::find_field("province"), shipped).value();
  std::set<std::string> before;
  std::set<std::string> now;
  for (const FacetEntry& entry : entries) {
    before.insert(entry.value);
    now.insert(entry.now_value);
  }
  EXPECT_EQ(before.size(), 63U);
  EXPECT_EQ(now.size(), 34U);
  EXPECT_TRUE(std::includes(before.begin(), before.end(), now.begin(), now.end()));
  std::set<std::string> stages;
  const auto stage_entries = facet_entries(*store::find_field("stage"), shipped).value();
  for (const FacetEntry& entry : stage_entries) stages.insert(entry.value);
  EXPECT_EQ(stages, (std::set<std::string>{"appeal", "arrest", "charge", "return", "seizure",
                                           "sentence", "trial"}));
  for (const char* facet : {"species", "product", "country", "institution"}) {
    EXPECT_FALSE(facet_entries(*store::find_field(facet), shipped).value().empty()) << facet;
  }
}

TEST(Credit, IsOneWholeValue) {
  Story story{"1", "Tin", "Mưa."};
  story.credit = "Báo Ảnh";
  const Desk desk({story, {"2", "Tin", "Mưa."}});
  EXPECT_EQ(desk.ids("credit:bao-anh"), Ids{"1"});
  EXPECT_EQ(desk.ids("credit:\"Báo Ảnh\""), Ids{"1"});
  EXPECT_EQ(desk.ids("credit:bao"), Ids{});
}

TEST(CountCompare, CountsTwoQueriesWithinAThird) {
  const Desk desk = desk_of_six();
  const CountOptions both{.query = "NOT date:2025..",
                          .by = {Dimension::year},
                          .filters = filters_of({}),
                          .share = true,
                          .compare = {"@species/elephant", "@species/tiger"}};
  EXPECT_EQ(desk.count(both),
            "year,start,end,articles_1,articles_2,articles_both,all_articles,per_10k_1,per_10k_2\n"
            "2018,2018-01-01,2018-12-31,2,1,1,2,10000.00,5000.00\n");
  CountOptions wrong = both;
  wrong.compare[1] = "(hổ";
  EXPECT_EQ(desk.count(wrong),
            "--compare, second query: this parenthesis is never closed\n  (hổ\n  ^");
  wrong.compare = {"@species/unicorn", "(hổ"};
  EXPECT_EQ(desk.count(wrong).substr(0, 35), "--compare, first query: lexicon \"sp");
}

TEST(CountCompare, EachSideIsWhatItCountsAlone) {
  const Desk desk = desk_of_six();
  const CountOptions both{.filters = filters_of({}), .compare = {"voi", "huế OR @species/tiger"}};
  EXPECT_EQ(desk.count(both), "articles_1,articles_2,articles_both\n2,2,1\n");
  EXPECT_EQ(desk.count("voi"), "articles\n2\n");
  EXPECT_EQ(desk.count("huế OR @species/tiger"), "articles\n2\n");
}

TEST(CountCumulative, AddsUpOverTimeForEachOther) {
  const Desk desk = desk_of_six();
  CountOptions options{.by = {Dimension::month, Dimension::province},
                       .filters = filters_of(between("2025-06", "2025-08")),
                       .cumulative = true};
  EXPECT_EQ(desk.count(options),
            "month,province,start,end,articles,cumulative\n"
            "2025-06,ha-nam,2025-06-01,2025-06-30,1,1\n"
            "2025-06,ninh-binh,2025-06-01,2025-06-30,0,0\n"
            "2025-07,ha-nam,2025-07-01,2025-07-31,0,1\n"
            "2025-07,ninh-binh,2025-07-01,2025-07-31,1,1\n"
            "2025-08,ha-nam,2025-08-01,2025-08-31,0,1\n"
            "2025-08,ninh-binh,2025-08-01,2025-08-31,1,2\n");
  options.by = {Dimension::outlet};
  EXPECT_NE(desk.count(options).find("--by names no time"), std::string::npos);
  options.by = {Dimension::month};
  options.compare = {"a", "b"};
  EXPECT_NE(desk.count(options).find("do not go together"), std::string::npos);
}

TEST(CountBars, AreDrawnBesideTheNumbers) {
  const Desk desk = desk_of_six();
  const CountOptions options{.by = {Dimension::month},
                             .filters = filters_of(between("2025-06", "2025-09"))};
  const std::string whole = "████████████████████████████████████████";
  EXPECT_EQ(desk.count(options, {.format = Format::text, .bars = true}),
            "month    start       end         articles\n"
            "2025-06  2025-06-01  2025-06-30         1  " +
                whole +
                "\n"
                "2025-07  2025-07-01  2025-07-31         1  " +
                whole +
                "\n"
                "2025-08  2025-08-01  2025-08-31         1  " +
                whole +
                "\n"
                "2025-09  2025-09-01  2025-09-30         0\n");
  const std::string plain = desk.count(options, {.format = Format::text});
  EXPECT_EQ(plain.find("█"), std::string::npos);
}

}  // namespace
}  // namespace saola::query
