#include "crawler/opml.h"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <set>
#include <sstream>

#include "base/printable.h"
#include "crawler/ascii.h"
#include "crawler/charset.h"
#include "crawler/plain_text.h"
#include "crawler/xml_tree.h"

namespace saola::crawler {
namespace {

constexpr const char* kNamespace = "https://saola.example/opml";  // only has to be one's own
constexpr std::uint64_t kMegabyte = 1'000'000;

std::string attribute(const pugi::xml_node& node, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    for (const pugi::xml_attribute& found : node.attributes()) {
      if (ascii_lower(found.name()) == name) return one_line(found.value());
    }
  }
  return {};
}

DoorType type_of(const std::string& name) {
  if (name == "sitemap") return DoorType::sitemap;
  if (name == "page") return DoorType::page;
  return name == "feed" ? DoorType::feed : DoorType::any;
}

/// A whole number from 1; 0: none, or something else.
std::uint64_t number(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  constexpr std::uint64_t kMost = 1'000'000'000;
  const bool is_whole = error == std::errc() && end == text.data() + text.size();
  return is_whole && value <= kMost ? value : 0;
}

Door door_of(const pugi::xml_node& outline, Url url) {
  Door door;
  door.url = std::move(url);
  door.outlet = ascii_lower(attribute(outline, {"saola:outlet"}));
  if (door.outlet.empty()) door.outlet = registrable_domain(door.url.host);
  door.name = attribute(outline, {"text", "title"});
  if (door.name == door.url.str()) door.name.clear();  // OPML wants a text, a door needs no name
  door.section = attribute(outline, {"saola:section"});
  const bool is_inside = local_name(outline.parent()) == "outline";
  const bool is_ours = !attribute(outline, {"saola:outlet"}).empty();
  if (door.section.empty() && is_inside && !is_ours) {
    door.section = attribute(outline.parent(), {"text", "title"});
  }
  door.lang = ascii_lower(attribute(outline, {"language"}));
  door.tier = attribute(outline, {"saola:tier"});
  door.type = type_of(attribute(outline, {"saola:type"}));
  door.budget.requests = number(attribute(outline, {"saola:requests"}));
  door.budget.bytes = number(attribute(outline, {"saola:megabytes"})) * kMegabyte;
  return door;
}

void add(pugi::xml_node& node, const char* name, const std::string& value) {
  if (!value.empty()) node.append_attribute(name).set_value(value.c_str());
}

void add(pugi::xml_node& node, const char* name, std::uint64_t number) {
  if (number > 0) add(node, name, std::to_string(number));
}

void add_door(pugi::xml_node& outlet, const Door& door) {
  pugi::xml_node outline = outlet.append_child("outline");
  add(outline, "type",
      door.type == DoorType::page || door.type == DoorType::sitemap ? "link" : "rss");
  add(outline, "text", door.name.empty() ? door.url.str() : door.name);
  add(outline, "xmlUrl", door.url.str());
  add(outline, "language", door.lang);
  add(outline, "saola:outlet", door.outlet);
  add(outline, "saola:section", door.section);
  add(outline, "saola:tier", door.tier);
  if (door.type != DoorType::any) add(outline, "saola:type", std::string(to_string(door.type)));
  add(outline, "saola:requests", door.budget.requests);
  add(outline, "saola:megabytes", door.budget.bytes / kMegabyte);
}

/// Visits the outlines below a node in document order, however deep they lie.
template <typename Visit>
void each_outline(const pugi::xml_node& root, const Visit& visit) {
  struct Walker : pugi::xml_tree_walker {
    explicit Walker(const Visit& v) : visit_(v) {}
    bool for_each(pugi::xml_node& node) override {
      if (local_name(node) == "outline") visit_(node);
      return true;
    }
    const Visit& visit_;
  } walker(visit);
  pugi::xml_node start = root;
  start.traverse(walker);
}

}  // namespace

Result<FeedList> parse_opml(std::string_view bytes, std::string_view file) {
  XmlTree tree;
  parse_xml(tree, door_to_utf8(bytes, ""));
  const pugi::xml_node root = tree.document.document_element();
  if (local_name(root) != "opml") {
    return fail(Code::bad_input,
                fmt::format("{}: no OPML: its first element is <{}>", file,
                            ellipsis(printable(local_name(root)), 40)),
                "export the list from the feed reader as OPML");
  }
  FeedList list;
  std::set<std::string> seen;
  int number = 0;
  each_outline(root, [&](const pugi::xml_node& outline) {
    ++number;
    const std::string address = attribute(outline, {"xmlurl"});
    if (address.empty()) return;  // a folder
    auto url = parse_url(address);
    if (!url) {
      list.errors.push_back({Code::bad_input,
                             fmt::format("{}: outline {}: {}", file, number, url.error().message),
                             "mend its xmlUrl"});
      return;
    }
    if (!seen.insert(url->str()).second) return;
    list.doors.push_back(door_of(outline, std::move(*url)));
    list.doors.back().line = number;
  });
  if (!tree.damage.empty()) {
    list.errors.push_back(
        {Code::bad_input,
         fmt::format("{}: damaged markup, outlines may be missing: {}", file, tree.damage),
         {}});
  }
  return list;
}

std::string to_opml(std::span<const Door> doors) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("opml");
  root.append_attribute("version").set_value("2.0");
  root.append_attribute("xmlns:saola").set_value(kNamespace);
  root.append_child("head").append_child("title").text().set("Saola");
  pugi::xml_node body = root.append_child("body");
  std::map<std::string, pugi::xml_node> outlets;
  for (const Door& door : doors) {
    pugi::xml_node& outlet = outlets[door.outlet];
    if (!outlet) {
      outlet = body.append_child("outline");
      add(outlet, "text", door.outlet);
    }
    add_door(outlet, door);
  }
  std::ostringstream out;
  document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
  return out.str();
}

}  // namespace saola::crawler
