// Any bytes into what the crawler reads from the net: robots.txt, doors, dates, feeds.txt. Nothing crashes, relations hold.
// The first byte chooses the reader. Seeds: tests/fuzz/crawler_seeds, written by hand.

#include <cctype>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "crawler/door_reader.h"
#include "crawler/feed_date.h"
#include "crawler/feed_list.h"
#include "crawler/plain_text.h"
#include "crawler/politeness.h"
#include "crawler/robots.h"

namespace {

using namespace saola;
using namespace saola::crawler;

void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

/// A percent sign that begins no escape stays as it is, and may begin one with what an escape behind it is decoded to.
bool has_stray_percent(std::string_view path) {
  for (auto at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 1)) {
    const std::string_view digits = path.substr(at + 1, 2);
    if (digits.size() < 2 || !std::isxdigit(static_cast<unsigned char>(digits[0])) ||
        !std::isxdigit(static_cast<unsigned char>(digits[1]))) {
      return true;
    }
  }
  return false;
}

void check_robots(std::string_view bytes) {
  const auto half = bytes.find('\0');
  const Robots robots = Robots::parse(bytes.substr(0, half));
  const std::string_view target = half == std::string_view::npos ? "/a" : bytes.substr(half + 1);
  const RobotsDecision decision = robots.decide("Saola", target);
  demand(decision.is_allowed || decision.line > 0, "what is forbidden is forbidden by a line");
  demand(robots.decide("SAOLA/1.0 (x)", target).is_allowed == decision.is_allowed,
         "the agent's case and version do not matter");
  const std::string once = normal_path(target);
  demand(has_stray_percent(target) || normal_path(once) == once, "a normal path stays as it is");
  demand(robots.decide("Saola", "/robots.txt").is_allowed, "robots.txt is allowed");
}

void check_line(const std::string& text) {
  demand(!find_bad_utf8(text), "text is UTF-8");
  demand(text.find_first_of("\r\n\t") == std::string::npos, "text is one line");
  demand(one_line(text) == text, "one line stays as it is");
}

void check_door(std::string_view bytes, DoorType type) {
  const Url url = *parse_url("https://baomau.vn/rss");
  const auto feed = read_door({bytes, "text/xml; charset=windows-1258", url, type}, 1 << 20);
  if (!feed) {
    demand(!feed.error().message.empty(), "a failure says why");
    return;
  }
  for (const FeedEntry& entry : feed->entries) {
    const auto again = parse_url(entry.url.str());
    demand(again && *again == entry.url, "an entry's address is an address");
    check_line(entry.title);
    check_line(entry.summary);
    check_line(entry.author);
    demand(entry.summary.size() <= kMaxSummaryBytes, "a summary is short");
  }
}

void check_date(std::string_view text) {
  const auto time = parse_feed_date(text);
  if (!time) return;
  const auto again = parse_feed_date(to_iso(*time));
  demand(again && *again == *time, "a date read and written is read again");
  (void)parse_retry_after(text, time->utc);
}

void check_feed_list(std::string_view text) {
  const FeedList list = parse_feed_list(text, "feeds.txt");
  for (const Door& door : list.doors)
    demand(!door.outlet.empty() && door.line > 0, "a door has an outlet and a line");
  for (const Error& error : list.errors)
    demand(error.message.starts_with("feeds.txt:"), "an error has its line");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'r':
      check_robots(bytes);
      break;
    case 'd':
      check_date(bytes);
      break;
    case 'l':
      check_feed_list(bytes);
      break;
    case 'p':
      check_door(bytes, DoorType::page);
      break;
    default:
      check_door(bytes, DoorType::any);
  }
  return 0;
}
