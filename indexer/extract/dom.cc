#include "indexer/extract/dom.h"

#include <gumbo.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

#include "base/utf8.h"

namespace saola::extract {
namespace {

struct NamedTag {
  const char* name;
  Tag tag;
};

constexpr NamedTag kTags[] = {
    {"a", Tag::a},
    {"abbr", Tag::abbr},
    {"address", Tag::address},
    {"article", Tag::article},
    {"aside", Tag::aside},
    {"b", Tag::b},
    {"blockquote", Tag::blockquote},
    {"body", Tag::body},
    {"br", Tag::br},
    {"button", Tag::button},
    {"caption", Tag::caption},
    {"center", Tag::center},
    {"cite", Tag::cite},
    {"dd", Tag::dd},
    {"details", Tag::details},
    {"div", Tag::div},
    {"dl", Tag::dl},
    {"dt", Tag::dt},
    {"em", Tag::em},
    {"fieldset", Tag::fieldset},
    {"figcaption", Tag::figcaption},
    {"figure", Tag::figure},
    {"footer", Tag::footer},
    {"form", Tag::form},
    {"h1", Tag::h1},
    {"h2", Tag::h2},
    {"h3", Tag::h3},
    {"h4", Tag::h4},
    {"h5", Tag::h5},
    {"h6", Tag::h6},
    {"head", Tag::head},
    {"header", Tag::header},
    {"hgroup", Tag::hgroup},
    {"hr", Tag::hr},
    {"html", Tag::html},
    {"i", Tag::i},
    {"iframe", Tag::iframe},
    {"img", Tag::img},
    {"input", Tag::input},
    {"label", Tag::label},
    {"legend", Tag::legend},
    {"li", Tag::li},
    {"link", Tag::link},
    {"main", Tag::main},
    {"meta", Tag::meta},
    {"nav", Tag::nav},
    {"ol", Tag::ol},
    {"p", Tag::p},
    {"pre", Tag::pre},
    {"q", Tag::q},
    {"section", Tag::section},
    {"small", Tag::small},
    {"span", Tag::span},
    {"strong", Tag::strong},
    {"sub", Tag::sub},
    {"summary", Tag::summary},
    {"sup", Tag::sup},
    {"table", Tag::table},
    {"tbody", Tag::tbody},
    {"td", Tag::td},
    {"tfoot", Tag::tfoot},
    {"th", Tag::th},
    {"thead", Tag::thead},
    {"time", Tag::time},
    {"title", Tag::title},
    {"tr", Tag::tr},
    {"ul", Tag::ul},
    {"video", Tag::video},
};

using TagTable = std::array<Tag, static_cast<std::size_t>(GUMBO_TAG_LAST) + 1>;

TagTable make_tag_table() {
  TagTable table;
  table.fill(Tag::other);
  for (const NamedTag& entry : kTags)
    table[static_cast<std::size_t>(gumbo_tag_enum(entry.name))] = entry.tag;
  table[static_cast<std::size_t>(GUMBO_TAG_UNKNOWN)] = Tag::other;
  return table;
}

Tag tag_of(GumboTag tag) {
  static const TagTable table = make_tag_table();
  return table[static_cast<std::size_t>(tag)];
}

constexpr std::size_t kLeastChunk = 16U << 10;
constexpr std::size_t kMostChunk = 4U << 20;

// Gives memory in order and takes it back all at once: gumbo's own clean-up, which recurses, is never called. Small pieces that
// gumbo gives back while it parses are given out again.
class Arena {
 public:
  // Gumbo takes some four bytes for each one of lean markup: a few chunks, the last of them not much too large.
  void expect(std::size_t source_bytes) {
    chunk_bytes_ = std::clamp(source_bytes / 2, kLeastChunk, kMostChunk);
  }

  void* allocate(std::size_t bytes) {
    const std::size_t units = (bytes + kUnit - 1) / kUnit;
    if (units < free_.size() && free_[units] != nullptr) {
      Piece* piece = free_[units];
      free_[units] = piece->next;
      return &piece->next;
    }
    const std::size_t size = kUnit + std::max<std::size_t>(units, 1) * kUnit;
    if (size > left_) grow(size);
    Piece* piece = new (next_) Piece{units, nullptr};
    next_ += size;
    left_ -= size;
    return &piece->next;
  }

  void release(void* pointer) {
    if (pointer == nullptr) return;
    auto* piece = reinterpret_cast<Piece*>(static_cast<std::byte*>(pointer) - kUnit);
    if (piece->units >= free_.size()) return;
    piece->next = free_[piece->units];
    free_[piece->units] = piece;
  }

 private:
  static constexpr std::size_t kUnit = 8;  // bytes; no type of gumbo's needs to be aligned at more

  struct Piece {
    std::size_t units;  // given out behind this field
    Piece* next;        // while it is free; given out from here on
  };
  static_assert(sizeof(Piece) == 2 * kUnit && alignof(Piece) == kUnit);

  void grow(std::size_t bytes) {
    const std::size_t size = std::max(bytes, chunk_bytes_);
    chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
    next_ = chunks_.back().get();
    left_ = size;
  }

  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::array<Piece*, 128> free_{};  // by units
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t chunk_bytes_ = kLeastChunk;
};

void* arena_allocate(void* arena, std::size_t bytes) {
  return static_cast<Arena*>(arena)->allocate(bytes);
}
void arena_release(void* arena, void* pointer) { static_cast<Arena*>(arena)->release(pointer); }

std::string_view view_of(const char* text) { return text == nullptr ? "" : text; }

bool is_text(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
         node.type == GUMBO_NODE_CDATA;
}

const GumboVector* children_of(const GumboNode& node) {
  if (node.type == GUMBO_NODE_DOCUMENT) return &node.v.document.children;
  if (node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE)
    return &node.v.element.children;
  return nullptr;
}

char32_t last_char(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (text[at] & 0xC0) == 0x80) --at;
  return decode_utf8(text, at).value;
}

std::string_view custom_name(const GumboElement& element) {
  std::string_view name(element.original_tag.data, element.original_tag.length);
  if (name.starts_with('<')) name.remove_prefix(1);
  return name.substr(0, name.find_first_of(" />\t\n\r\f"));
}

}  // namespace

struct Document::Memory {
  std::string source;  // gumbo's nodes point into it
  Arena arena;
};

namespace {

// Copies gumbo's tree into arrays, without recursion.
class Flattener {
 public:
  Flattener(std::vector<Node>& nodes, std::vector<Attribute>& attributes)
      : nodes_(nodes), attributes_(attributes) {}

  void run(const GumboNode& root) {
    enter(root, 0);
    while (!open_.empty()) {
      Open& top = open_.back();
      if (top.next == top.children->length) {
        nodes_[top.index].end = static_cast<std::uint32_t>(nodes_.size());
        open_.pop_back();
        continue;
      }
      const auto& child = *static_cast<const GumboNode*>(top.children->data[top.next++]);
      enter(child, top.index);
    }
  }

 private:
  struct Open {
    const GumboVector* children;
    unsigned next;
    std::uint32_t index;
  };

  void enter(const GumboNode& from, std::uint32_t parent) {
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    const GumboVector* children = children_of(from);
    if (children == nullptr && !is_text(from)) return;
    Node node;
    node.parent = parent;
    node.end = index + 1;
    if (is_text(from)) {
      node.tag = Tag::text;
      node.text = view_of(from.v.text.text);
    } else {
      element(from, node);
    }
    nodes_.push_back(node);
    if (children != nullptr) open_.push_back({children, 0, index});
  }

  void element(const GumboNode& from, Node& node) {
    if (from.type == GUMBO_NODE_DOCUMENT) return;
    const GumboElement& element = from.v.element;
    node.tag = tag_of(element.tag);
    if (node.tag == Tag::other) node.text = custom_name(element);
    node.first_attribute = static_cast<std::uint32_t>(attributes_.size());
    node.attributes = element.attributes.length;
    for (unsigned i = 0; i < element.attributes.length; ++i) {
      const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
      attributes_.push_back({view_of(attribute.name), view_of(attribute.value)});
    }
  }

  std::vector<Node>& nodes_;
  std::vector<Attribute>& attributes_;
  std::vector<Open> open_;
};

}  // namespace

Document::Document() : memory_(std::make_unique<Memory>()) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Document Document::parse(std::string lean) {
  Document document;
  document.memory_->source = std::move(lean);
  document.memory_->arena.expect(document.memory_->source.size());
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = arena_allocate;
  options.deallocator = arena_release;
  options.userdata = &document.memory_->arena;
  options.max_errors = 0;
  const std::string& source = document.memory_->source;
  const GumboOutput* output = gumbo_parse_with_options(&options, source.data(), source.size());
  document.nodes_.reserve(source.size() / 40 + 16);
  Flattener(document.nodes_, document.attributes_).run(*output->document);
  return document;
}

std::span<const Attribute> Document::attributes(const Node& node) const {
  return std::span(attributes_).subspan(node.first_attribute, node.attributes);
}

std::string_view Document::attribute(const Node& node, std::string_view name) const {
  for (const Attribute& attribute : attributes(node))
    if (attribute.name == name) return attribute.value;
  return {};
}

bool Document::has_attribute(const Node& node, std::string_view name) const {
  const auto all = attributes(node);
  return std::any_of(all.begin(), all.end(), [&](const Attribute& a) { return a.name == name; });
}

std::string Document::text_of(std::uint32_t index, std::size_t enough_bytes) const {
  std::string out;
  for (std::uint32_t i = index; i < nodes_[index].end && out.size() < enough_bytes; ++i) {
    const Node& node = nodes_[i];
    if (node.tag == Tag::text && needs_gap(out, node.text)) out += ' ';
    if (node.tag == Tag::text) append_collapsed(out, node.text);
    if (is_block(node.tag) || node.tag == Tag::br) append_collapsed(out, " ");
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

bool is_block(Tag tag) {
  switch (tag) {
    case Tag::text:
    case Tag::a:
    case Tag::abbr:
    case Tag::b:
    case Tag::br:
    case Tag::button:
    case Tag::cite:
    case Tag::em:
    case Tag::i:
    case Tag::iframe:
    case Tag::img:
    case Tag::input:
    case Tag::label:
    case Tag::q:
    case Tag::small:
    case Tag::span:
    case Tag::strong:
    case Tag::sub:
    case Tag::sup:
    case Tag::time:
    case Tag::other:
      return false;
    default:
      return true;
  }
}

int heading_level(Tag tag) {
  if (tag < Tag::h1 || tag > Tag::h6) return 0;
  return static_cast<int>(tag) - static_cast<int>(Tag::h1) + 1;
}

bool needs_gap(std::string_view before, std::string_view after) {
  if (before.empty() || after.empty()) return false;
  const auto left = static_cast<UChar32>(last_char(before));
  const auto right = static_cast<UChar32>(decode_utf8(after, 0).value);
  return (u_islower(left) || u_isdigit(left)) && u_isupper(right);
}

void append_collapsed(std::string& out, std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool wide =
        c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0xA0;
    if (c <= ' ' || wide) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      i += wide ? 2 : 1;
      continue;
    }
    std::size_t end = i + 1;
    while (end < text.size() && static_cast<unsigned char>(text[end]) > ' ' &&
           static_cast<unsigned char>(text[end]) != 0xC2)
      ++end;
    out.append(text.substr(i, end - i));
    i = end;
  }
}

}  // namespace saola::extract
