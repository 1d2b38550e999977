#include "crawler/entry_list.h"

#include "crawler/feed_date.h"
#include "crawler/plain_text.h"

namespace saola::crawler {

namespace {

std::optional<Url> link_from(std::string_view reference, const Url& base) {
  if (reference.empty() || reference.size() > kMaxUrlBytes) return std::nullopt;
  auto url = resolve_url(base, reference);
  if (!url || url->str().size() > kMaxUrlBytes) return std::nullopt;
  return std::move(*url);
}

void shorten(std::string& text) {
  if (text.size() > kMaxTitleBytes) text = one_line(text, kMaxTitleBytes);
}

}  // namespace

void EntryList::add(FeedEntry entry, std::string_view reference, const Url& base) {
  if (feed_.entries.size() >= kMostEntries) return;
  auto url = link_from(reference, base);
  if (!url) {
    ++feed_.without_link;
    return;
  }
  if (!seen_.insert(canonical_url(*url).str()).second) return;
  entry.url = std::move(*url);
  shorten(entry.title);
  shorten(entry.author);
  shorten(entry.published_text);
  feed_.entries.push_back(std::move(entry));
}

Feed EntryList::finish() {
  std::vector<std::string> texts;
  texts.reserve(feed_.entries.size());
  for (const FeedEntry& entry : feed_.entries) texts.push_back(entry.published_text);
  const DateOrder order = guess_date_order(texts);
  for (FeedEntry& entry : feed_.entries) {
    if (entry.published_text.empty()) continue;
    entry.published = parse_feed_date(entry.published_text, order);
    if (!entry.published) ++feed_.unread_dates;
  }
  return std::move(feed_);
}

}  // namespace saola::crawler
