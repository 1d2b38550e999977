// indexer/extract/dom.h
//
// A page's tree, laid flat: nodes in document order, each knowing its parent and where its subtree ends. Every walk is a
// loop over an array, so no page is too deep for the stack. The only place in extraction that knows gumbo.
//
// Source: WHATWG HTML tree construction, as gumbo 0.10 implements it.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saola::extract {

/// Elements that extraction tells apart; all others are `other`. Text nodes are `text`.
enum class Tag : std::uint8_t {
  text,
  other,
  a,
  abbr,
  address,
  article,
  aside,
  b,
  blockquote,
  body,
  br,
  button,
  caption,
  center,
  cite,
  dd,
  details,
  div,
  dl,
  dt,
  em,
  fieldset,
  figcaption,
  figure,
  footer,
  form,
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  head,
  header,
  hgroup,
  hr,
  html,
  i,
  iframe,
  img,
  input,
  label,
  legend,
  li,
  link,
  main,
  meta,
  nav,
  ol,
  p,
  pre,
  q,
  section,
  small,
  span,
  strong,
  sub,
  summary,
  sup,
  table,
  tbody,
  td,
  tfoot,
  th,
  thead,
  time,
  title,
  tr,
  ul,
  video,
};

struct Attribute {
  std::string_view name;   // lower case
  std::string_view value;  // character references decoded
};

struct Node {
  Tag tag = Tag::other;
  std::uint32_t parent = 0;  // the root is its own parent
  std::uint32_t end = 0;     // one past the last node of the subtree
  std::uint32_t first_attribute = 0;
  std::uint32_t attributes = 0;
  std::string_view text;  // of a text node: as decoded; of an `other` element: its name
};

/// Move-only owner of a parsed page. Views in nodes live as long as it does. Immutable after parse; thread-safe.
class Document {
 public:
  /// Never fails: any text is a page. @param lean  from lean_markup, whose bounds keep the time linear; kept.
  [[nodiscard]] static Document parse(std::string lean);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  [[nodiscard]] std::span<const Node> nodes() const { return nodes_; }
  [[nodiscard]] const Node& operator[](std::uint32_t index) const { return nodes_[index]; }
  [[nodiscard]] std::span<const Attribute> attributes(const Node& node) const;

  /// The value, or empty when the attribute is absent.
  [[nodiscard]] std::string_view attribute(const Node& node, std::string_view name) const;
  [[nodiscard]] bool has_attribute(const Node& node, std::string_view name) const;

  /// The text under the node, white space collapsed to single spaces and trimmed; no more nodes are read once there are
  /// `enough_bytes`.
  [[nodiscard]] std::string text_of(std::uint32_t index, std::size_t enough_bytes = 1U << 16) const;

 private:
  struct Memory;
  Document();
  std::unique_ptr<Memory> memory_;
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
};

/// Ends a paragraph, in a browser's default style.
[[nodiscard]] bool is_block(Tag tag);

/// 1 to 6 for h1 to h6, else 0.
[[nodiscard]] int heading_level(Tag tag);

/// Whether two elements of one line are set apart by style alone, without a space in the markup: "Hải Phòng" and
/// "Cơ quan".
[[nodiscard]] bool needs_gap(std::string_view before, std::string_view after);

/// Appends `text` with runs of white space (also U+00A0) as one space; a space at the start only if `out` does not end
/// with one or is empty.
void append_collapsed(std::string& out, std::string_view text);

}  // namespace saola::extract
