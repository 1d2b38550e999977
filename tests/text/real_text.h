// tests/text/real_text.h
//
// Real articles in ../shared, for the tests that hold figures; empty where it is not present.

#pragma once

#include <string>
#include <vector>

namespace saola::text {

struct RealArticle {
  std::string title;
  std::string text;
};

/// The first `limit` articles of the shared Vietnamese collection, unpacked by `xz`.
[[nodiscard]] std::vector<RealArticle> vietnamese_articles(std::size_t limit);

}  // namespace saola::text
