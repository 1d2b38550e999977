#include "query/reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/printable.h"
#include "query/bind.h"
#include "query/numbers.h"
#include "store/terms.h"
#include "text/canonical.h"

namespace saola::query {

namespace {

using Tokens = std::span<const text::Token>;

bool is_word(const Node& node, const text::Token& token, std::size_t k) {
  const bool exact = node.lane == Lane::exact;
  const std::string_view word = exact ? token.exact : token.folded;
  const std::string& wanted = exact ? node.words[k].exact : node.words[k].folded;
  return node.cut_off ? word.starts_with(wanted) : word == wanted;
}

// Where the words of `node` stand one after the other within a paragraph; calls found(first token).
template <typename Found>
void find_run(const Node& node, Tokens tokens, Found&& found) {
  const std::size_t count = node.words.size();
  for (std::size_t i = 0; i + count <= tokens.size(); ++i) {
    if (tokens[i].paragraph != tokens[i + count - 1].paragraph) continue;
    bool same = true;
    for (std::size_t k = 0; k < count && same; ++k) same = is_word(node, tokens[i + k], k);
    if (same) found(static_cast<std::uint32_t>(i));
  }
}

bool holds_run(const Node& node, Tokens tokens) {
  bool any = false;
  find_run(node, tokens, [&](std::uint32_t) { any = true; });
  return any;
}

// Whole lines: what is cut out of them and found in them does not depend on those that follow.
std::string_view lines_within(std::string_view text, std::size_t bytes) {
  const std::size_t end = text.find('\n', std::min(bytes, text.size()));
  return text.substr(0, end == std::string_view::npos ? end : end + 1);
}

bool is_published_in(const DayRange& days, const store::Article& article) {
  if (!article.published) return false;
  const auto local = article.published->utc + kHomeOffset;  // no article is older than 1975
  const Day day{std::chrono::floor<std::chrono::days>(local).time_since_epoch()};
  return days.first <= day && day <= days.last;
}

bool compares(std::size_t count, Comparison comparison, std::size_t number) {
  switch (comparison) {
    case Comparison::at_least:
      return count >= number;
    case Comparison::at_most:
      return count <= number;
    case Comparison::more_than:
      return count > number;
    case Comparison::fewer_than:
      return count < number;
    case Comparison::equal_to:
      return count == number;
  }
  return false;
}

bool has_keyword(const Node& node, const store::Article& article) {
  const std::string_view field = node.field->name;
  if (field == "outlet")
    return store::lower_ascii(article.outlet) == store::lower_ascii(node.value);
  if (field == "language") {
    return store::lower_ascii(article.language) == store::lower_ascii(node.value);
  }
  if (field == "section") {
    return !article.section.empty() && store::section_key(text::fold(article.section)) ==
                                           store::section_key(text::fold(node.value));
  }
  if (field == "credit") {
    return !article.credit.empty() && store::credit_term(text::fold(article.credit)) ==
                                          store::credit_term(text::fold(node.value));
  }
  return article.id == node.value;
}

}  // namespace

// The title, the text or the author: cut when it is first asked for.
struct Reading::Part {
  std::string_view text;

  void read(std::string_view given) {
    text = given;
    is_cut_ = is_matched_ = false;
  }

  Tokens tokens() {
    if (!is_cut_) tokens_ = analyzer_.analyze(text);
    is_cut_ = true;
    return tokens_;
  }

  const std::vector<text::LexiconMatch>& matches(const text::LexiconMatcher& matcher) {
    if (!is_matched_) {
      matches_.clear();
      matcher.match(tokens(), matches_);
    }
    is_matched_ = true;
    return matches_;
  }

 private:
  text::Analyzer analyzer_;
  bool is_cut_ = false;
  bool is_matched_ = false;
  Tokens tokens_;
  std::vector<text::LexiconMatch> matches_;
};

struct Reading::State {
  explicit State(std::span<const text::Lexicon> given)
      : lexicons(given.begin(), given.end()), matcher(lexicons) {}

  std::vector<text::Lexicon> lexicons;
  text::LexiconMatcher matcher;
  const store::Article* article = nullptr;
  Part title;
  Part body;
  Part author;

  [[nodiscard]] Part& part(bool in_title) { return in_title ? title : body; }
  [[nodiscard]] Part& part(const Find& find) { return part(find.in_title); }

  [[nodiscard]] bool is_of(const text::LexiconMatch& match, const Node& leaf) const {
    const text::Lexicon& lexicon = lexicons[match.lexicon];
    return lexicon.id == leaf.value &&
           (leaf.entry.empty() || lexicon.entries[match.entry].id == leaf.entry);
  }

  void add_finds(const Node& leaf, bool in_title, std::vector<Find>& finds) {
    const Tokens tokens = part(in_title).tokens();
    if (leaf.kind == NodeKind::words) {
      const auto count = static_cast<std::uint32_t>(leaf.words.size());
      find_run(leaf, tokens, [&](std::uint32_t first) {
        finds.push_back({in_title, first, first + count, ""});
      });
    }
    for (std::uint32_t i = 0; leaf.kind == NodeKind::numbers && i < tokens.size(); ++i) {
      if (query::holds(leaf.numbers, tokens[i].exact)) finds.push_back({in_title, i, i + 1, ""});
    }
    if (leaf.kind != NodeKind::lexicon) return;
    for (const text::LexiconMatch& match : part(in_title).matches(matcher)) {
      if (!is_of(match, leaf)) continue;
      const text::Lexicon& lexicon = lexicons[match.lexicon];
      finds.push_back({in_title, match.first, match.last,
                       fmt::format("{}/{}", lexicon.id, lexicon.entries[match.entry].id)});
    }
  }

  [[nodiscard]] bool is_in_lead(const Find& find) {
    const Tokens tokens = body.tokens();
    return !find.in_title && tokens[find.first].paragraph == tokens.front().paragraph;
  }

  [[nodiscard]] std::vector<Find> all_finds(const Node& node) {
    auto finds = finds_in(true, node);
    const auto in_text = finds_in(false, node);
    finds.insert(finds.end(), in_text.begin(), in_text.end());
    return finds;
  }

  // In the order of the part, what begins at one place by entry.
  [[nodiscard]] std::vector<Find> finds_in(bool title_part, const Node& node) {
    std::vector<Find> finds;
    if (!has_places(node)) return finds;
    if (node.kind == NodeKind::joined) return joined_finds(title_part, node);
    if (node.children.empty() && node.field->name != (title_part ? "lead" : "title")) {
      add_finds(node, title_part, finds);
      if (node.field->name == "lead") {
        std::erase_if(finds, [&](const Find& find) { return !is_in_lead(find); });
      }
    }
    for (const Node& child : node.children) {
      const auto more = finds_in(title_part, child);
      finds.insert(finds.end(), more.begin(), more.end());
    }
    std::stable_sort(finds.begin(), finds.end(),
                     [](const Find& a, const Find& b) { return a.first < b.first; });
    return finds;
  }

  [[nodiscard]] std::vector<Find> joined_finds(bool title_part, const Node& node) {
    auto left = finds_in(title_part, node.children[0]);
    const auto right = finds_in(title_part, node.children[1]);
    std::erase_if(left, [&](const Find& a) {
      const bool has_other = std::any_of(right.begin(), right.end(),
                                         [&](const Find& b) { return are_joined(a, b, node); });
      return has_other == node.negated;
    });
    return left;
  }

  // Both in one part.
  [[nodiscard]] bool are_joined(const Find& a, const Find& b, const Node& node) {
    if (a.first == b.first) return false;
    const Tokens tokens = part(a).tokens();
    const text::Token& here = tokens[a.first];
    const text::Token& there = tokens[b.first];
    if (node.joint == Joint::sentence) return here.sentence == there.sentence;
    const bool same_paragraph = here.paragraph == there.paragraph;
    if (node.joint == Joint::paragraph) return a.in_title || same_paragraph;
    if (!same_paragraph || (node.joint == Joint::following && b.first < a.first)) return false;
    return (a.first < b.first ? b.first - a.first : a.first - b.first) <= node.distance;
  }

  // Places, as a person counts them: what two entries of a lexicon find at one place is one.
  [[nodiscard]] std::size_t count_places(const Node& node) {
    std::set<std::pair<bool, std::uint32_t>> places;
    for (const Find& find : all_finds(node)) places.emplace(find.in_title, find.first);
    return places.size();
  }

  [[nodiscard]] bool holds_words(const Node& node) {
    return node.field->name == "author" ? holds_run(node, author.tokens())
                                        : !all_finds(node).empty();
  }
};

Reading::Reading(std::span<const text::Lexicon> lexicons)
    : state_(std::make_unique<State>(lexicons)) {}
Reading::Reading(Reading&&) noexcept = default;
Reading& Reading::operator=(Reading&&) noexcept = default;
Reading::~Reading() = default;

void Reading::read(const store::Article& article, std::size_t text_bytes) {
  state_->article = &article;
  state_->title.read(article.title);
  state_->body.read(lines_within(article.text, text_bytes));
  state_->author.read(article.author);
}

bool Reading::holds(const Node& bound) const {
  const auto child_holds = [&](const Node& child) { return holds(child); };
  switch (bound.kind) {
    case NodeKind::everything:
      return true;
    case NodeKind::words:
      return state_->holds_words(bound);
    case NodeKind::keyword:
      return has_keyword(bound, *state_->article);
    case NodeKind::numbers:
    case NodeKind::lexicon:
    case NodeKind::joined:
      return !state_->all_finds(bound).empty();
    case NodeKind::days:
      return is_published_in(bound.days, *state_->article);
    case NodeKind::count:
      return compares(state_->count_places(bound.children.front()), bound.comparison, bound.number);
    case NodeKind::topic:
      return holds(bound.children.front());
    case NodeKind::all_of:
      return std::all_of(bound.children.begin(), bound.children.end(), child_holds);
    case NodeKind::any_of:
      return std::any_of(bound.children.begin(), bound.children.end(), child_holds);
    case NodeKind::none_of:
      return !holds(bound.children.front());
  }
  return false;
}

std::vector<Find> Reading::finds(const Node& leaf) const {
  const bool is_leaf = leaf.children.empty() || leaf.kind == NodeKind::joined;
  return is_leaf ? state_->all_finds(leaf) : std::vector<Find>{};
}

std::vector<Find> Reading::finds_in_text(const Node& leaf) const {
  const bool is_leaf = leaf.children.empty() || leaf.kind == NodeKind::joined;
  return is_leaf ? state_->finds_in(false, leaf) : std::vector<Find>{};
}

std::string_view Reading::words(const Find& find) const {
  Part& part = state_->part(find);
  const Tokens tokens = part.tokens();
  const std::uint32_t begin = tokens[find.first].span.begin;
  return part.text.substr(begin, tokens[find.last - 1].span.end - begin);
}

bool Reading::is_in_lead(const Find& find) const { return state_->is_in_lead(find); }

bool Reading::same_sentence(const Find& a, const Find& b) const {
  if (a.in_title != b.in_title) return false;
  const Tokens tokens = state_->part(a).tokens();
  return a.in_title || tokens[a.first].sentence == tokens[b.first].sentence;
}

store::EvidenceSpan Reading::sentence_span(const Find& find) const {
  const Tokens tokens = state_->part(find).tokens();
  std::size_t first = find.first;
  std::size_t last = find.last;
  while (first > 0 && tokens[first - 1].sentence == tokens[find.first].sentence) --first;
  while (last < tokens.size() && tokens[last].sentence == tokens[find.last - 1].sentence) ++last;
  return {find.in_title, tokens[first].span.begin, tokens[last - 1].span.end};
}

std::string Reading::sentence(const Find& find) const {
  Part& part = state_->part(find);
  const Tokens tokens = part.tokens();
  const store::EvidenceSpan span = sentence_span(find);
  const std::uint32_t here = tokens[find.first].span.begin;
  const std::uint32_t there = tokens[find.last - 1].span.end;
  return printable(fmt::format("{}«{}»{}", part.text.substr(span.begin, here - span.begin),
                               words(find), part.text.substr(there, span.end - there)));
}

std::string_view Reading::title() const { return state_->title.text; }

std::span<const text::Token> Reading::title_tokens() const { return state_->title.tokens(); }

std::string_view Reading::text() const { return state_->body.text; }

std::span<const text::Token> Reading::text_tokens() const { return state_->body.tokens(); }

std::vector<text::Lexicon> chosen_lexicons(std::span<const text::Lexicon> all,
                                           std::span<const std::string> ids) {
  std::vector<text::Lexicon> chosen;
  const std::set<std::string_view> wanted(ids.begin(), ids.end());
  std::copy_if(all.begin(), all.end(), std::back_inserter(chosen),
               [&](const text::Lexicon& lexicon) { return wanted.contains(lexicon.id); });
  return chosen;
}

}  // namespace saola::query
