#include <gtest/gtest.h>

#include "tests/cli/program.h"

namespace saola::cli {
namespace {

TEST(Commands, EveryCommandHasHelpOnStandardOutputAndStatusZero) {
  for (const Command& command : commands()) {
    const Ran ran = run_line({std::string(command.name), "--help"});
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
  for (const auto& words : std::vector<std::vector<std::string>>{{},
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
