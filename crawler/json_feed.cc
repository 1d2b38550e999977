#include <nlohmann/json.hpp>

#include "crawler/entry_list.h"
#include "crawler/feed_parser.h"
#include "crawler/plain_text.h"

namespace saola::crawler {
namespace {

using nlohmann::json;

// The first of these members that is a text; else empty.
std::string member(const json& object, std::initializer_list<const char*> names) {
  if (!object.is_object()) return {};
  for (const char* name : names) {
    const auto found = object.find(name);
    if (found != object.end() && found->is_string()) return found->get<std::string>();
  }
  return {};
}

std::string author_of(const json& item) {
  const auto authors = item.find("authors");  // 1.1
  if (authors != item.end() && authors->is_array() && !authors->empty()) {
    return member(authors->front(), {"name"});
  }
  const auto author = item.find("author");  // 1.0
  return author == item.end() ? std::string() : member(*author, {"name"});
}

FeedEntry entry_from(const json& item) {
  FeedEntry entry;
  entry.title = one_line(member(item, {"title"}));
  entry.summary = one_line(member(item, {"summary", "content_text"}), kMaxSummaryBytes);
  if (entry.summary.empty()) {
    entry.summary = plain_text(member(item, {"content_html"}), kMaxSummaryBytes);
  }
  entry.author = one_line(author_of(item));
  entry.published_text = one_line(member(item, {"date_published"}));
  return entry;
}

}  // namespace

Result<Feed> parse_json_feed(std::string_view utf8, const Url& base) {
  const json root = json::parse(utf8, nullptr, /*allow_exceptions=*/false);
  const bool has_items = root.is_object() && root.contains("items") && root["items"].is_array();
  if (!has_items) return fail(Code::bad_input, "no feed: JSON without an \"items\" list");
  EntryList list("json feed");
  list.feed().title = one_line(member(root, {"title"}));
  for (const json& item : root["items"]) {
    if (item.is_object())
      list.add(entry_from(item), member(item, {"url", "external_url", "id"}), base);
  }
  return list.finish();
}

}  // namespace saola::crawler
