#include "indexer/extract/body_container.h"

#include <algorithm>
#include <string>
#include <vector>

#include "indexer/extract/main_text.h"
#include "indexer/extract/names.h"
#include "indexer/extract/text_key.h"

namespace saola::extract {
namespace {

constexpr int kLevels = 7;           // ancestors that a block speaks for
constexpr double kFade = 0.65;       // of a block's weight that goes one level up
constexpr double kGrowth = 0.25;     // a parent is taken when it adds this share of running text
constexpr double kSameMake = 4.0;    // how much more a part of the same tag and class counts
constexpr double kBeforeBody = 3.0;  // and one between title and body
constexpr double kLinkShare = 0.3;   // of a part's text: more, and it lists other pages
constexpr std::uint32_t kNearTitle =
    2000;  // code points of running text behind the title that count more
constexpr double kBehindTitle = 2.5;
constexpr double kWitnessed = 2.5;  // a block that stands in JSON-LD articleBody

class Finder {
 public:
  Finder(const Document& document, const BlockList& list, std::span<const std::uint32_t> hints,
         const Witnesses& witnesses)
      : document_(document),
        list_(list),
        hints_(hints),
        body_key_(list.blocks.size() < 5000 ? key_of(witnesses.article_body.substr(0, 200'000))
                                            : ""),
        title_(witnesses.title_node) {}

  std::uint32_t run() {
    weigh();
    const std::uint32_t best = strongest();
    return best == 0 ? 0 : climb(best);
  }

 private:
  void weigh() {
    const std::size_t size = document_.nodes().size();
    score_.assign(size, 0.0);
    before_.assign(size + 1, 0.0);
    for (const Block& block : list_.blocks) {
      if (block.drop != Drop::none) continue;
      const double weight = weight_of(block);
      if (weight <= 0) continue;
      before_[block.first + 1] += weight;
      credit(block, weight);
    }
    for (std::size_t i = 1; i <= size; ++i) before_[i] += before_[i - 1];
  }

  double weight_of(const Block& block) const {
    double weight = std::min<std::uint32_t>(running_text(list_, block), 1500);
    if (weight > 0 && body_key_.size() > 200 && block.chars > 40 &&
        body_key_.find(key_of(list_.text(block))) != std::string::npos)
      weight *= kWitnessed;
    if (title_ != 0 && block.first > title_ &&
        list_.running_before[block.first] - list_.running_before[title_] < kNearTitle)
      weight *= kBehindTitle;
    return weight;
  }

  void credit(const Block& block, double weight) {
    std::uint32_t node = block.node;
    const Tag tag = document_[node].tag;
    if (tag == Tag::p || tag == Tag::li || tag == Tag::blockquote || tag == Tag::pre)
      node = document_[node].parent;
    for (int level = 0; level < kLevels && node != 0; ++level) {
      const Node& at = document_[node];
      if (at.tag == Tag::html) break;
      score_[node] += weight;
      weight *= kFade;
      node = at.parent;
    }
  }

  [[nodiscard]] double weight_under(std::uint32_t node) const {
    return before_[document_[node].end] - before_[node];
  }

  [[nodiscard]] double favour(std::uint32_t node) const {
    const Node& at = document_[node];
    if (document_.attribute(at, "itemprop") == "articleBody") return 1.8;
    if ((hints_[node] & kHintBody) != 0) return 1.3;
    return at.tag == Tag::article ? 1.1 : 1.0;
  }

  [[nodiscard]] std::uint32_t strongest() const {
    std::uint32_t best = 0;
    double most = 0;
    for (std::uint32_t i = 1; i < score_.size(); ++i) {
      if (score_[i] <= 0) continue;
      const double score = score_[i] * favour(i);
      if (score <= most) continue;
      most = score;
      best = i;
    }
    return best;
  }

  // Upwards while there is much more of the same beside it.
  [[nodiscard]] std::uint32_t climb(std::uint32_t node) const {
    std::uint32_t best = node;
    double held = weight_under(node);
    for (std::uint32_t at = node; document_[at].parent != at; at = document_[at].parent) {
      const std::uint32_t up = document_[at].parent;
      if (document_[up].tag == Tag::body || document_[up].tag == Tag::html) break;
      const double beside = story_beside(up, at);
      if (beside > kGrowth * held) {
        best = up;
        held += beside;
      }
      if (document_[up].tag == Tag::article) break;
    }
    return best;
  }

  // A part that is made like the body's own, or stands between the title and the body, is likelier a part of the story.
  [[nodiscard]] double kinship(std::uint32_t part, std::uint32_t path) const {
    const Node& a = document_[part];
    const Node& b = document_[path];
    const std::string_view name = document_.attribute(a, "class");
    if (a.tag == b.tag && !name.empty() && name == document_.attribute(b, "class"))
      return kSameMake;
    return title_ != 0 && part > title_ && part < path ? kBeforeBody : 1.0;
  }

  // Weight of those children of `up`, other than `path`, that read like parts of the story.
  [[nodiscard]] double story_beside(std::uint32_t up, std::uint32_t path) const {
    double sum = 0;
    for (std::uint32_t child = up + 1; child < document_[up].end; child = document_[child].end) {
      if (child == path) continue;
      const double weight = weight_under(child);
      if (weight <= 0) continue;
      const double links = list_.link_chars(document_, child);
      if (links < kLinkShare * list_.chars(document_, child)) sum += weight * kinship(child, path);
    }
    return sum;
  }

  const Document& document_;
  const BlockList& list_;
  std::span<const std::uint32_t> hints_;
  std::string body_key_;
  std::uint32_t title_;
  std::vector<double> score_;
  std::vector<double> before_;  // weight of blocks that begin before node i
};

}  // namespace

std::uint32_t find_body(const Document& document, const BlockList& list,
                        std::span<const std::uint32_t> hints, const Witnesses& witnesses) {
  return Finder(document, list, hints, witnesses).run();
}

}  // namespace saola::extract
