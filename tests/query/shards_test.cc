// The same questions to one database, to shards, to shards of which one is on another machine, and after a re-import, a
// rebuild and a compaction: the same answers.

#include <gtest/gtest.h>

#include <sstream>

#include "base/file.h"
#include "cli/topic_marking.h"
#include "query/bigrams.h"
#include "query/count.h"
#include "query/explain.h"
#include "query/matches.h"
#include "query/search.h"
#include "store/bigram_table.h"
#include "store/index_layout.h"
#include "tests/indexer/workbench.h"
#include "tests/support/xapian_server.h"

namespace saola::query {
namespace {

using Answers = std::map<std::string, std::string>;  // by question

constexpr std::string_view kLexicon = R"(
id = "species"
version = 1
label.vi = "Loài"
label.en = "Species"
[[entry]]
id = "elephant"
vi = "voi"
en = "elephant"
spellings = ["ngà voi", "voi"]
[[entry]]
id = "rhino"
vi = "tê giác"
en = "rhino"
spellings = ["sừng tê giác", "tê giác"]
)";

constexpr std::string_view kTopic = R"(
id = "ivory"
version = 3
label.vi = "Ngà"
label.en = "Ivory"
purpose = "p"
query = '@species AND ("bắt giữ" OR "thu giữ")'
)";

constexpr std::array kQueries{
    "*",
    "ngà",
    "nga voi",
    "\"ngà voi\"",
    "\"sung te giac\"",
    "bắt OR xử",
    "voi NOT \"bắt giữ\"",
    "thu NEAR/4 voi",
    "\"ngà voi\" NEAR/6 \"bắt giữ\"",
    "\"bắt giữ\" ADJ/5 voi",
    "\"tê giác\" SENT \"hải quan\"",
    "voi PARA \"tê giác\"",
    "title:voi",
    "title:nga",
    "lead:\"ngà voi\"",
    "fold:ngà NEAR/9 exact:voi",
    "count(@species) >= 2",
    "count(\"ngà voi\") = 1",
    "count(voi) <= 1",
    "số:10..20",
    "10..20",
    "tru* OR giá*",
    "@species",
    "@species/rhino NEAR/8 \"bắt giữ\"",
    "species:elephant",
    "topic:ivory",
    "outlet:b.vn voi",
    "date:2016 voi",
    "NOT (thu NEAR/4 voi)",
    "(voi OR giác) NOT title:voi",
    "id:n7",
};

constexpr std::array kDimensions{"year", "week,outlet", "species", "topic"};

std::string lines() {
  constexpr std::array kTexts{
      "Hải quan thu giữ ngà voi.\\n\\nHọ bắt giữ hai người. Sừng tê giác cũng bị thu.",
      "Chợ hoa trung tâm mở cửa. Giá hoa tăng 15 phần trăm.",
      "Công an bắt giữ người buôn voi.\\n\\nTòa xử 12 năm tù vì tê giác; ngà voi nặng 30 kg.",
      "Nga và Ukraina đàm phán. Vòi nước hỏng, voi không ra.",
      "Con voi lớn trong trung tâm cứu hộ. Thu nhập cao từ voi.",
  };
  std::string text;
  for (int i = 0; i < 40; ++i) {
    const auto number = std::to_string(i);
    const std::string day = i % 9 == 8 ? ""
                                       : ",\"published\":\"" + std::to_string(2015 + i % 3) + "-0" +
                                             std::to_string(1 + i % 7) + "-11\"";
    text += "{\"id\":\"n" + number + "\",\"title\":\"" + (i % 4 == 0 ? "Ngà voi" : "Tin số") + " " +
            number + "\",\"text\":\"" + kTexts[static_cast<std::size_t>(i) % kTexts.size()] +
            " Bài " + number + ".\",\"outlet\":\"" + (i % 2 == 0 ? "a.vn" : "b.vn") +
            "\",\"language\":\"vi\"" + day + "}\n";
  }
  return text;
}

class Shards : public testing::Test {
 protected:
  Shards() {
    definitions_.lexicons.push_back(*text::parse_lexicon(kLexicon, "species.toml"));
    definitions_.stamps.push_back(store::lexicon_stamp(1, kLexicon));
    definitions_.topics.push_back(*parse_topic(kTopic, "ivory.toml"));
    bench_.set_lexicon(kLexicon);
    bench_.before_commit = [this](auto& db, auto written) { return marking_.mark(db, written); };
    EXPECT_TRUE(bench_.import_lines(lines()));
  }

  void index(const indexer::IndexOptions& options = {}) {
    const auto summary = bench_.index(options);
    ASSERT_TRUE(summary) << summary.error().message;
    ASSERT_EQ(summary->total, 40U);
  }

  [[nodiscard]] Answers ask_all() const {
    Answers answers;
    for (const char* query : kQueries) {
      answers[std::string("search ") + query] = search(query);
      answers[std::string("explain ") + query] = explain(query);
      for (const char* by : kDimensions) {
        answers[std::string("count ") + query + " by " + by] = count(query, by);
      }
    }
    for (const auto& [id, document] : bench_.documents()) answers["show " + id] = document;
    return answers;
  }

  [[nodiscard]] Sources sources() const { return {bench_.index_folder(), definitions_}; }

  [[nodiscard]] std::string search(const std::string& query) const {
    std::ostringstream out;
    const auto output = make_output({Format::json}, out);
    const SearchOptions options{query, *make_filters({}), Sort::rank, 0};
    const auto summary = query::search(options, sources(), *output);
    return summary ? out.str() : summary.error().message;
  }

  [[nodiscard]] std::string count(const std::string& query, const std::string& by) const {
    std::ostringstream out;
    const auto output = make_output({Format::csv}, out);
    const CountOptions options{
        .query = query, .by = *parse_dimensions(by), .filters = *make_filters({})};
    const auto summary = query::count(options, sources(), *output);
    return summary ? out.str() : summary.error().message;
  }

  // Up to the estimate, which depends on how the index is cut and which no answer uses.
  [[nodiscard]] std::string explain(const std::string& query) const {
    std::ostringstream out;
    const auto done = explain_query(query, sources(), out);
    if (!done) return done.error().message;
    return out.str().substr(0, out.str().find("Xapian's estimate"));
  }

  Definitions definitions_;
  Log log_{[](Level, std::string_view) {}};
  cli::TopicMarking marking_{definitions_, log_};
  indexer::Workbench bench_;
};

void expect_same(const Answers& a, const Answers& b) {
  ASSERT_EQ(a.size(), b.size());
  for (const auto& [question, answer] : a) EXPECT_EQ(b.at(question), answer) << question;
}

TEST_F(Shards, CompactionRebuildReimportAndShardsChangeNoAnswer) {
  index();
  const Answers before = ask_all();
  ASSERT_NE(before.at("search topic:ivory"), "");
  index({.compact = true});
  expect_same(before, ask_all());
  ASSERT_TRUE(bench_.import_lines(lines()));
  index();
  expect_same(before, ask_all());
  index({.sharding = indexer::Sharding::year});
  expect_same(before, ask_all());
  index({.rebuild = true});
  expect_same(before, ask_all());
  index({.sharding = indexer::Sharding::none});
  expect_same(before, ask_all());
}

TEST_F(Shards, CommonBigramsChangeNoAnswer) {
  const auto answers = [&](const indexer::IndexOptions& options) {
    index(options);
    EXPECT_TRUE(store::BigramTable::bring_up_to_date(bench_.index_folder()));
    Answers all = ask_all();
    std::erase_if(all, [](const auto& answer) { return answer.first.starts_with("show "); });
    return all;
  };
  const Answers before = answers({});
  expect_same(before, answers({.rebuild = true, .learn_bigrams_from = 10}));
  const auto db = store::open_index(bench_.index_folder()).value();
  ASSERT_TRUE(store::BigramTable::open(bench_.index_folder(), db));
  expect_same(before, answers({.sharding = indexer::Sharding::year, .learn_bigrams_from = 10}));
  const auto shards = store::open_index(bench_.index_folder()).value();
  const auto list = Bigrams(bench_.index_folder()).phrase(shards, {"bắt", "giữ"});
  ASSERT_TRUE(list);
  const auto found = all_matches(shards, *list);
  EXPECT_EQ(found.size(), 16U);
  EXPECT_EQ(matches_among(shards, *list, found), found);
}

TEST_F(Shards, AShardOnAnotherMachineChangesNoAnswer) {
  if (!XapianServer::is_installed()) {
    GTEST_SKIP() << "NOT TESTED: xapian-tcpsrv is missing (Debian package xapian-tools)";
  }
  index({.sharding = indexer::Sharding::year});
  const Answers before = ask_all();
  const auto file = store::layout_file(bench_.index_folder());
  auto layout = *store::read_layout(file);
  ASSERT_TRUE(layout);
  store::ShardLine& line = layout->shards[1];
  ASSERT_EQ(store::shard_key(line.folder), "2016");
  const auto moved = bench_.root() / "another-machine";
  std::filesystem::rename(bench_.index_folder() / line.folder, moved);
  {
    const XapianServer server(moved);
    ASSERT_NE(server.port(), 0);
    line = {"", "127.0.0.1", static_cast<unsigned>(server.port())};
    ASSERT_TRUE(store::write_layout(file, *layout));
    expect_same(before, ask_all());
    index();
    expect_same(before, ask_all());
  }
  const auto db = store::open_index(bench_.index_folder());
  ASSERT_FALSE(db);
  EXPECT_EQ(db.error().code, Code::network);
  EXPECT_NE(db.error().message.find("127.0.0.1"), std::string::npos);
}

TEST_F(Shards, WhatIsNewInAMovedYearIsTakenAndWhatThatMachineHoldsStays) {
  if (!XapianServer::is_installed()) {
    GTEST_SKIP() << "NOT TESTED: xapian-tcpsrv is missing (Debian package xapian-tools)";
  }
  index({.sharding = indexer::Sharding::year});
  const auto file = store::layout_file(bench_.index_folder());
  auto layout = *store::read_layout(file);
  store::ShardLine& line = layout->shards[1];
  const XapianServer server(bench_.index_folder() / line.folder);
  line = {"", "127.0.0.1", static_cast<unsigned>(server.port())};
  ASSERT_TRUE(store::write_layout(file, *layout));
  bench_.set_now("2018-10-11T00:00:00Z");
  ASSERT_TRUE(bench_.import_lines(
      R"({"id":"n1","title":"Sửa","text":"Bản sau","published":"2016-02-11"})"
      "\n"
      R"({"id":"m1","title":"Mới","text":"Bản đầu","published":"2016-02-12"})"));
  const auto summary = bench_.index();
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->articles, 1U);
  EXPECT_EQ(summary->elsewhere, 1U);
  EXPECT_EQ(summary->total, 41U);
  EXPECT_NE(bench_.log().find("another machine"), std::string::npos);
  EXPECT_EQ(bench_.count("sau"), 0U);
  EXPECT_EQ(bench_.count("đầu"), 1U);
}

}  // namespace
}  // namespace saola::query
