// Runs every example of docs/query-language.md.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "query/explain.h"
#include "tests/query/desk.h"
#include "text/language.h"

namespace saola::query {
namespace {

struct Block {
  std::string kind;  // what stands after the three backticks
  std::vector<std::string> lines;
  std::size_t line = 0;  // of the document, of the first of `lines`
};

std::vector<Block> blocks_of(const std::string& path) {
  std::vector<Block> blocks;
  std::ifstream in(path);
  bool inside = false;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.starts_with("```")) {
      inside = !inside;
      if (inside) blocks.push_back({line.substr(3), {}, number + 1});
    } else if (inside) {
      blocks.back().lines.push_back(line);
    }
  }
  return blocks;
}

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string::npos ? ""
                                    : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

Story story_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, '|');) cells.push_back(trimmed(cell));
  EXPECT_EQ(cells.size(), 5U) << line;
  std::string text = cells.at(4);
  for (auto at = text.find("¶"); at != std::string::npos; at = text.find("¶")) {
    text.replace(at, std::string("¶").size(), "\n\n");
  }
  Story story{cells[0], cells[3], text, cells[1], cells[2]};
  story.language = std::string(text::detect_language(text));
  return story;
}

std::string joined(const std::vector<std::string>& lines, const char* between) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : between) + line;
  return text;
}

// The exact number that `saola explain` shows for the whole query.
std::size_t explained_number(const Desk& desk, const std::string& query) {
  std::ostringstream out;
  EXPECT_TRUE(explain_query(query, desk.sources(), out)) << query;
  const std::string heading = "\narticles in the index\n";
  return std::stoul(out.str().substr(out.str().find(heading) + heading.size()));
}

std::string answer(const Desk& desk, const std::string& query) {
  std::ostringstream out;
  const auto summary = desk.search_summary({query, filters_of({}), Sort::rank, 0}, out);
  if (!summary) return "error: " + summary.error().message;
  const auto ids = desk.ids(query);
  EXPECT_EQ(desk.count(query), "articles\n" + std::to_string(ids.size()) + "\n") << query;
  EXPECT_EQ(explained_number(desk, query), ids.size()) << query;
  return ids.empty() ? "(none)" : joined(ids, " ");
}

std::string notes(const Desk& desk, const std::string& query) {
  std::ostringstream out;
  const auto summary = desk.search_summary({.query = query, .filters = filters_of({})}, out);
  return summary ? joined(summary->notes, "\n") : summary.error().message;
}

TEST(QueryLanguageDocument, GivesTheAnswersThatTheProgramGives) {
  const auto blocks = blocks_of(std::string(SAOLA_SOURCE_DIR) + "/docs/query-language.md");
  Desk desk;
  std::vector<Story> stories;
  for (const Block& block : blocks) {
    if (block.kind == "toml lexicon") desk.add_lexicon(joined(block.lines, "\n"));
    if (block.kind == "toml topic") {
      auto topic = parse_topic(joined(block.lines, "\n"), "topics/trade.toml");
      ASSERT_TRUE(topic) << topic.error().message;
      desk.definitions.topics.push_back(*topic);
    }
    if (block.kind != "articles") continue;
    for (const std::string& line : block.lines) stories.push_back(story_of(line));
  }
  desk.add(stories);
  for (const Topic& topic : desk.definitions.topics) {
    for (const Error& error : check_topic(topic, desk.definitions)) ADD_FAILURE() << error.message;
  }
  std::size_t asked = 0;
  for (const Block& block : blocks) {
    if (block.kind != "ask" && block.kind != "notes") continue;
    for (std::size_t i = 0; i < block.lines.size();) {
      ASSERT_TRUE(block.lines[i].starts_with("> ")) << "line " << block.line + i;
      const std::string query = block.lines[i].substr(2);
      std::vector<std::string> expected;
      const std::size_t line = block.line + i;
      for (++i; i < block.lines.size() && !block.lines[i].starts_with("> "); ++i) {
        expected.push_back(block.lines[i]);
      }
      const std::string said = block.kind == "ask" ? answer(desk, query) : notes(desk, query);
      EXPECT_EQ(said, joined(expected, "\n")) << "line " << line;
      ++asked;
    }
  }
  EXPECT_GE(asked, 50U);
}

}  // namespace
}  // namespace saola::query
