#include "query/judgement.h"

#include <algorithm>
#include <tuple>

namespace saola::query {

namespace {

bool asks_for_few(const Node& node) {
  return node.kind == NodeKind::count &&
         (node.comparison == Comparison::at_most || node.comparison == Comparison::fewer_than ||
          node.number == 0);
}

class Evidence {
 public:
  explicit Evidence(const Reading& reading) : reading_(reading) {}

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

}  // namespace

std::string_view name_of(Standing standing) {
  switch (standing) {
    case Standing::nowhere:
      return "nowhere";
    case Standing::title:
      return "title";
    case Standing::lead:
      return "lead";
    case Standing::body:
      return "body";
    case Standing::passing:
      return "passing";
  }
  return "nowhere";
}

Judgement judge(const Reading& reading, const Node& bound) {
  Judgement judgement;
  if (!reading.holds(bound)) return judgement;
  Evidence evidence(reading);
  evidence.gather(bound);
  const auto finds = evidence.finds();
  if (finds.empty()) return judgement;
  const Find* last = nullptr;  // of the sentence before
  for (const Find& find : finds) {
    if (last != nullptr && reading.same_sentence(*last, find)) continue;
    judgement.evidence.push_back(reading.sentence(find));
    last = &find;
  }
  const auto is_in_lead = [&](const Find& find) { return reading.is_in_lead(find); };
  if (finds.front().in_title) {
    judgement.standing = Standing::title;
  } else if (std::any_of(finds.begin(), finds.end(), is_in_lead)) {
    judgement.standing = Standing::lead;
  } else {
    judgement.standing = judgement.evidence.size() > 1 ? Standing::body : Standing::passing;
  }
  return judgement;
}

}  // namespace saola::query
