#include "crawler/xml_tree.h"

#include <fmt/format.h>

#include "crawler/ascii.h"
#include "crawler/plain_text.h"

namespace saola::crawler {
namespace {

constexpr unsigned kParseFlags = pugi::parse_default | pugi::parse_ws_pcdata_single;

// "<" that begins no markup becomes "&lt;", NUL is dropped; CDATA sections stay as they are.
std::string without_stray_marks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    if (text.starts_with("<![CDATA[")) {
      const auto end = text.find("]]>");
      const auto bytes = end == std::string_view::npos ? text.size() : end + 3;
      out += text.substr(0, bytes);
      text.remove_prefix(bytes);
      continue;
    }
    const char next = text.size() > 1 ? text[1] : ' ';
    const bool is_markup =
        is_ascii_alpha(next) || next == '/' || next == '!' || next == '?' || next == '_';
    if (text[0] == '<' && !is_markup) {
      out += "&lt;";
    } else if (text[0] != '\0') {
      out += text[0];
    }
    text.remove_prefix(1);
  }
  return out;
}

bool load(pugi::xml_document& document, std::string_view utf8, std::string* damage) {
  const auto result =
      document.load_buffer(utf8.data(), utf8.size(), kParseFlags, pugi::encoding_utf8);
  if (damage != nullptr && !result) {
    *damage = fmt::format("{} at byte {}", result.description(), result.offset);
  }
  return static_cast<bool>(result);
}

bool is_name_end(char c) { return c == '>' || c == '/' || is_ascii_space(c); }

// Offset of "<name" with the name ending there, from `from` on.
std::size_t find_open(std::string_view low, std::string_view name, std::size_t from) {
  const std::string tag = "<" + std::string(name);
  for (auto at = low.find(tag, from); at != std::string_view::npos; at = low.find(tag, at + 1)) {
    const auto end = at + tag.size();
    if (end < low.size() && is_name_end(low[end])) return at;
  }
  return std::string_view::npos;
}

// The text between the tags of the first element called `name`, CDATA marks dropped, references decoded.
std::string cut_out(std::string_view element, std::string_view low, std::string_view name) {
  const auto open = find_open(low, name, 0);
  const auto start = open == std::string_view::npos ? open : low.find('>', open);
  if (start == std::string_view::npos) return {};
  const auto end = low.find("</" + std::string(name), start);
  if (end == std::string_view::npos) return {};
  std::string_view text = ascii_trimmed(element.substr(start + 1, end - start - 1));
  if (text.starts_with("<![CDATA[") && text.ends_with("]]>")) {
    return std::string(text.substr(9, text.size() - 12));
  }
  return decode_references(text);
}

void rescue_one(pugi::xml_node parent, std::string_view element, std::string_view name,
                const std::vector<std::string>& fields) {
  pugi::xml_document alone;
  if (load(alone, element, nullptr)) {
    parent.append_copy(alone.document_element());
    return;
  }
  const std::string low = ascii_lower(element);
  pugi::xml_node entry = parent.append_child(std::string(name).c_str());
  for (const std::string& field : fields) {
    const std::string text = cut_out(element, low, ascii_lower(field));
    if (!text.empty()) entry.append_child(field.c_str()).text().set(text.c_str());
  }
}

}  // namespace

void parse_xml(XmlTree& tree, std::string_view utf8) {
  tree.damage.clear();
  utf8 = utf8.substr(std::min(utf8.find('<'), utf8.size()));
  if (load(tree.document, utf8, nullptr)) return;
  load(tree.document, without_stray_marks(utf8), &tree.damage);
}

void rescue_elements(XmlTree& tree, std::string_view utf8, std::string_view element,
                     const std::vector<std::string>& fields) {
  const std::string text = without_stray_marks(utf8);
  const std::string low = ascii_lower(text);
  const std::string close = fmt::format("</{}>", element);
  tree.document.reset();
  pugi::xml_node root = tree.document.append_child("rescued");
  for (auto at = find_open(low, element, 0); at != std::string::npos;) {
    const auto next = find_open(low, element, at + 1);
    const std::string_view here = std::string_view(low).substr(at, next - at);
    const auto end = here.find(close);
    const auto bytes = end == std::string_view::npos ? here.size() : end + close.size();
    rescue_one(root, std::string_view(text).substr(at, bytes), element, fields);
    at = next;
  }
}

std::string local_name(const pugi::xml_node& node) {
  std::string_view name = node.name();
  if (const auto colon = name.find(':'); colon != std::string_view::npos) {
    name.remove_prefix(colon + 1);
  }
  return ascii_lower(name);
}

pugi::xml_node child_named(const pugi::xml_node& node,
                           std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const std::string wanted = ascii_lower(name);
    for (const pugi::xml_node& child : node.children()) {
      if (ascii_lower(child.name()) == wanted) return child;
    }
  }
  return {};
}

std::string text_of(const pugi::xml_node& node) {
  std::string out;
  struct Walker : pugi::xml_tree_walker {
    std::string* out = nullptr;
    bool for_each(pugi::xml_node& at) override {
      const bool is_text = at.type() == pugi::node_pcdata || at.type() == pugi::node_cdata;
      if (is_text) *out += at.value();
      return true;
    }
  } walker;
  walker.out = &out;
  pugi::xml_node copy = node;
  copy.traverse(walker);
  return out;
}

}  // namespace saola::crawler
