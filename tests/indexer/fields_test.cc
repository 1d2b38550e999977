#include "store/fields.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "base/file.h"

namespace saola::store {
namespace {

TEST(Fields, NamesAndAliasesAreUnique) {
  std::set<std::string_view> words;
  for (const Field& field : fields()) {
    EXPECT_TRUE(words.insert(field.name).second) << field.name;
    EXPECT_TRUE(field.alias.empty() || words.insert(field.alias).second) << field.alias;
  }
}

TEST(Fields, PrefixesAndSlotsAreNotShared) {
  std::map<std::string_view, std::string_view> owners;
  std::set<Slot> slots;
  for (const Field& field : fields()) {
    EXPECT_TRUE(field.prefix.empty() || owners.emplace(field.prefix, field.name).second)
        << field.prefix;
    EXPECT_TRUE(!field.slot || slots.insert(*field.slot).second) << field.name;
  }
}

TEST(Fields, AreFoundByNameAndByAliasAndNotByTheEmptyWord) {
  ASSERT_NE(find_field("title"), nullptr);
  EXPECT_EQ(find_field("title")->prefix, "S");
  EXPECT_EQ(find_field("lang"), find_field("language"));
  EXPECT_EQ(find_field(""), nullptr);
  EXPECT_EQ(find_field("Title"), nullptr);
}

TEST(Fields, EveryRowStandsInTheDocumentedTable) {
  auto page = read_file(std::string(SAOLA_SOURCE_DIR) + "/docs/index-schema.md");
  ASSERT_TRUE(page) << page.error().message;
  for (const Field& field : fields()) {
    const std::string slot = field.slot ? std::to_string(*field.slot) : "";
    const auto code = [](std::string_view word) {
      return word.empty() ? std::string() : fmt::format("`{}`", word);
    };
    const std::string row =
        fmt::format("| {} | {} | {} | {} | {} | {} |", code(field.name), code(field.alias),
                    to_string(field.kind), code(field.prefix), slot, field.description);
    EXPECT_NE(page->find(row), std::string::npos) << "docs/index-schema.md lacks:\n" << row;
  }
}

}  // namespace
}  // namespace saola::store
