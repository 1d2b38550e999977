// crawler/feed_list.h
//
// feeds.txt: the doors to watch. One door a line, the URL first, then optional key=value words:
//
//   https://vnexpress.net/rss/phap-luat.rss  name="VnExpress" section=law lang=vi
//   https://baomau.vn/sitemap-news.xml       type=sitemap tier=2   # a comment
//
// Source: docs/operations.md#feedstxt (the promise), RFC 3986 for the URLs.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/url.h"
#include "crawler/budget.h"

namespace saola::crawler {

/// How a door's answer is read. `any`: what it is shows in its first bytes.
enum class DoorType { any, feed, sitemap, page };

[[nodiscard]] std::string_view to_string(DoorType type);  // "any", "feed", "sitemap", "page"

/// One line of feeds.txt. All text is UTF-8; what the line does not say is empty.
struct Door {
  Url url;
  std::string outlet;  // outlet=, else the registrable domain of the URL; lower case
  std::string name;    // name=: how people call the outlet
  std::string section;
  std::string lang;  // lower case: "vi", "en"
  std::string tier;
  DoorType type = DoorType::any;
  Budget budget;  // requests= and megabytes=: of its site in a day
  int line = 0;   // in feeds.txt, from 1
};

/// The doors that could be read, in the order of the file, and what was wrong with the other lines.
struct FeedList {
  std::vector<Door> doors;
  std::vector<Error>
      errors;  // Code::bad_input, "feeds.txt:12: ..." with a hint, in the order of the file
};

/// Reads the text of a feeds.txt.
///
/// @param text  UTF-8; a byte-order mark and CRLF are accepted. A line that is not UTF-8 is an error of that line.
/// @param file  the name to put before line numbers.
/// A broken line never stops the others. A door named twice is kept once and reported at its second line.
[[nodiscard]] FeedList parse_feed_list(std::string_view text, std::string_view file);

/// The same from a file. @error Code::not_found, Code::io (the whole file could not be read).
[[nodiscard]] Result<FeedList> read_feed_list(const std::filesystem::path& path);

/// The line of feeds.txt that says this; parse_feed_list reads the same door from it. A quotation mark inside a word becomes
/// an apostrophe, as feeds.txt has no way to write it.
[[nodiscard]] std::string to_line(const Door& door);

}  // namespace saola::crawler
