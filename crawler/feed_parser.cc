#include "crawler/feed_parser.h"

#include <fmt/format.h>

#include <optional>

#include "base/printable.h"
#include "crawler/ascii.h"
#include "crawler/entry_list.h"
#include "crawler/feed_date.h"
#include "crawler/plain_text.h"
#include "crawler/xml_tree.h"

namespace saola::crawler {
namespace {

// What rescue_elements looks for in an entry whose markup is broken.
const std::vector<std::string> kRescuedFields = {"title",   "link",    "guid",      "pubDate",
                                                 "dc:date", "updated", "summary",   "dc:creator",
                                                 "author",  "id",      "published", "description"};

bool looks_absolute(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

std::string trimmed_text(const pugi::xml_node& node) {
  return std::string(ascii_trimmed(text_of(node)));
}

// xml:base of the node or the nearest above it that has one (XML Base), else `base`.
Url base_of(pugi::xml_node node, const Url& base) {
  for (; node; node = node.parent()) {
    const std::string_view value = node.attribute("xml:base").value();
    if (value.empty()) continue;
    if (auto url = resolve_url(base, value)) return std::move(*url);
  }
  return base;
}

// RSS: <link>, else an <atom:link>, else a <guid> that is an address, else rdf:about.
std::string rss_link(const pugi::xml_node& item) {
  for (const auto names : {"feedburner:origLink", "link"}) {
    std::string link = trimmed_text(child_named(item, {names}));
    if (!link.empty()) return link;
  }
  const std::string_view href = child_named(item, {"atom:link", "link"}).attribute("href").value();
  if (!href.empty()) return std::string(href);
  const pugi::xml_node guid = child_named(item, {"guid"});
  std::string id = trimmed_text(guid);
  if (looks_absolute(id)) return id;
  return item.attribute("rdf:about").value();
}

FeedEntry rss_entry(const pugi::xml_node& item) {
  FeedEntry entry;
  entry.title = plain_text(text_of(child_named(item, {"title", "dc:title", "media:title"})));
  entry.summary = plain_text(
      text_of(child_named(item, {"description", "summary", "dc:description", "content:encoded"})),
      kMaxSummaryBytes);
  entry.author = plain_text(text_of(child_named(item, {"dc:creator", "author"})));
  entry.published_text = one_line(
      text_of(child_named(item, {"pubDate", "dc:date", "published", "dcterms:issued", "date"})));
  return entry;
}

// Atom: the alternate link, one to HTML before one to another type; else an id that is an address (RFC 4287, 4.2.7).
std::string atom_link(const pugi::xml_node& entry, const std::string& prefix) {
  std::string best;
  const std::string name = prefix + "link";  // pugixml's iterator keeps the pointer
  for (const pugi::xml_node& link : entry.children(name.c_str())) {
    const std::string_view rel = link.attribute("rel").value();
    const std::string_view type = link.attribute("type").value();
    if (!rel.empty() && rel != "alternate") continue;
    const bool is_html = type.empty() || type.find("html") != std::string_view::npos;
    if (best.empty() || is_html) best = link.attribute("href").value();
    if (best.empty()) best = trimmed_text(link);
    if (is_html && !best.empty()) break;
  }
  if (!best.empty()) return best;
  std::string id = trimmed_text(child_named(entry, {prefix + "id"}));
  return looks_absolute(id) ? id : std::string();
}

// A text construct: type html is HTML, the others are text (RFC 4287, 3.1).
std::string atom_text(const pugi::xml_node& node, std::size_t limit_bytes = 0) {
  const std::string_view type = node.attribute("type").value();
  const bool is_html = type == "html" || type == "text/html";
  return is_html ? plain_text(text_of(node), limit_bytes) : one_line(text_of(node), limit_bytes);
}

FeedEntry atom_entry(const pugi::xml_node& node, const std::string& prefix) {
  FeedEntry entry;
  entry.title = atom_text(child_named(node, {prefix + "title"}));
  entry.summary =
      atom_text(child_named(node, {prefix + "summary", prefix + "content"}), kMaxSummaryBytes);
  const pugi::xml_node author = child_named(node, {prefix + "author"});
  const pugi::xml_node name = child_named(author, {prefix + "name"});
  entry.author = one_line(text_of(name ? name : author));
  entry.published_text = one_line(
      text_of(child_named(node, {prefix + "published", prefix + "issued", prefix + "created"})));
  const std::string updated =
      one_line(text_of(child_named(node, {prefix + "updated", prefix + "modified"})));
  entry.modified = parse_feed_date(updated);
  return entry;
}

Feed read_rss(const pugi::xml_node& root, std::string format, const Url& base) {
  EntryList list(std::move(format));
  const pugi::xml_node channel = child_named(root, {"channel"});
  list.feed().title = plain_text(text_of(child_named(channel, {"title"})));
  for (const pugi::xml_node& parent :
       {channel, root}) {  // RSS 0.9x and RDF have items beside the channel
    for (const pugi::xml_node& item : parent.children()) {
      if (local_name(item) == "item")
        list.add(rss_entry(item), rss_link(item), base_of(item, base));
    }
  }
  return list.finish();
}

Feed read_atom(const pugi::xml_node& root, const Url& base) {
  EntryList list("atom");
  const std::string_view name = root.name();
  const auto colon = name.find(':');
  const std::string prefix(colon == std::string_view::npos ? "" : name.substr(0, colon + 1));
  list.feed().title = atom_text(child_named(root, {prefix + "title"}));
  const std::string entry = prefix + "entry";  // pugixml's iterator keeps the pointer
  for (const pugi::xml_node& node : root.children(entry.c_str())) {
    list.add(atom_entry(node, prefix), atom_link(node, prefix), base_of(node, base));
  }
  return list.finish();
}

std::string rss_format(const pugi::xml_node& root) {
  const std::string_view version = root.attribute("version").value();
  return version.empty() ? "rss" : fmt::format("rss {}", printable(version));
}

std::optional<Feed> read_tree(const pugi::xml_node& root, const Url& base) {
  const std::string name = local_name(root);
  if (name == "rss") return read_rss(root, rss_format(root), base);
  if (name == "rdf") return read_rss(root, "rdf", base);
  if (name == "channel") return read_rss(root.parent(), "rss", base);
  if (name == "feed") return read_atom(root, base);
  return std::nullopt;
}

Feed read_rescued(XmlTree& tree, std::string_view utf8, const Url& base) {
  const bool is_atom =
      utf8.find("<entry") != std::string_view::npos && utf8.find("<item") == std::string_view::npos;
  const std::string damage = tree.damage;
  rescue_elements(tree, utf8, is_atom ? "entry" : "item", kRescuedFields);
  const pugi::xml_node root = tree.document.document_element();
  Feed feed = is_atom ? read_atom(root, base) : read_rss(root, "rss", base);
  feed.damage = damage;
  return feed;
}

}  // namespace

Result<Feed> parse_xml_feed(std::string_view utf8, const Url& base) {
  XmlTree tree;
  parse_xml(tree, utf8);
  auto feed = read_tree(tree.document.document_element(), base);
  if (tree.damage.empty() && feed) return std::move(*feed);
  const std::string name = ellipsis(printable(tree.document.document_element().name()), 40);
  Feed rescued =
      tree.damage.empty() ? Feed() : read_rescued(tree, utf8, base);  // ends the old tree
  if (!rescued.entries.empty()) return rescued;
  if (feed) {
    feed->damage = tree.damage;
    return std::move(*feed);
  }
  return fail(Code::bad_input,
              name.empty() ? std::string("no feed: there is no XML in it")
                           : fmt::format("no feed: its first element is <{}>", name),
              "open the address in a browser; the feed may have moved");
}

}  // namespace saola::crawler
