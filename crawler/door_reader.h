// crawler/door_reader.h
//
// A door's answer as a Feed, whatever it is: XML feed, JSON feed, sitemap (also packed), section page.

#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "crawler/feed.h"
#include "crawler/feed_list.h"

namespace saola::crawler {

/// A door's answer as it was received.
struct DoorAnswer {
  std::string_view body;          // content coding removed; not kept
  std::string_view content_type;  // the header's value, or empty
  Url url;                        // where it came from, after redirects
  DoorType type = DoorType::any;  // what feeds.txt says it is
};

/// Reads it. A gzip file (sitemap.xml.gz) is unpacked, at most `limit_bytes`. What it is is seen from its first element;
/// a sitemap behind type=feed is read all the same, but HTML is only read as a section page where feeds.txt says
/// type=page: a feed that turns into a web page is a fault to be told of.
///
/// @error  Code::bad_input: not readable as what it should be; Code::refused: over the limit when unpacked, or in UTF-8.
[[nodiscard]] Result<Feed> read_door(const DoorAnswer& answer, std::uint64_t limit_bytes);

}  // namespace saola::crawler
