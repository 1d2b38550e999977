#include "indexer/extract/blocks.h"

#include <algorithm>

namespace saola::extract {
namespace {

constexpr std::uint32_t kLeastChars = 25;  // of running text
constexpr std::uint32_t kSentenceChars =
    80;  // a line this long that ends a sentence is a paragraph

bool ends_sentence(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  for (const std::string_view end : {".", "!", "?", ":", "\"", "”", "»", "…", "“", ")"})
    if (text.ends_with(end)) return true;
  return false;
}

bool has_sentence(std::string_view text) {
  for (const std::string_view mark : {". ", ", ", "? ", "! ", "。", "、", "।"})
    if (text.find(mark) != std::string_view::npos) return true;
  for (const std::string_view mark : {".", "!", "?", "…", "\"", "”", ":"})
    if (text.ends_with(mark)) return true;
  return false;
}

class Cutter {
 public:
  explicit Cutter(const Document& document) : document_(document) {
    const std::size_t size = document.nodes().size();
    out_.chars_before.resize(size + 1);
    out_.link_chars_before.resize(size + 1);
  }

  BlockList run() {
    const auto nodes = document_.nodes();
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      while (!open_.empty() && nodes[open_.back()].end <= i) leave();
      out_.chars_before[i] = chars_;
      out_.link_chars_before[i] = link_chars_;
      visit(i, nodes[i]);
    }
    while (!open_.empty()) leave();
    out_.chars_before[nodes.size()] = chars_;
    out_.link_chars_before[nodes.size()] = link_chars_;
    sum_running_text();
    return std::move(out_);
  }

 private:
  void sum_running_text() {
    auto& before = out_.running_before;
    before.assign(document_.nodes().size() + 1, 0);
    for (const Block& block : out_.blocks) before[block.first + 1] += running_text(out_, block);
    for (std::size_t i = 1; i < before.size(); ++i) before[i] += before[i - 1];
  }

  void visit(std::uint32_t i, const Node& node) {
    if (node.tag == Tag::text) return text(i, node.text);
    if (node.tag == Tag::head || node.tag == Tag::title) {
      unseen_end_ = std::max(unseen_end_, node.end);
      return;
    }
    if (node.tag == Tag::br) return line_break();
    if (node.tag == Tag::a && document_.has_attribute(node, "href")) {
      link_end_ = std::max(link_end_, node.end);
      new_link_ = i == last_link_end_;  // right behind another link
      last_link_end_ = node.end;
      ++block_.links;
    }
    if (node.tag == Tag::strong || node.tag == Tag::b)
      strong_end_ = std::max(strong_end_, node.end);
    if (!is_block(node.tag)) return;
    flush();
    open_.push_back(i);
  }

  void leave() {
    flush();
    open_.pop_back();
  }

  void text(std::uint32_t i, std::string_view raw) {
    if (i < unseen_end_) return;
    const std::size_t before = out_.pool.size();
    if (before == block_.begin) {
      while (!raw.empty() && static_cast<unsigned char>(raw.front()) <= ' ') raw.remove_prefix(1);
      if (raw.empty()) return;
      block_.first = i;
    }
    if (before > block_.begin && (new_link_ || needs_gap(out_.pool, raw)))
      append_collapsed(out_.pool, " ");
    append_collapsed(out_.pool, raw);
    const std::string_view added = std::string_view(out_.pool).substr(before);
    const bool solid = added.find_first_not_of(' ') != std::string_view::npos;
    if (!solid) return;
    breaks_ = 0;
    const std::uint32_t count = count_chars(added);
    chars_ += count;
    block_.chars += count;
    block_.last = i + 1;
    if (i < strong_end_) block_.strong_chars += count;
    new_link_ = false;
    if (i >= link_end_) return;
    link_chars_ += count;
    block_.link_chars += count;
  }

  void line_break() {
    const std::string_view line = std::string_view(out_.pool).substr(block_.begin);
    if (line.empty()) return;
    ++breaks_;
    const bool paragraph = block_.chars >= kSentenceChars && ends_sentence(line);
    if (breaks_ >= 2 || paragraph) return flush();
    append_collapsed(out_.pool, " ");
  }

  void flush() {
    std::string& pool = out_.pool;
    while (pool.size() > block_.begin && pool.back() == ' ') pool.pop_back();
    if (pool.size() > block_.begin) {
      block_.end = static_cast<std::uint32_t>(pool.size());
      place();
      out_.blocks.push_back(block_);
      pool += ' ';  // so that the next block's text is not joined to this one's
    }
    block_ = Block{};
    block_.begin = static_cast<std::uint32_t>(pool.size());
    breaks_ = 0;
  }

  void place() {
    block_.node = open_.empty() ? 0 : open_.back();
    block_.tag = document_[block_.node].tag;
    for (std::size_t i = open_.size(); i-- > 0 && open_.size() - i <= 4;) {
      const Tag tag = document_[open_[i]].tag;
      if (heading_level(tag) == 0 && tag != Tag::li && tag != Tag::blockquote && tag != Tag::td)
        continue;
      block_.tag = tag;
      return;
    }
  }

  const Document& document_;
  BlockList out_;
  Block block_;
  std::vector<std::uint32_t> open_;  // block elements around
  std::uint32_t chars_ = 0;
  std::uint32_t link_chars_ = 0;
  std::uint32_t link_end_ = 0;
  std::uint32_t strong_end_ = 0;
  std::uint32_t unseen_end_ = 0;
  std::uint32_t breaks_ = 0;
  std::uint32_t last_link_end_ = 0;
  bool new_link_ = false;  // a link begins that nothing parts from the one before
};

}  // namespace

std::string_view to_string(Drop drop) {
  switch (drop) {
    case Drop::none:
      return "kept";
    case Drop::unseen:
      return "hidden";
    case Drop::furniture:
      return "page furniture";
    case Drop::related:
      return "related links";
    case Drop::share:
      return "share bar";
    case Drop::comment:
      return "comments";
    case Drop::advert:
      return "advertisement";
    case Drop::signup:
      return "sign-up";
    case Drop::caption:
      return "caption";
    case Drop::byline:
      return "byline";
    case Drop::date:
      return "date line";
    case Drop::author_box:
      return "author box";
    case Drop::media:
      return "media player";
    case Drop::title:
      return "title";
    case Drop::links:
      return "link list";
    case Drop::outside:
      return "outside the body";
    case Drop::prompt:
      return "prompt";
    case Drop::after_end:
      return "after the end";
    case Drop::before_start:
      return "before the start";
    case Drop::heading:
      return "heading of nothing";
    case Drop::duplicate:
      return "said before";
    case Drop::foreign:
      return "made unlike the body";
  }
  return "dropped";
}

BlockList cut_blocks(const Document& document) { return Cutter(document).run(); }

std::uint32_t running_text(const BlockList& list, const Block& block) {
  if (heading_level(block.tag) != 0 || block.is_linkish() || block.chars < kLeastChars) return 0;
  const std::uint32_t plain = block.plain_chars();
  if (!has_sentence(list.text(block))) return plain >= 200 ? plain / 2 : 0;
  return plain >= 60 ? plain : plain / 2;
}

std::uint32_t count_chars(std::string_view text) {
  return static_cast<std::uint32_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace saola::extract
