// The pages of tests/pages: written by us, one a template family.

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/file.h"
#include "indexer/extract/batch.h"

namespace saola::extract {
namespace {

using Json = nlohmann::json;

std::vector<std::string> folders() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(SAOLA_SOURCE_DIR "/tests/pages"))
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string join(const Json& paragraphs) {
  std::string all;
  for (const Json& paragraph : paragraphs)
    all += (all.empty() ? "" : "\n\n") + paragraph.get<std::string>();
  return all;
}

// What goes in, and what is looked for in the text; every other key of expected.json is one of the answer.
bool is_question(const std::string& key) {
  for (const char* name : {"fetched", "paragraphs", "lead_contains", "contains", "lacks"})
    if (key == name) return true;
  return false;
}

class OurPages : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    const std::string folder = std::string(SAOLA_SOURCE_DIR "/tests/pages/") + GetParam();
    const auto page = read_file(folder + "/page.html");
    const auto truth = read_file(folder + "/expected.json");
    ASSERT_TRUE(page && truth);
    expected_ = Json::parse(*truth);
    const std::string url = expected_.at("url");
    Page input{*page, url, {}, {}};
    if (expected_.contains("fetched"))
      input.fetched = parse_iso(expected_["fetched"].get<std::string>(), {})->utc;
    const auto extraction = extract_page(input, Explain::yes);
    ASSERT_TRUE(extraction);
    for (const Note& note : extraction->notes)
      notes_ += note.part + " [" + note.origin + "] " + note.detail + "\n";
    answer_ = Json::parse(batch_answer("page", url, extraction));
  }

  Json expected_;
  Json answer_;
  std::string notes_;
};

TEST_P(OurPages, ComeOutAsExpected) {
  for (const auto& [key, value] : expected_.items()) {
    if (is_question(key)) continue;
    EXPECT_EQ(answer_.value(key, Json(nullptr)), value) << key << "\n" << notes_;
  }
  const std::string text = answer_["text"].is_null() ? "" : answer_["text"];
  if (expected_.contains("paragraphs")) {
    EXPECT_EQ(text, join(expected_["paragraphs"])) << notes_;
  }
  if (expected_.contains("lead_contains")) {
    const std::string lead = answer_["lead"].is_null() ? "" : answer_["lead"];
    EXPECT_NE(lead.find(expected_["lead_contains"].get<std::string>()), std::string::npos)
        << notes_;
  }
  for (const Json& part : expected_.value("contains", Json::array()))
    EXPECT_NE(text.find(part.get<std::string>()), std::string::npos) << part << "\n" << notes_;
  for (const Json& part : expected_.value("lacks", Json::array()))
    EXPECT_EQ(text.find(part.get<std::string>()), std::string::npos) << part << "\n" << notes_;
}

INSTANTIATE_TEST_SUITE_P(Pages, OurPages, ::testing::ValuesIn(folders()), [](const auto& page) {
  std::string name = page.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace saola::extract
