#include "indexer/extract/hidden_body.h"

#include <gtest/gtest.h>

namespace saola::extract {
namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kTitle = "Bắt xe khách chở tê tê";

// Three paragraphs, long enough for a body.
Texts story() {
  Texts all;
  for (const char* day : {"thứ hai", "thứ ba", "thứ tư"})
    all.push_back("Sáng " + std::string(day) +
                  ", lực lượng kiểm lâm phát hiện nhóm người vận chuyển động vật hoang dã trên xe "
                  "khách đi từ biên giới "
                  "về thành phố, theo thông tin ban đầu.");
  return all;
}

Texts hidden_in(const std::string& script) {
  const std::string_view scripts[] = {script};
  return find_hidden_body(scripts, "", kTitle);
}

std::string quoted(std::string text) {
  std::string out = "\"";
  for (const char c : text)
    out += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return out + "\"";
}

std::string titled(const std::string& members) {
  return "{\"page\":{\"headline\":\"" + std::string(kTitle) + "\"," + members + "}}";
}

TEST(HiddenBody, IsReadFromMarkupInState) {
  std::string markup;
  for (const std::string& paragraph : story()) markup += "<p>" + paragraph + "</p>";
  EXPECT_EQ(hidden_in(titled("\"content\":" + quoted(markup))), story());
}

TEST(HiddenBody, IsReadFromTheItemsOfOneField) {
  std::string items;
  for (const std::string& paragraph : story())
    items += (items.empty() ? "" : ",") + ("{\"type\":\"p\",\"text\":" + quoted(paragraph) + "}");
  EXPECT_EQ(
      hidden_in("window.__STATE__ = " + titled("\"blocks\":[" + items + "]") + ";(function(){})()"),
      story());
}

TEST(HiddenBody, IsReadFromAStringThatAScriptParses) {
  std::string text;
  for (const std::string& paragraph : story()) text += paragraph + "\\n";
  EXPECT_EQ(hidden_in("var s = JSON.parse(" + quoted(titled("\"body\":\"" + text + "\"")) + ");"),
            story());
}

TEST(HiddenBody, OfAnotherTitleIsNotBelieved) {
  std::string markup;
  for (const std::string& paragraph : story()) markup += "<p>" + paragraph + "</p>";
  EXPECT_EQ(hidden_in("{\"page\":{\"headline\":\"Giá vàng hôm nay tăng mạnh\",\"content\":" +
                      quoted(markup) + "}}"),
            Texts{});
}

TEST(HiddenBody, OfJsonLdIsTheLastResort) {
  std::string text;
  for (const std::string& paragraph : story()) text += paragraph + "\n";
  EXPECT_EQ(find_hidden_body({}, text, kTitle), story());
  EXPECT_EQ(find_hidden_body({}, "Một câu ngắn.", kTitle), Texts{});
}

TEST(HiddenBody, OfBrokenScriptsIsNone) {
  for (const char* script :
       {"", "{", "window.x = {\"a\":", "[[[[", "JSON.parse(\"", "= {\"a\":\"\\", "{}", "null"})
    EXPECT_EQ(hidden_in(script), Texts{}) << script;
}

}  // namespace
}  // namespace saola::extract
