// The archive as documents made ahead by a thread: all of them, in order, and no waiting for one that is not wanted.

#include "indexer/document_source.h"

#include <gtest/gtest.h>

#include "tests/indexer/workbench.h"

namespace saola::indexer {
namespace {

constexpr int kArticles = 200;  // some times as many as are made ahead

class DocumentSourceTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string lines;
    for (int i = 0; i < kArticles; ++i) {
      lines += R"({"id":"n)" + std::to_string(i) +
               R"(","title":"Tin vắn","text":"Bắt giữ ngà voi."})" + "\n";
    }
    ASSERT_TRUE(bench_.import_lines(lines));
  }

  Result<std::unique_ptr<DocumentSource>> start() {
    return DocumentSource::start(store::Archive(bench_.archive_folder()), {}, maker_);
  }

  Workbench bench_;
  DocumentMaker maker_{{}, Zone::open(kHomeZone).value()};
};

TEST_F(DocumentSourceTest, GivesEveryDocumentInTheArchivesOrder) {
  const auto source = start().value();
  std::vector<std::string> ids;
  while (auto made = source->next().value()) {
    if (made->document) ids.push_back(made->id);
    source->give_back(std::move(made));
  }
  ASSERT_EQ(ids.size(), kArticles);
  for (int i = 0; i < kArticles; ++i) {
    EXPECT_EQ(ids[static_cast<std::size_t>(i)], "n" + std::to_string(i));
  }
  EXPECT_FALSE(source->next().value()) << "the end stays the end";
}

TEST_F(DocumentSourceTest, IsLeftAtAnyPlace) {
  for (const int taken : {0, 1, 31, 32, 33, 64, 65, 199, 200}) {
    const auto source = start().value();
    for (int i = 0; i < taken; ++i) {
      auto made = source->next().value();
      ASSERT_TRUE(made);
      if (i % 2 == 0) source->give_back(std::move(made));  // the others are destroyed here
    }
  }
}

}  // namespace
}  // namespace saola::indexer
