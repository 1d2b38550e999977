#include "indexer/extract/batch.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace saola::extract {
namespace {

using Json = nlohmann::json;

TEST(Batch, ReadsAJob) {
  const auto job = parse_batch_job(R"({"id":"1","html":"a.html.gz","url":"https://a.example/x"})");
  ASSERT_TRUE(job);
  EXPECT_EQ(job->id, "1");
  EXPECT_EQ(job->html, "a.html.gz");
  EXPECT_EQ(job->url, "https://a.example/x");
  EXPECT_EQ(job->content_type, "");
}

TEST(Batch, RefusesALineThatIsNoJob) {
  for (const char* line :
       {"", "{", "[]", "7", R"({"id":"1"})", R"({"html":"a"})", R"({"id":1,"html":"a"})"}) {
    const auto job = parse_batch_job(line);
    ASSERT_FALSE(job) << line;
    EXPECT_EQ(job.error().code, Code::bad_input);
    EXPECT_FALSE(job.error().hint.empty());
  }
}

TEST(Batch, WritesUnknownAsNull) {
  const Json answer = Json::parse(batch_answer("7", "", Extraction{}));
  EXPECT_EQ(answer["id"], "7");
  for (const char* key : {"url", "title", "lead", "text", "published", "modified", "author",
                          "section", "language", "outlet"})
    EXPECT_TRUE(answer[key].is_null()) << key;
  EXPECT_FALSE(answer.contains("error"));
}

TEST(Batch, WritesAFailure) {
  const Result<Extraction> failed = fail(Code::io, "cannot read a.html");
  const Json answer = Json::parse(batch_answer("7", "", failed));
  EXPECT_EQ(answer["error"], "cannot read a.html");
  EXPECT_TRUE(answer["kind"].is_null());
}

}  // namespace
}  // namespace saola::extract
