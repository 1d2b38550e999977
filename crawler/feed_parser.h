// crawler/feed_parser.h
//
// RSS 0.9x to 2.0, RDF (RSS 1.0), Atom and JSON Feed, as they really come.
//
// Sources: RSS 2.0 (rssboard.org), RSS 1.0, RFC 4287 (Atom 1.0) and Atom 0.3, JSON Feed 1.1, Dublin Core.

#pragma once

#include <string_view>

#include "base/result.h"
#include "crawler/feed.h"

namespace saola::crawler {

/// Reads an XML feed. Damaged markup does not lose the entries that can still be made out.
///
/// @param utf8  UTF-8 (door_to_utf8); not kept.
/// @param base  where it was fetched; relative links mean it, unless xml:base says otherwise.
/// @error  Code::bad_input: neither rss, rdf:RDF nor feed; what it is instead is in the message.
[[nodiscard]] Result<Feed> parse_xml_feed(std::string_view utf8, const Url& base);

/// Reads a JSON Feed. @error Code::bad_input: not JSON, or no "items".
[[nodiscard]] Result<Feed> parse_json_feed(std::string_view utf8, const Url& base);

}  // namespace saola::crawler
