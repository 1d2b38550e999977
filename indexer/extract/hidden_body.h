// indexer/extract/hidden_body.h
//
// An article that a page keeps only in its scripts, for a program to show: the last resort where no element of the page reads like
// a body. State that names the page's title is believed before JSON-LD articleBody, which is often cut short.
//
// Source: the ways of Next.js (__NEXT_DATA__), Nuxt and hand-made `window.__STATE__`; docs/extraction.md, "Hidden bodies".

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saola::extract {

/// The paragraphs, white space collapsed; none when the scripts hold fewer than 400 bytes of them.
/// @param scripts       LeanMarkup::state
/// @param article_body  JSON-LD articleBody, may hold markup; may be empty
/// @param title         of the page; state that does not repeat it is not believed
/// @cost  parses the scripts: only for pages without a body
[[nodiscard]] std::vector<std::string> find_hidden_body(std::span<const std::string_view> scripts,
                                                        std::string_view article_body,
                                                        std::string_view title);

}  // namespace saola::extract
