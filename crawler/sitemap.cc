#include "crawler/sitemap.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/printable.h"
#include "crawler/ascii.h"
#include "crawler/entry_list.h"
#include "crawler/feed_date.h"
#include "crawler/plain_text.h"
#include "crawler/xml_tree.h"

namespace saola::crawler {
namespace {

// The first child with this local name: sitemaps use any prefix for the news extension.
pugi::xml_node child_local(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& child : node.children()) {
    if (local_name(child) == name) return child;
  }
  return {};
}

std::string line_of(const pugi::xml_node& node, std::string_view child) {
  return one_line(text_of(child_local(node, child)));
}

FeedEntry sitemap_entry(const pugi::xml_node& url) {
  FeedEntry entry;
  const pugi::xml_node news = child_local(url, "news");
  entry.title = plain_text(text_of(child_local(news, "title")));
  entry.published_text = line_of(news, "publication_date");
  entry.modified = parse_feed_date(line_of(url, "lastmod"));
  return entry;
}

Feed read_urls(const pugi::xml_node& root, const Url& base) {
  EntryList list("sitemap");
  for (const pugi::xml_node& url : root.children()) {
    if (local_name(url) == "url") list.add(sitemap_entry(url), line_of(url, "loc"), base);
  }
  return list.finish();
}

Feed read_index(const pugi::xml_node& root, const Url& base) {
  Feed feed;
  feed.format = "sitemap index";
  for (const pugi::xml_node& sitemap : root.children()) {
    if (local_name(sitemap) != "sitemap") continue;
    auto url = resolve_url(base, line_of(sitemap, "loc"));
    if (!url) {
      ++feed.without_link;
      continue;
    }
    feed.sitemaps.push_back({std::move(*url), parse_feed_date(line_of(sitemap, "lastmod"))});
  }
  return feed;
}

const std::vector<std::string> kRescuedFields = {"loc", "lastmod"};

// "posts-9.xml" before "posts-12.xml": numbers as wide as the longest that counts pages or days.
std::string with_wide_numbers(std::string_view text) {
  constexpr std::size_t kDigits = 12;
  std::string out;
  while (!text.empty()) {
    const auto number = std::min(text.find_first_of("0123456789"), text.size());
    out += text.substr(0, number);
    text.remove_prefix(number);
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits > 0 && digits < kDigits) out.append(kDigits - digits, '0');
    out += text.substr(0, digits);
    text.remove_prefix(digits);
  }
  return out;
}

}  // namespace

Result<Feed> parse_sitemap(std::string_view utf8, const Url& base) {
  XmlTree tree;
  parse_xml(tree, utf8);
  const std::string name = local_name(tree.document.document_element());
  const bool is_index = name == "sitemapindex";
  if (!is_index && name != "urlset") {
    return fail(Code::bad_input, fmt::format("no sitemap: its first element is <{}>",
                                             ellipsis(printable(name), 40)));
  }
  const std::string damage = tree.damage;
  if (!damage.empty()) rescue_elements(tree, utf8, is_index ? "sitemap" : "url", kRescuedFields);
  const pugi::xml_node root = tree.document.document_element();
  Feed feed = is_index ? read_index(root, base) : read_urls(root, base);
  feed.damage = damage;
  return feed;
}

std::vector<SitemapLink> pick_sitemaps(std::vector<SitemapLink> links, Instant since,
                                       std::size_t limit) {
  std::erase_if(
      links, [&](const SitemapLink& link) { return link.modified && link.modified->utc < since; });
  const auto rank = [](const SitemapLink& link) {
    const bool is_news = ascii_lower(link.url.target()).find("news") != std::string::npos;
    const Instant modified = link.modified ? link.modified->utc : Instant();
    return std::make_tuple(is_news, modified, with_wide_numbers(link.url.str()));
  };
  std::sort(links.begin(), links.end(),
            [&](const SitemapLink& a, const SitemapLink& b) { return rank(a) > rank(b); });
  if (links.size() > limit) links.resize(limit);
  return links;
}

}  // namespace saola::crawler
