#include "query/query_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "base/printable.h"
#include "base/utf8.h"
#include "query/display_width.h"
#include "query/query_lexer.h"

namespace saola::query {

namespace {

constexpr std::size_t kMaxQueryBytes = 64 * 1024;  // the longest topic query seen has 3 KiB
constexpr std::size_t kMaxWords = 5000;
constexpr unsigned kMaxDepth = 100;  // of parentheses and NOTs; each takes four frames of the stack
constexpr std::size_t kShownBefore =
    60;  // characters of a long query shown on either side of a mistake

// Recursive descent, loosest first: either := both (OR both)*; both := unary ([AND] unary)*;
// unary := (NOT | -) unary | near; near := primary [NEAR/n primary];
// primary := words | phrase | field primary | @lexicon | * | ( either ).
class Parser {
 public:
  Parser(const Query& query, std::vector<Piece> pieces, Lane lane)
      : query_(query.text), origin_(query.origin), pieces_(std::move(pieces)), lane_(lane) {}

  Result<Node> parse() {
    auto root = either();
    if (!root) return root;
    if (piece().kind == PieceKind::close) {
      return wrong(piece().place, "this parenthesis was never opened");
    }
    return root;
  }

 private:
  const Piece& piece() const { return pieces_[at_]; }

  Result<Node> either() {
    std::vector<Node> children;
    do {
      auto child = both();
      if (!child) return child;
      children.push_back(std::move(*child));
    } while (take(PieceKind::op_or));
    return joined(NodeKind::any_of, std::move(children));
  }

  Result<Node> both() {
    std::vector<Node> children;
    do {
      auto child = unary();
      if (!child) return child;
      children.push_back(std::move(*child));
    } while (take(PieceKind::op_and) || begins_operand());
    return joined(NodeKind::all_of, std::move(children));
  }

  bool begins_operand() const {
    const PieceKind kind = piece().kind;
    return kind != PieceKind::op_or && kind != PieceKind::close && kind != PieceKind::end;
  }

  Result<Node> near() {
    auto left = primary();
    if (!left || piece().kind != PieceKind::op_near) return left;
    const unsigned distance = piece().distance;
    ++at_;
    auto right = primary();
    if (!right) return right;
    if (piece().kind == PieceKind::op_near) {
      return wrong(piece().place, "NEAR joins two things, not three",
                   "write (a NEAR/5 b) AND (b NEAR/5 c)");
    }
    for (const Node* side : {&*left, &*right}) {
      if (!has_positions(*side)) {
        return wrong(side->place, "NEAR wants words, phrases or @lexicons on both sides",
                     "join several with OR in parentheses: (a OR b) NEAR/5 c");
      }
    }
    Node node;
    node.kind = NodeKind::near;
    node.distance = distance;
    node.place = {left->place.begin, right->place.end};
    node.children.push_back(std::move(*left));
    node.children.push_back(std::move(*right));
    return node;
  }

  static bool has_positions(const Node& node) {
    if (node.kind == NodeKind::any_of) {
      return std::all_of(node.children.begin(), node.children.end(), has_positions);
    }
    if (node.kind == NodeKind::words) return node.field->name != "author";
    return node.kind == NodeKind::lexicon;
  }

  Result<Node> unary() {
    while (take(PieceKind::op_plus)) {
    }
    if (piece().kind != PieceKind::op_not) return near();
    const text::Span place = piece().place;
    if (auto deeper = go_deeper(place); !deeper) return pass_on(deeper);
    ++at_;
    auto child = unary();
    --depth_;
    if (!child) return child;
    Node node;
    node.kind = NodeKind::none_of;
    node.place = {place.begin, child->place.end};
    node.children.push_back(std::move(*child));
    return node;
  }

  Result<Node> primary() {
    switch (piece().kind) {
      case PieceKind::word:
        return word();
      case PieceKind::phrase:
        return phrase();
      case PieceKind::field:
        return field();
      case PieceKind::lexicon:
        return lexicon();
      case PieceKind::open:
        return group();
      case PieceKind::star: {
        Node everything;
        everything.place = piece().place;
        ++at_;
        return everything;
      }
      default:
        return missing();
    }
  }

  // Without marks, adjacent words are one phrase: a single folded syllable means next to nothing.
  Result<Node> word() {
    const Piece& first = piece();
    if (has_value()) return value(first.text);
    Node node = words_of(first);
    ++at_;
    while (node.lane == Lane::folded && piece().kind == PieceKind::word && !one_word_only_) {
      node.words.insert(node.words.end(), piece().words.begin(), piece().words.end());
      node.place.end = piece().place.end;
      ++at_;
    }
    return counted(std::move(node));
  }

  Result<Node> phrase() {
    if (has_value()) return value(piece().text);
    Node node = words_of(piece());
    ++at_;
    return counted(std::move(node));
  }

  Node words_of(const Piece& piece) const {
    Node node;
    node.kind = NodeKind::words;
    node.field = field_;
    node.words = piece.words;
    node.lane = field_->folded_prefix.empty() ? Lane::exact : lane_;
    node.place = piece.place;
    return node;
  }

  Result<Node> counted(Node node) {
    words_ += node.words.size();
    if (words_ <= kMaxWords) return node;
    return wrong(node.place, fmt::format("the query has more than {} words", kMaxWords));
  }

  bool has_value() const { return field_->kind != store::FieldKind::text; }

  Result<Node> value(const std::string& text) {
    Node node;
    node.kind = field_->kind == store::FieldKind::saved ? NodeKind::topic : NodeKind::keyword;
    node.field = field_;
    node.value = text;
    node.place = piece().place;
    ++at_;
    return node;
  }

  // What stands after "title:", "exact:" and the like: one word, phrase or group, read in that field or lane.
  Result<Node> field() {
    const Piece& name = piece();
    const auto before = std::pair(field_, lane_);
    if (auto deeper = go_deeper(name.place); !deeper) return pass_on(deeper);
    if (name.text == "exact" || name.text == "fold") {
      lane_ = name.text == "exact" ? Lane::exact : Lane::folded;
    } else {
      field_ = store::find_field(name.text);
    }
    one_word_only_ = true;
    ++at_;
    auto node = is_answerable() ? primary() : missing();
    std::tie(field_, lane_) = before;
    one_word_only_ = false;
    --depth_;
    if (node) node->place.begin = name.place.begin;
    return node;
  }

  bool is_answerable() const {
    const PieceKind kind = piece().kind;
    return kind == PieceKind::word || kind == PieceKind::phrase || kind == PieceKind::open ||
           kind == PieceKind::field;
  }

  Result<Node> lexicon() {
    Node node;
    node.kind = NodeKind::lexicon;
    const std::string& name = piece().text;
    const std::size_t slash = std::min(name.find('/'), name.size());
    node.value = name.substr(0, slash);
    if (slash < name.size()) node.entry = name.substr(slash + 1);
    node.place = piece().place;
    ++at_;
    return node;
  }

  Result<Node> group() {
    const text::Span opened = piece().place;
    if (auto deeper = go_deeper(opened); !deeper) return pass_on(deeper);
    const bool one_word_only = std::exchange(one_word_only_, false);
    ++at_;
    if (piece().kind == PieceKind::close) {
      return wrong({opened.begin, piece().place.end}, "there is nothing between these parentheses");
    }
    auto node = either();
    if (!node) return node;
    if (piece().kind != PieceKind::close) {
      return wrong(opened, "this parenthesis is never closed", "add a ) where it should end");
    }
    node->place = {opened.begin, piece().place.end};
    ++at_;
    one_word_only_ = one_word_only;
    --depth_;
    return node;
  }

  // An operator with nothing to work on; says which.
  Result<Node> missing() const {
    const Piece& here = piece();
    if (at_ > 0) {
      const Piece& before = pieces_[at_ - 1];
      const bool is_operator = before.kind == PieceKind::op_and ||
                               before.kind == PieceKind::op_or ||
                               before.kind == PieceKind::op_not ||
                               before.kind == PieceKind::op_near || before.kind == PieceKind::field;
      if (is_operator) {
        return wrong(before.place, fmt::format("nothing to search for after {}", said(before)),
                     hint_for(before));
      }
    }
    return wrong(here.place, fmt::format("nothing to search for before {}", said(here)),
                 hint_for(here));
  }

  std::string said(const Piece& piece) const {
    if (piece.kind == PieceKind::end) return "the end";
    return printable(query_.substr(piece.place.begin, piece.place.end - piece.place.begin));
  }

  static std::string hint_for(const Piece& piece) {
    const bool is_word = piece.kind == PieceKind::op_and || piece.kind == PieceKind::op_or ||
                         piece.kind == PieceKind::op_not || piece.kind == PieceKind::op_near;
    return is_word ? "to search for the word itself, put it in quotes" : "";
  }

  Result<void> go_deeper(text::Span place) {
    if (++depth_ <= kMaxDepth) return {};
    return wrong(place, fmt::format("parentheses and NOTs go deeper than {}", kMaxDepth),
                 "write the query in fewer levels");
  }

  bool take(PieceKind kind) {
    if (piece().kind != kind) return false;
    ++at_;
    return true;
  }

  // One node is itself; several are joined, and a child of the same kind gives its children.
  static Node joined(NodeKind kind, std::vector<Node> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    Node node;
    node.kind = kind;
    node.place = {parts.front().place.begin, parts.back().place.end};
    for (Node& part : parts) {
      if (part.kind == kind) {
        std::move(part.children.begin(), part.children.end(), std::back_inserter(node.children));
      } else {
        node.children.push_back(std::move(part));
      }
    }
    return node;
  }

  tl::unexpected<Error> wrong(text::Span place, std::string message, std::string hint = {}) const {
    return tl::unexpected<Error>(
        query_error(query_, origin_, place, std::move(message), std::move(hint)));
  }

  std::string_view query_;
  const Origin& origin_;
  std::vector<Piece> pieces_;
  std::size_t at_ = 0;
  const store::Field* field_ = store::find_field("text");  // in which words are read here
  Lane lane_;
  bool one_word_only_ = false;  // right after "title:", whose word does not draw in the next
  unsigned depth_ = 0;
  std::size_t words_ = 0;
};

// The line of the query on which `at` lies: [begin, end).
text::Span line_around(std::string_view query, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : query.rfind('\n', at - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t end = std::min(query.find('\n', at), query.size());
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// At most `count` characters from the end of `text`, with "…" for what was cut.
std::string tail(std::string_view text, std::size_t count) {
  std::size_t begin = text.size();
  for (std::size_t left = count; begin > 0 && left > 0; --left) {
    do {
      --begin;
    } while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xc0) == 0x80);
  }
  return (begin > 0 ? "…" : "") + printable(text.substr(begin));
}

}  // namespace

Error query_error(std::string_view query, const Origin& origin, text::Span place,
                  std::string message, std::string hint) {
  const std::size_t at = std::min<std::size_t>(place.begin, query.size());
  const text::Span line = line_around(query, at);
  const std::size_t end =
      std::clamp<std::size_t>(place.end, at, std::max<std::size_t>(at, line.end));
  const std::string before = tail(query.substr(line.begin, at - line.begin), kShownBefore);
  const std::string there = ellipsis(printable(query.substr(at, end - at)), kShownBefore);
  const std::string after = ellipsis(
      printable(query.substr(end, std::max<std::size_t>(line.end, end) - end)), kShownBefore);
  const std::string carets(std::max<std::size_t>(display_width(there), 1), '^');
  message += fmt::format("\n  {}{}{}\n  {}{}", before, there, after,
                         std::string(display_width(before), ' '), carets);
  if (origin.file.empty()) return {Code::usage, std::move(message), std::move(hint)};
  const auto lines =
      std::count(query.begin(), query.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  message.insert(0, fmt::format("{}:{}: ", origin.file, origin.line + lines));
  return {Code::bad_input, std::move(message), std::move(hint)};
}

Result<Query> parse_query(std::string_view text, Dialect dialect, const Origin& origin) {
  if (text.size() > kMaxQueryBytes) {
    return fail(Code::usage, fmt::format("the query is longer than {} bytes", kMaxQueryBytes),
                "put lists of words into a lexicon and ask for @lexicon");
  }
  auto pieces = cut_query(text, dialect, origin);
  if (!pieces) return pass_on(pieces);
  Query query;
  query.text = text;
  query.origin = origin;
  query.marked =
      std::any_of(pieces->begin(), pieces->end(), [](const Piece& piece) { return piece.marked; });
  if (pieces->size() == 1) {
    const bool is_blank = text.find_first_not_of(" \t\r\n") == std::string_view::npos;
    if (is_blank && dialect == Dialect::user) return query;
    const text::Span whole{0, static_cast<std::uint32_t>(text.size())};
    return tl::unexpected<Error>(
        query_error(text, origin, whole, "the query has no word", "for every article, write *"));
  }
  const bool folded = dialect == Dialect::user && !query.marked;
  auto root = Parser(query, std::move(*pieces), folded ? Lane::folded : Lane::exact).parse();
  if (!root) return pass_on(root);
  query.root = std::move(*root);
  return query;
}

}  // namespace saola::query
