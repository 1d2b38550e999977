#include "query/topic.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "query/definitions.h"
#include "tests/indexer/temp_folder.h"

namespace saola::query {
namespace {

const std::string kHead = R"(# A topic.
id = "horns"
version = 3
label.vi = "Sừng"
label.en = "Horns"
purpose = "Horns."
)";

const std::string kLexicon = R"(id = "products"
version = 1
label.vi = "Sản phẩm"
label.en = "Products"

[[entry]]
id = "rhino-horn"
vi = "sừng tê giác"
en = "rhino horn"
spellings = ["sừng tê giác"]
)";

std::string error_of(const std::string& toml, const std::string& name = "topics/horns.toml") {
  auto topic = parse_topic(toml, name);
  if (topic) return "no error";
  EXPECT_EQ(topic.error().code, Code::bad_input);
  return topic.error().message;
}

Definitions products() {
  Definitions definitions;
  definitions.lexicons.push_back(text::parse_lexicon(kLexicon, "products.toml").value());
  definitions.stamps.emplace_back("1 x");
  return definitions;
}

std::vector<std::string> problems_of(const std::string& rest) {
  const Topic topic = parse_topic(kHead + rest, "topics/horns.toml").value();
  Definitions definitions = products();
  definitions.topics = {topic};
  std::vector<std::string> messages;
  for (const Error& error : check_topic(topic, definitions)) messages.push_back(error.message);
  return messages;
}

TEST(TopicFile, IsReadWithItsExamples) {
  const auto topic = parse_topic(kHead + R"(
query = '''
# horns
"sừng tê giác"
'''

[[example]]
text = """
Thu giữ sừng
Có sừng tê giác."""
match = true
why = "a seizure"
)",
                                 "topics/horns.toml");
  ASSERT_TRUE(topic) << topic.error().message;
  EXPECT_EQ(topic->id, "horns");
  EXPECT_EQ(topic->version, 3);
  EXPECT_EQ(topic->label_vi, "Sừng");
  EXPECT_EQ(topic->label_en, "Horns");
  EXPECT_EQ(topic->purpose, "Horns.");
  EXPECT_EQ(topic->query.origin.line, 9U);
  ASSERT_EQ(topic->examples.size(), 1U);
  EXPECT_EQ(topic->examples[0].line, 13U);
  EXPECT_TRUE(topic->examples[0].must_match);
}

TEST(TopicFile, EveryErrorNamesFileAndLine) {
  EXPECT_EQ(error_of(kHead + "query = \"voi AND\""),
            "topics/horns.toml:7: nothing to search for after AND\n  voi AND\n      ^^^");
  EXPECT_EQ(error_of(kHead + "query = '''\nvoi\nAND (ngà\n'''"),
            "topics/horns.toml:9: this parenthesis is never closed\n  AND (ngà\n      ^");
  EXPECT_EQ(error_of(kHead + "query = 'titel:voi'"),
            "topics/horns.toml:7: no field \"titel\" can be asked\n  titel:voi\n  ^^^^^^");
  EXPECT_EQ(error_of(kHead), "topics/horns.toml:1: \"query\" is missing, empty or not a text");
  EXPECT_EQ(error_of(kHead + "query = 'a'\nqueri = 'b'"),
            "topics/horns.toml:8: unknown key \"queri\"");
  EXPECT_EQ(error_of(kHead + "query = 'a'\n[[example]]\ntext = 'a'"),
            "topics/horns.toml:8: an example says match = true or match = false");
  EXPECT_EQ(error_of(kHead + "query = 'a", "topics/horns.toml").substr(0, 20),
            "topics/horns.toml:7:");
  EXPECT_EQ(error_of("id = \"horns\"\n"), "topics/horns.toml:1: label.vi and label.en are missing");
  EXPECT_EQ(error_of(kHead + "query = 'a'", "topics/tusks.toml"),
            "topics/tusks.toml:2: the id is \"horns\", but the file is named \"tusks\"");
}

TEST(TopicFile, RefusesAVersionThatIsNoWholeNumber) {
  for (const char* version : {"0", "-1", "1.5", "\"1\"", "true"}) {
    std::string toml = kHead + "query = 'a'";
    toml.replace(toml.find("version = 3"), 11, std::string("version = ") + version);
    EXPECT_EQ(error_of(toml), "topics/horns.toml:3: \"version\" must be a whole number from 1 on");
  }
}

TEST(TopicFile, SurvivesHostileInput) {
  for (const char* toml :
       {"", "\xff\xfe", "[[[", "id = [", "query = {a = {b = {c = 1}}}", "\"\"\""}) {
    EXPECT_NE(error_of(toml), "no error");
  }
  EXPECT_NE(error_of("a = " + std::string(10'000, '[')), "no error");
}

TEST(TopicCheck, FindsALexiconEntryOrTopicThatDoesNotExist) {
  EXPECT_EQ(problems_of("query = '''\na OR\n@species'''").front(),
            "topics/horns.toml:9: no lexicon \"species\"\n  @species\n  ^^^^^^^^");
  EXPECT_EQ(problems_of("query = '@products/tusk'").front(),
            "topics/horns.toml:7: lexicon \"products\" has no entry \"tusk\"\n  @products/tusk\n"
            "  ^^^^^^^^^^^^^^");
  EXPECT_EQ(problems_of("query = 'topic:none'").front().substr(0, 38),
            "topics/horns.toml:7: no topic \"none\"\n ");
  EXPECT_TRUE(problems_of("query = '@products/rhino-horn'").empty());
}

TEST(TopicCheck, FindsACircleOfTopics) {
  EXPECT_EQ(problems_of("query = 'a OR topic:horns'").front().substr(0, 57),
            "topics/horns.toml:7: topic \"horns\" leads back to itself\n ");
}

TEST(TopicCheck, RunsTheExamples) {
  const std::string query = "query = '@products NEAR/5 bắt AND title:thu'\n";
  EXPECT_TRUE(
      problems_of(query + "[[example]]\ntext = '''\nThu giữ\nBắt sừng tê giác'''\nmatch = true")
          .empty());
  EXPECT_TRUE(problems_of(query + "[[example]]\ntext = 'Bắt sừng tê giác'\nmatch = false").empty());
  EXPECT_EQ(problems_of(query + "[[example]]\ntext = 'Bắt sừng tê giác'\nmatch = true\nwhy = 'w'")
                .front(),
            "topics/horns.toml:8: this example must be found and is not: w");
  EXPECT_EQ(
      problems_of(query + "\n[[example]]\ntext = 'Thu: bắt sừng tê giác'\nmatch = false").front(),
      "topics/horns.toml:9: this example is found and must not be");
}

TEST(TopicFolder, ReadsTheGoodFilesAndTellsTheBadOnes) {
  const indexer::TempFolder folder;
  std::ofstream(folder / "horns.toml") << kHead << "query = 'a'";
  std::ofstream(folder / "bad.toml") << "id = ";
  std::ofstream(folder / "README.md") << "no topic";
  const TopicFolder loaded = load_topics(folder.path());
  ASSERT_EQ(loaded.topics.size(), 1U);
  EXPECT_EQ(loaded.topics[0].id, "horns");
  ASSERT_EQ(loaded.problems.size(), 1U);
  EXPECT_NE(loaded.problems[0].message.find("bad.toml:1: "), std::string::npos);
  EXPECT_TRUE(load_topics(folder / "absent").topics.empty());
  EXPECT_TRUE(load_topics(folder / "absent").problems.empty());
}

TEST(Topics, AreListedAndShown) {
  Definitions definitions;
  definitions.topics = {parse_topic(kHead + "query = '\"sừng\"'", "topics/horns.toml").value()};
  std::ostringstream list;
  ASSERT_TRUE(list_topics(definitions, *make_output({Format::csv, false}, list)));
  EXPECT_EQ(list.str(), "topic,version,label_vi,label_en,purpose\r\nhorns,3,Sừng,Horns,Horns.\r\n");
  std::ostringstream shown;
  ASSERT_TRUE(show_topic(definitions, "horns", shown));
  EXPECT_NE(shown.str().find("horns (version 3)"), std::string::npos);
  EXPECT_NE(shown.str().find("\"sừng\""), std::string::npos);
  const auto missing = show_topic(definitions, "x\x1b", shown);
  EXPECT_EQ(missing.error().message, "no topic \"x\\x1b\"");
  EXPECT_EQ(missing.error().hint, "the topics are: horns");
}

// The topics that are shipped, with the lexicons that are shipped.
TEST(ShippedTopics, AreSound) {
  const std::filesystem::path root(SAOLA_SOURCE_DIR);
  const Definitions definitions = load_definitions(root / "topics", root / "lexicons");
  for (const Error& error : definitions.problems) ADD_FAILURE() << error.message;
  EXPECT_GE(definitions.topics.size(), 8U);
  for (const Topic& topic : definitions.topics) {
    for (const Error& error : check_topic(topic, definitions)) ADD_FAILURE() << error.message;
  }
}

}  // namespace
}  // namespace saola::query
