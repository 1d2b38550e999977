#include "indexer/extract/foreign_parts.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace saola::extract {
namespace {

constexpr double kPrevailing = 0.5;  // of the body's running text in one make: the body has a make
constexpr double kRare = 0.08;       // less than this share in a make: the make is foreign
constexpr std::uint32_t kMostRare =
    1000;  // code points of running text; a long part is not thrown away
constexpr int kMostLevels = 12;
constexpr std::size_t kMostHeadings = 8;  // in a row

// How a block hangs under the container.
struct Make {
  std::size_t hash = 0;       // of the elements between, by tag and first class
  std::size_t innermost = 0;  // of the lowest of them alone; 0: the block hangs directly
  bool exempt = false;        // a quotation or a table: set apart in every body
};

class Judge {
 public:
  Judge(const Document& document, BlockList& list, std::uint32_t container)
      : document_(document), list_(list), container_(container) {}

  void run() {
    for (std::size_t i = 0; i < list_.blocks.size(); ++i)
      if (list_.blocks[i].drop == Drop::none) weigh(i);
    const auto prevailing = std::find_if(makes_.begin(), makes_.end(), [&](const Make& make) {
      return weights_.at(make.hash) >= kPrevailing * total_;
    });
    if (prevailing == makes_.end()) return;
    innermost_ = prevailing->innermost;
    for (std::size_t k = 0; k < indices_.size(); ++k)
      if (is_foreign(k)) list_.blocks[indices_[k]].drop = Drop::foreign;
  }

 private:
  void weigh(std::size_t i) {
    const double running = running_text(list_, list_.blocks[i]);
    makes_.push_back(make_of(list_.blocks[i]));
    indices_.push_back(i);
    weights_[makes_.back().hash] += running;
    total_ += running;
  }

  // Lists, headings and paragraphs take the make of what holds them.
  static bool is_leaf(Tag tag) {
    return tag == Tag::p || tag == Tag::li || tag == Tag::ul || tag == Tag::ol ||
           heading_level(tag) != 0;
  }

  Make make_of(const Block& block) const {
    Make make;
    bool leaf = true;
    std::uint32_t node = block.node;
    for (int level = 0; level < kMostLevels && node > container_; ++level) {
      const Node& at = document_[node];
      make.exempt |= at.tag == Tag::blockquote || at.tag == Tag::table || at.tag == Tag::pre;
      const std::string_view name = first_class(at);
      leaf = leaf && (is_leaf(at.tag) || name.empty());
      if (!leaf) {
        make.hash = make.hash * 31 + std::hash<std::string_view>{}(name) + std::size_t(at.tag);
        if (make.innermost == 0) make.innermost = make.hash;
      }
      node = at.parent;
    }
    return make;
  }

  [[nodiscard]] std::string_view first_class(const Node& node) const {
    std::string_view names = document_.attribute(node, "class");
    names.remove_prefix(std::min(names.find_first_not_of(" \t\r\n"), names.size()));
    return names.substr(0, names.find_first_of(" \t\r\n"));
  }

  bool is_foreign(std::size_t k) const {
    const Make& make = makes_[k];
    if (make.innermost == 0 || make.innermost == innermost_ || make.exempt) return false;
    const double weight = weights_.at(make.hash);
    if (weight >= kRare * total_ || weight > kMostRare) return false;
    return !heads_story(k);
  }

  // A heading alone in its elements belongs to the text that stands beside them.
  bool heads_story(std::size_t k) const {
    const Block& block = list_.blocks[indices_[k]];
    if (heading_level(block.tag) == 0) return false;
    std::uint32_t node = block.node;
    while (node > container_ && list_.chars(document_, node) <= block.chars + 2)
      node = document_[node].parent;
    if (node <= container_) return true;
    std::size_t next = k + 1;
    const std::size_t last = std::min(indices_.size(), k + kMostHeadings);
    while (next < last && heading_level(list_.blocks[indices_[next]].tag) != 0) ++next;
    return next < last && list_.blocks[indices_[next]].first < document_[node].end &&
           !is_foreign(next);
  }

  const Document& document_;
  BlockList& list_;
  std::uint32_t container_;
  std::vector<std::size_t> indices_;  // of the blocks kept so far
  std::vector<Make> makes_;           // of the same
  std::unordered_map<std::size_t, double> weights_;
  double total_ = 0;
  std::size_t innermost_ = 0;  // of the prevailing make
};

}  // namespace

void drop_foreign_parts(const Document& document, BlockList& list, std::uint32_t container) {
  Judge(document, list, container).run();
}

}  // namespace saola::extract
