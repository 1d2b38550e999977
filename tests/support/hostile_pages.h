// tests/support/hostile_pages.h
//
// Pages that are meant to hurt: floods of one piece of markup, and real pages with bytes flipped, cut, repeated and mixed. The tests
// ask for answers; bench/extract_bench measures how long they take.

#pragma once

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace saola {

inline constexpr std::string_view kFloods[] = {
    "<div>",
    "<b><i><p>",
    "&amp;",
    "&#x1F600;",
    "&",
    "<",
    "<table><tr><td>",
    "<a href=x>",
    "<p>a<table>b",
    "<ul><li>",
    "<!--",
    "<script>",
    "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"a\":[[[</script>",
    "<svg><math>",
    "<div class='a b c d e f g h related share'>x</div>",
    "<h1>t</h1>",
    "<div class=a><h2>t</h2></div>",
    "<meta name=date content=2018-01-01>",
    "1/2/2018 ",
    "x ",
    "<br>",
    "</div>",
    "</p>",
    "<p><a href=y>tin tức hôm nay</a>",
    "<p><a href=https://x.example/y>tin tức</a><p>Một đoạn văn dài hơn hai mươi lăm chữ cái.",
    "<option><select>",
    "<form><input>",
    "<frameset><frame>",
    "<time>2018-01-01</time>",
    "<meta name=description content='m t'>",
    "<p>Một đoạn văn dài hơn sáu mươi chữ cái để thử tìm đoạn trùng lặp trong bài.</p>",
    "<![CDATA[x]]>",
    "<a b=c d='e' f=\"g\" h i=",
    std::string_view("\0<p>\0", 5),
    "\xEF\xBF\xBD",
    "\xC3",
};

inline std::string flood(std::string_view piece, std::size_t bytes) {
  std::string all;
  all.reserve(bytes + piece.size());
  while (all.size() < bytes) all += piece;
  return all;
}

/// The same changes for the same seed.
class PageMutator {
 public:
  explicit PageMutator(unsigned seed) : random_(seed) {}

  /// `page` with one to eight changes; pieces of `other` may be mixed in.
  std::string mutate(std::string page, const std::string& other) {
    const std::size_t times = 1 + below(8);
    for (std::size_t i = 0; i < times && !page.empty(); ++i) once(page, other);
    return page;
  }

 private:
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }

  void once(std::string& page, const std::string& other) {
    const std::size_t at = below(page.size());
    const std::size_t length = below(std::min<std::size_t>(page.size() - at, 200)) + 1;
    switch (below(7)) {
      case 0:
        page[at] = static_cast<char>(below(256));
        break;
      case 1:
        page.resize(at);
        break;
      case 2:
        page.insert(at, page.substr(at, length));
        break;
      case 3:
        page.erase(at, length);
        break;
      case 4:
        page.insert(at, other.substr(below(other.size()), length));
        break;
      case 5:
        page.insert(at, std::string(1 + below(5), "<>\"'&\0/-="[below(9)]));
        break;
      default: {
        const std::string part = page.substr(at, length);
        for (std::size_t i = 0; i < 30; ++i) page.insert(at, part);
      }
    }
  }

  std::mt19937 random_;
};

}  // namespace saola
