#include "indexer/extract/foreign_parts.h"

#include <gtest/gtest.h>

#include "indexer/extract/lean_markup.h"

namespace saola::extract {
namespace {

const std::string kParagraph =
    "<p>Lực lượng kiểm lâm phát hiện nhóm người vận chuyển động vật hoang dã trên xe khách đi từ "
    "biên giới về "
    "thành phố, theo thông tin ban đầu của cơ quan điều tra.</p>";

// The parts of an article's body that go, by their texts.
std::vector<std::string> foreign_in(const std::string& body) {
  const Document document = Document::parse(lean_markup("<body><main>" + body + "</main>").html);
  BlockList list = cut_blocks(document);
  std::uint32_t container = 0;
  while (document[container].tag != Tag::main) ++container;
  drop_foreign_parts(document, list, container);
  std::vector<std::string> gone;
  for (const Block& block : list.blocks)
    if (block.drop == Drop::foreign) gone.emplace_back(list.text(block));
  return gone;
}

std::string story(int paragraphs) {
  std::string all;
  for (int i = 0; i < paragraphs; ++i) all += kParagraph;
  return all;
}

using Texts = std::vector<std::string>;

TEST(ForeignParts, AShortBoxInAWrapperOfItsOwnGoes) {
  EXPECT_EQ(
      foreign_in(story(8) + "<div class=zq7><p>Tạo tài khoản để đọc tiếp.</p></div>" + story(8)),
      Texts{"Tạo tài khoản để đọc tiếp."});
}

TEST(ForeignParts, WhatHangsLikeTheRestStays) {
  EXPECT_EQ(foreign_in(story(8) + "<p>Một dòng ngắn.</p><ul class=k><li>Mục một</li></ul>"),
            Texts{});
  EXPECT_EQ(foreign_in("<div class=b>" + story(8) +
                       "</div><section class=x><div class='b c'><p>Ngắn.</p></div></section>"),
            Texts{});
}

TEST(ForeignParts, QuotationsTablesAndHeadingsAreSetApartInEveryBody) {
  EXPECT_EQ(foreign_in(story(8) +
                       "<div class=q><blockquote>Chúng tôi đã báo công an.</blockquote></div>"
                       "<div class=t><table><tr><td>Năm</td><td>2018</td></tr></table></div>"
                       "<div class=h><h3>Diễn biến</h3></div>" +
                       kParagraph),
            Texts{});
}

TEST(ForeignParts, APartThatHoldsMuchOfTheTextStays) {
  EXPECT_EQ(foreign_in(story(6) + "<section class=more>" + story(2) + "</section>"), Texts{});
}

TEST(ForeignParts, ABodyOfManyMakesIsLeftAlone) {
  std::string body;
  for (const char* name : {"a", "b", "c", "d"})
    body += "<div class=" + std::string(name) + ">" + story(2) + "</div>";
  EXPECT_EQ(foreign_in(body + "<div class=e><p>Một dòng ngắn.</p></div>"), Texts{});
}

}  // namespace
}  // namespace saola::extract
