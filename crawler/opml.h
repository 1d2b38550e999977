// crawler/opml.h
//
// Subscription lists of feed readers: doors in and out.
//
// Source: OPML 2.0 (http://opml.org/spec2.opml), "Subscription lists": outline elements with type="rss" and xmlUrl.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crawler/feed_list.h"

namespace saola::crawler {

/// The doors of an OPML file, in its order, each once. An outline's text or title is the door's name, the outline above it
/// the section; `category` is passed over. Lines are numbered by outline, from 1.
///
/// @param bytes  in any charset that door_to_utf8 knows. @param file  the name to put before messages.
/// @error  Code::bad_input: no OPML. An outline without a usable address is one of FeedList::errors.
[[nodiscard]] Result<FeedList> parse_opml(std::string_view bytes, std::string_view file);

/// An OPML 2.0 document: one outline an outlet, in it its doors. What OPML has no word for (tier, type, budgets) is kept in
/// attributes of our own names (saola:tier ...), which parse_opml reads back.
[[nodiscard]] std::string to_opml(std::span<const Door> doors);

}  // namespace saola::crawler
