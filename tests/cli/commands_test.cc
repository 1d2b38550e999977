#include <gtest/gtest.h>

#include <sstream>

#include "cli/command.h"

namespace saola::cli {
namespace {

struct Ran {
  int status;
  std::string out;
  std::string messages;
};

Ran run_line(std::vector<const char*> words) {
  words.insert(words.begin(), "saola");
  std::istringstream in;
  std::ostringstream out;
  std::string messages;
  std::atomic<bool> stop{false};
  Env env{.in = in,
          .out = out,
          .log = Log([&](Level, std::string_view line) { messages += std::string(line) + "\n"; }),
          .clock = [] { return Instant(std::chrono::seconds(1'500'000'000)); },
          .stop = stop,
          .workspace = {},
          .executable = {}};
  const int status = run(static_cast<int>(words.size()), words.data(), env);
  return {status, out.str(), messages};
}

TEST(Commands, EveryCommandHasHelpOnStandardOutputAndStatusZero) {
  for (const Command& command : commands()) {
    const Ran ran = run_line({command.name.data(), "--help"});
    EXPECT_EQ(ran.status, 0) << command.name;
    EXPECT_NE(ran.out.find(command.summary), std::string::npos) << command.name;
    EXPECT_EQ(ran.messages, "") << command.name;
  }
}

TEST(Commands, HelpListsEveryCommand) {
  const Ran ran = run_line({"--help"});
  for (const Command& command : commands()) {
    EXPECT_NE(ran.out.find(command.name), std::string::npos) << command.name;
  }
}

TEST(Commands, WrongUsageIsStatusTwoWithAHint) {
  for (const auto& words : std::vector<std::vector<const char*>>{{},
                                                                 {"nosuch"},
                                                                 {"search", "--nosuch"},
                                                                 {"search", "--limit", "x"},
                                                                 {"init"},
                                                                 {"text"}}) {
    const Ran ran = run_line(words);
    EXPECT_EQ(ran.status, 2) << ran.messages;
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.messages.find("hint: "), std::string::npos) << ran.messages;
  }
}

TEST(Commands, AWordThatIsAlsoACommandIsAWordOfTheQuery) {
  const Ran ran = run_line({"--workspace", "/nonexistent", "search", "report", "count"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.messages.find("/nonexistent"), std::string::npos) << ran.messages;
}

TEST(Commands, TheWorkspaceMayStandAfterTheCommand) {
  const Ran ran = run_line({"topics", "list", "--workspace", "/nonexistent"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.messages.find("/nonexistent"), std::string::npos) << ran.messages;
  EXPECT_NE(ran.messages.find("saola init"), std::string::npos) << ran.messages;
}

TEST(Commands, OptionsThatContradictAreWrongUsageBeforeAnythingIsOpened) {
  EXPECT_EQ(run_line({"--workspace", "/nonexistent", "search", "x", "--since", "2018-13"}).status,
            2);
  EXPECT_EQ(run_line({"--workspace", "/nonexistent", "search", "x", "--format", "xml"}).status, 2);
  EXPECT_EQ(run_line({"--workspace", "/nonexistent", "count", "--by", "fortnight"}).status, 2);
  EXPECT_EQ(run_line({"--workspace", "/nonexistent", "report", "--week", "2018-W60"}).status, 2);
  EXPECT_EQ(run_line({"--workspace", "/nonexistent", "show", "x", "--html", "--text"}).status, 2);
}

}  // namespace
}  // namespace saola::cli
