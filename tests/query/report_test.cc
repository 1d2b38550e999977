#include "query/report/report.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "base/file.h"
#include "tests/query/desk.h"

namespace saola::query {
namespace {

Desk october() {
  Desk desk;
  desk.add_topic("ivory", "ngà");
  desk.add_topic("langur", "voọc");
  desk.add_topic("seized", "bắt");
  desk.add({{"b", "=Bắt ngà, voi", "x", "2018-10-08T00:00:00+07:00", "a.vn"},
            {"a", "Bắt \"ngà\"", "x", "2018-10-14T16:59:59+00:00", "b.vn"},
            {"c", "Bắt 2 con hổ", "x", "2018-10-08T00:00:00+07:00", "a.vn"},
            {"news", "Thời tiết", "x", "2018-10-09", "a.vn"},
            {"early", "Bắt ngà", "x", "2018-10-07T23:59:59+07:00", "a.vn"},
            {"undated", "Bắt ngà", "x", "", "a.vn"}});
  return desk;
}

ReportOptions week41(const Desk& desk) {
  return {{2018, 41}, Zone::open(kHomeZone).value(), desk.folder() / "out", false, true};
}

TEST(Report, WritesOneRowATopic) {
  const Desk desk = october();
  const auto summary = write_report(week41(desk), desk.sources());
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->hits, 3U);
  EXPECT_EQ(read_file(summary->week_file).value(),
            "\xef\xbb\xbfweek,start,end,topic,articles,outlets,all_articles,per_10k,topic_version,"
            "reviewed\r\n"
            "2018-W41,2018-10-08,2018-10-14,ivory,2,2,4,5000.00,1,0\r\n"
            "2018-W41,2018-10-08,2018-10-14,langur,0,0,4,0.00,1,0\r\n"
            "2018-W41,2018-10-08,2018-10-14,seized,3,2,4,7500.00,1,0\r\n");
}

TEST(Report, WritesOneRowAnArticleByTimeThenId) {
  const Desk desk = october();
  const auto summary = write_report(week41(desk), desk.sources());
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(
      read_file(summary->hits_file).value(),
      "\xef\xbb\xbfid,outlet,published,title,url,topics,archive_file,archive_offset,topic_versions,"
      "scores,standings,evidence,numbers,numbers_said\r\n"
      "b,a.vn,2018-10-08T00:00:00+07:00,\"'=Bắt ngà, voi\",https://a.vn/b,ivory;seized,"
      "saola-test.warc.gz,100,ivory 1;seized 1,80;80,title;title,\"Bắt ngà, voi\",,\r\n"
      "c,a.vn,2018-10-08T00:00:00+07:00,Bắt 2 con hổ,https://a.vn/c,seized,saola-test.warc.gz,100,"
      "seized 1,80,title,Bắt 2 con hổ,2 animals,Bắt «2 con» hổ\r\n"
      "a,b.vn,2018-10-14T23:59:59+07:00,\"Bắt \"\"ngà\"\"\",https://b.vn/a,ivory;seized,"
      "saola-test.warc.gz,100,ivory 1;seized 1,80;80,title;title,\"Bắt \"\"ngà\",,\r\n");
}

TEST(Report, SaysTheSameByMarksAndLive) {
  Desk desk = october();
  const auto live = write_report(week41(desk), desk.sources());
  const auto before = read_file(live->hits_file).value() + read_file(live->week_file).value();
  desk.mark_topics();
  ReportOptions options = week41(desk);
  options.force = true;
  const auto marked = write_report(options, desk.sources());
  ASSERT_TRUE(marked);
  EXPECT_EQ(read_file(marked->hits_file).value() + read_file(marked->week_file).value(), before);
}

TEST(Report, AgreesWithCount) {
  const Desk desk = october();
  const auto summary = write_report(week41(desk), desk.sources());
  EXPECT_EQ(desk.count("", "week,topic", between("2018-W41", "2018-W41"), true),
            "week,topic,start,end,articles,all_articles,per_10k,topic_version\n"
            "2018-W41,ivory,2018-10-08,2018-10-14,2,4,5000.00,1\n"
            "2018-W41,langur,2018-10-08,2018-10-14,0,4,0.00,1\n"
            "2018-W41,seized,2018-10-08,2018-10-14,3,4,7500.00,1\n");
  EXPECT_EQ(summary->topics[2].articles, 3U);
}

TEST(Report, TheHitsOfATopicAreAsManyAsItsArticles) {
  const Desk desk = october();
  const auto summary = write_report(week41(desk), desk.sources());
  std::istringstream rows(read_file(summary->hits_file).value());
  std::map<std::string, std::uint64_t> hits;
  for (std::string row; std::getline(rows, row);) {
    for (const TopicCoverage& topic : summary->topics) {
      hits[topic.topic] += row.find(topic.topic) != std::string::npos ? 1 : 0;
    }
  }
  for (const TopicCoverage& topic : summary->topics) {
    EXPECT_EQ(hits[topic.topic], topic.articles) << topic.topic;
  }
}

TEST(Report, LeavesTheShareEmptyForAWeekInWhichNothingWasSeen) {
  const Desk desk = october();
  ReportOptions options = week41(desk);
  options.week = {2018, 30};
  options.byte_order_mark = false;
  const auto summary = write_report(options, desk.sources());
  ASSERT_TRUE(summary);
  EXPECT_NE(read_file(summary->week_file)->find("ivory,0,0,0,,1,0\r\n"), std::string::npos);
  EXPECT_EQ(read_file(summary->hits_file).value(),
            "id,outlet,published,title,url,topics,archive_file,archive_offset,topic_versions,"
            "scores,standings,evidence,numbers,numbers_said\r\n");
}

TEST(Report, RefusesToReplaceAFileUnlessForced) {
  const Desk desk = october();
  ReportOptions options = week41(desk);
  ASSERT_TRUE(make_folder(options.folder));
  ASSERT_TRUE(write_whole(options.folder / "coverage_week.csv", "mine"));
  const auto refused = write_report(options, desk.sources());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::refused);
  EXPECT_FALSE(std::filesystem::exists(options.folder / "coverage_hits.csv"));
  EXPECT_EQ(read_file(options.folder / "coverage_week.csv").value(), "mine");
  options.force = true;
  EXPECT_TRUE(write_report(options, desk.sources()));
  EXPECT_NE(read_file(options.folder / "coverage_week.csv").value(), "mine");
}

std::string both_files(const ReportSummary& summary) {
  return read_file(summary.hits_file).value_or("none") +
         read_file(summary.week_file).value_or("none");
}

TEST(Report, OfAnotherWeekReplacesBothFilesOrNeither) {
  const Desk desk = october();
  ReportOptions options = week41(desk);
  const auto first = write_report(options, desk.sources());
  ASSERT_TRUE(first);
  const std::string before = both_files(*first);
  options.week = {2018, 40};
  EXPECT_FALSE(write_report(options, desk.sources()));
  EXPECT_EQ(both_files(*first), before);
  options.force = true;
  const auto draft = options.folder / "coverage_week.csv.new.tmp";
  std::filesystem::create_directory(draft);  // as a full disk: the second file cannot be written
  const auto failed = write_report(options, desk.sources());
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, Code::io);
  EXPECT_EQ(both_files(*first), before);
  std::filesystem::remove(draft);
  ASSERT_TRUE(write_report(options, desk.sources()));
  EXPECT_NE(read_file(first->week_file)->find("2018-W40"), std::string::npos);
  EXPECT_NE(read_file(first->hits_file)->find("early"), std::string::npos);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(options.folder), {}), 2);
}

TEST(Report, LeavesNoTableBesideTheHitsOfAnotherWriting) {
  const Desk desk = october();
  ReportOptions options = week41(desk);
  options.force = true;
  std::filesystem::create_directories(options.folder / "coverage_hits.csv" / "in the way");
  ASSERT_TRUE(write_whole(options.folder / "coverage_week.csv", "of another week"));
  const auto failed = write_report(options, desk.sources());
  ASSERT_FALSE(failed);
  EXPECT_FALSE(std::filesystem::exists(options.folder / "coverage_week.csv"));
}

TEST(Report, WaitsForNoOtherReportIntoTheSameFolder) {
  const Desk desk = october();
  const ReportOptions options = week41(desk);
  ASSERT_TRUE(make_folder(options.folder));
  const auto other = FileLock::try_lock(options.folder);
  ASSERT_TRUE(other);
  const auto refused = write_report(options, desk.sources());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::locked);
  EXPECT_TRUE(std::filesystem::is_empty(options.folder));
}

TEST(Report, SaysWhichFolderCannotBeWritten) {
  const Desk desk = october();
  ReportOptions options = week41(desk);
  ASSERT_TRUE(write_whole(desk.folder() / "file", "x"));
  options.folder = desk.folder() / "file" / "out";  // fails for the superuser too
  const auto failed = write_report(options, desk.sources());
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, Code::io);
  EXPECT_NE(failed.error().message.find("file"), std::string::npos);
}

TEST(Report, RefusesWhenATopicFileCouldNotBeRead) {
  Desk desk = october();
  desk.definitions.problems.push_back({Code::bad_input, "topics/x.toml:1: broken", ""});
  const auto failed = write_report(week41(desk), desk.sources());
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, "topics/x.toml:1: broken");
  EXPECT_FALSE(std::filesystem::exists(desk.folder() / "out"));
}

TEST(Report, WritesTheSameBytesTwice) {
  const Desk desk = october();
  ReportOptions options = week41(desk);
  ASSERT_TRUE(write_report(options, desk.sources()));
  const auto first = read_file(options.folder / "coverage_hits.csv").value();
  options.force = true;
  ASSERT_TRUE(write_report(options, desk.sources()));
  EXPECT_EQ(read_file(options.folder / "coverage_hits.csv").value(), first);
}

}  // namespace
}  // namespace saola::query
