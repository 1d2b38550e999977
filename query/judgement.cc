#include "query/judgement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "query/nearness.h"

namespace saola::query {

namespace {

class Gatherer {
 public:
  explicit Gatherer(const Reading& reading) : reading_(reading) {}

  // @param node  holds.
  void gather(const Node& node) {
    if (node.kind == NodeKind::none_of || asks_for_few(node)) return;
    if (node.kind == NodeKind::joined) {
      append(node, together_);
      return;
    }
    if (node.children.empty()) append(node, alone_);
    for (const Node& child : node.children) {
      if (node.kind == NodeKind::count || reading_.holds(child)) gather(child);
    }
  }

  [[nodiscard]] std::vector<Find> finds() const {
    auto finds = together_.empty() ? alone_ : together_;
    std::stable_sort(finds.begin(), finds.end(), [](const Find& a, const Find& b) {
      return std::tuple(!a.in_title, a.first) < std::tuple(!b.in_title, b.first);
    });
    return finds;
  }

 private:
  void append(const Node& node, std::vector<Find>& finds) const {
    const auto more = reading_.finds(node);
    finds.insert(finds.end(), more.begin(), more.end());
  }

  const Reading& reading_;
  std::vector<Find> together_;
  std::vector<Find> alone_;
};

Standing standing_of(const Reading& reading, const std::vector<Find>& finds,
                     std::size_t sentences) {
  if (finds.empty()) return Standing::nowhere;
  if (finds.front().in_title) return Standing::title;
  const auto is_in_lead = [&](const Find& find) { return reading.is_in_lead(find); };
  if (std::any_of(finds.begin(), finds.end(), is_in_lead)) return Standing::lead;
  return sentences > 1 ? Standing::body : Standing::passing;
}

int place_points(Standing standing) {
  if (standing == Standing::title) return 30;
  if (standing == Standing::lead) return 20;
  return standing == Standing::body ? 10 : 0;
}

// 4 for each sentence beside the first, 20 at most.
int sentence_points(std::size_t sentences) {
  return 4 * static_cast<int>(std::clamp<std::size_t>(sentences, 1, 6) - 1);
}

}  // namespace

Judgement judge(const Reading& reading, const Node& bound) {
  Judgement judgement;
  judgement.counts = reading.holds(bound);
  if (!judgement.counts) {
    judgement.score =
        static_cast<int>(std::lround((kCountingScore - 1) * nearness(reading, bound)));
    return judgement;
  }
  Gatherer gatherer(reading);
  gatherer.gather(bound);
  const auto finds = gatherer.finds();
  const Find* last = nullptr;  // of the sentence before
  for (const Find& find : finds) {
    if (last != nullptr && reading.same_sentence(*last, find)) continue;
    judgement.evidence.push_back({reading.sentence_span(find), reading.sentence(find)});
    last = &find;
  }
  judgement.standing = standing_of(reading, finds, judgement.evidence.size());
  judgement.score = kCountingScore + place_points(judgement.standing) +
                    sentence_points(judgement.evidence.size());
  return judgement;
}

std::string score_in_words(const Judgement& judgement) {
  if (!judgement.counts) {
    return fmt::format("{} is the most for an article that does not count", kCountingScore - 1);
  }
  std::string words = fmt::format("{} for counting", kCountingScore);
  if (const int points = place_points(judgement.standing); points > 0) {
    words += fmt::format(", {} for its place", points);
  }
  if (const int points = sentence_points(judgement.evidence.size()); points > 0) {
    words += fmt::format(", {} for more than one sentence", points);
  }
  return words;
}

}  // namespace saola::query
