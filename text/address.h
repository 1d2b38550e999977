// text/address.h
//
// Web and mail addresses in running text. They are no words of the article: "toasoan@baomau.vn" says nothing about news,
// and a slug would answer searches that its page should not.
//
// Source: RFC 3986 for the characters of a URL, RFC 5321 for a mailbox; as people write them, not as they may be written.

#pragma once

#include <cstddef>
#include <string_view>

namespace saola::text {

struct Address {
  std::size_t begin =
      0;  // a mailbox: where its name begins; a URL: `at`, the word before belongs to it
  std::size_t end = 0;  // 0: no address here
};

/// The address around `at`, the first visible byte after a word: "@" of a mailbox, ":" after http, https or ftp, "." after
/// www. Letters may be of any script; ignorable characters do not end it; dots and commas at its end are not part of it.
///
/// @param word   the word before, lower case.
/// @param floor  where a mailbox's name may begin at the earliest.
[[nodiscard]] Address find_address(std::string_view text, std::size_t at, std::string_view word,
                                   std::size_t floor);

}  // namespace saola::text
