#include "query/query_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/printable.h"
#include "base/utf8.h"
#include "query/numbers.h"
#include "query/query_leaf.h"
#include "query/query_lexer.h"

namespace saola::query {

namespace {

constexpr std::size_t kMaxQueryBytes = 64 * 1024;  // the longest topic query seen has 3 KiB
constexpr std::size_t kMaxWords = 5000;
constexpr std::size_t kMaxPhraseWords =
    200;  // each holds some blocks of the index for each of its spellings
constexpr unsigned kMaxDepth = 100;  // of parentheses and NOTs; each takes four frames of the stack

// Recursive descent, loosest first: either := both (OR both)*; both := unary ([AND] unary)*;
// unary := (NOT | -) unary | joined; joined := primary ([NOT] (NEAR/n | ADJ/n | SENT | PARA) primary)*;
// primary := words | phrase | range | field primary | @lexicon | * | ( either ) | count ( either ) comparison.
class Parser {
 public:
  Parser(const Query& query, std::vector<Piece> pieces, Lane lane)
      : query_(query.text),
        origin_(query.origin),
        pieces_(std::move(pieces)),
        scope_{store::find_field("text"), lane} {}

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
    } while (take(PieceKind::op_and) || !ends_operands());
    return joined(NodeKind::all_of, std::move(children));
  }

  bool ends_operands() const {
    const PieceKind kind = piece().kind;
    return kind == PieceKind::op_or || kind == PieceKind::close || kind == PieceKind::end;
  }

  // Each of several joins asks for the first one's places: a NEAR/5 b NEAR/5 c has both near a.
  Result<Node> joined_places() {
    auto left = primary();
    const unsigned depth = depth_;
    while (left && begins_joint()) {
      if (auto deeper = go_deeper(piece().place); !deeper) return pass_on(deeper);
      left = join(std::move(*left));
    }
    depth_ = depth;
    return left;
  }

  bool begins_joint() const {
    if (piece().kind == PieceKind::op_joint) return true;
    return piece().kind == PieceKind::op_not && !is_minus(piece()) &&
           pieces_[at_ + 1].kind == PieceKind::op_joint;
  }

  bool is_minus(const Piece& piece) const { return query_[piece.place.begin] == '-'; }

  Result<Node> join(Node left) {
    Node node;
    node.kind = NodeKind::joined;
    node.negated = take(PieceKind::op_not);
    const Piece& sign = piece();
    node.joint = sign.joint;
    node.distance = sign.number;
    ++at_;
    if (misses_slash(sign)) {
      return wrong({sign.place.begin, piece().place.end},
                   "a number of words, or a word to be near?",
                   fmt::format("write {}/{}, or the word in quotes", said(sign), piece().text));
    }
    auto right = primary();
    if (!right) return right;
    for (const Node* side : {&left, &*right}) {
      if (!has_places(*side)) return without_places(*side, said_joint(sign));
    }
    node.place = {left.place.begin, right->place.end};
    node.children.push_back(std::move(left));
    node.children.push_back(std::move(*right));
    return node;
  }

  // "a NEAR 5 b"
  bool misses_slash(const Piece& sign) const {
    const bool has_distance = sign.joint == Joint::near || sign.joint == Joint::following;
    const bool is_number = piece().kind == PieceKind::word &&
                           piece().text.find_first_not_of("0123456789") == std::string::npos;
    return has_distance && is_number && said(sign).find('/') == std::string::npos &&
           begins_operand(pieces_[at_ + 1]);
  }

  std::string said_joint(const Piece& sign) const {
    const std::string word = said(sign);
    return word.substr(0, word.find('/')) + " wants words, phrases or @lexicons on both sides";
  }

  tl::unexpected<Error> without_places(const Node& node, std::string message) const {
    return wrong(
        node.place, std::move(message),
        "join several with OR in parentheses: (a OR b) NEAR/5 c; put words that stand in a "
        "row in quotes");
  }

  Result<Node> count() {
    const Piece& word = piece();
    ++at_;
    auto child = group();
    if (!child) return child;
    if (!has_places(*child)) {
      return without_places(*child, said(word) + " wants words, phrases or @lexicons");
    }
    if (piece().kind != PieceKind::compare) {
      return wrong({word.place.begin, child->place.end},
                   "how many? A comparison must follow these parentheses",
                   "write count(...) >= 2; also >, =, < and <=");
    }
    Node node;
    node.kind = NodeKind::count;
    node.comparison = piece().comparison;
    node.number = piece().number;
    node.place = {word.place.begin, piece().place.end};
    node.children.push_back(std::move(*child));
    ++at_;
    return node;
  }

  Result<Node> unary() {
    while (take(PieceKind::op_plus)) {
    }
    if (piece().kind != PieceKind::op_not) return joined_places();
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
      case PieceKind::range:
      case PieceKind::lexicon:
        return leaf();
      case PieceKind::field:
        return field();
      case PieceKind::op_count:
        return count();
      case PieceKind::compare:
        return wrong(piece().place, "a comparison stands only right after count(...)",
                     "write count(@species) >= 2");
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
    auto node = leaf();
    while (node && draws_in(*node, piece())) {
      node->words.insert(node->words.end(), piece().words.begin(), piece().words.end());
      node->place.end = piece().place.end;
      words_ += piece().words.size();
      ++at_;
    }
    return node ? counted(std::move(*node)) : std::move(node);
  }

  bool draws_in(const Node& node, const Piece& next) const {
    return node.kind == NodeKind::words && node.lane == Lane::folded && !node.cut_off &&
           !one_word_only_ && next.kind == PieceKind::word && !next.cut_off &&
           !looks_like_range(next.text);
  }

  Result<Node> leaf() {
    auto node = make_leaf(piece(), scope_);
    if (!node) return wrong(piece().place, node.error().message, node.error().hint);
    words_ += node->words.size();
    ++at_;
    return counted(std::move(*node));
  }

  Result<Node> counted(Node node) const {
    if (words_ > kMaxWords) {
      return wrong(node.place, fmt::format("the query has more than {} words", kMaxWords));
    }
    if (node.words.size() > kMaxPhraseWords) {
      return wrong(
          node.place, fmt::format("a phrase of more than {} words", kMaxPhraseWords),
          "a dozen of its words will find it; words in a row without marks are one phrase");
    }
    return node;
  }

  // What stands after "title:", "exact:" and the like: one word, phrase or group, read in that field or lane.
  Result<Node> field() {
    const Piece& name = piece();
    const LeafScope before = scope_;
    if (auto deeper = go_deeper(name.place); !deeper) return pass_on(deeper);
    if (name.text == "exact" || name.text == "fold") {
      scope_.lane = name.text == "exact" ? Lane::exact : Lane::folded;
    } else {
      scope_.field = store::find_field(name.text);
    }
    one_word_only_ = true;
    ++at_;
    auto node = is_answerable() ? primary() : missing();
    scope_ = before;
    one_word_only_ = false;
    --depth_;
    if (node) node->place.begin = name.place.begin;
    return node;
  }

  bool is_answerable() const {
    const PieceKind kind = piece().kind;
    return kind == PieceKind::word || kind == PieceKind::phrase || kind == PieceKind::open ||
           kind == PieceKind::field || kind == PieceKind::range || kind == PieceKind::lexicon ||
           kind == PieceKind::op_count;
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
      const bool is_operator =
          before.kind == PieceKind::op_and || before.kind == PieceKind::op_or ||
          before.kind == PieceKind::op_not || before.kind == PieceKind::op_joint ||
          before.kind == PieceKind::field;
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
                         piece.kind == PieceKind::op_not || piece.kind == PieceKind::op_joint;
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
  LeafScope scope_;
  bool one_word_only_ = false;  // right after "title:", whose word does not draw in the next
  unsigned depth_ = 0;
  std::size_t words_ = 0;
};

// Small letters are no operators, which is easily forgotten.
std::vector<std::string> notes_on(const std::vector<Piece>& pieces) {
  std::vector<std::string> notes;
  for (const char* word : {"and", "or", "not"}) {
    const bool stands = std::any_of(pieces.begin(), pieces.end(), [&](const Piece& piece) {
      return piece.kind == PieceKind::word && piece.text == word;
    });
    if (!stands) continue;
    std::string sign = word;
    for (char& c : sign) c = static_cast<char>(c - 'a' + 'A');
    notes.push_back(fmt::format("\"{}\" is asked as a word; the operator is {}", word, sign));
  }
  return notes;
}

}  // namespace

Result<Query> parse_query(std::string_view text, Dialect dialect, const Origin& origin) {
  if (text.size() > kMaxQueryBytes) {
    const auto at = static_cast<std::uint32_t>(kMaxQueryBytes);
    return tl::unexpected<Error>(
        query_error(text, origin, {at, at + 1},
                    fmt::format("the query is longer than {} bytes", kMaxQueryBytes),
                    "put lists of words into a lexicon and ask for @lexicon"));
  }
  if (const auto bad = find_bad_utf8(text)) {
    const auto at = static_cast<std::uint32_t>(*bad);
    return tl::unexpected<Error>(query_error(text, origin, {at, at + 1}, "this is not UTF-8",
                                             "write the query in a terminal or file of UTF-8"));
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
  if (dialect == Dialect::user) query.notes = notes_on(*pieces);
  const bool folded = dialect == Dialect::user && !query.marked;
  auto root = Parser(query, std::move(*pieces), folded ? Lane::folded : Lane::exact).parse();
  if (!root) return pass_on(root);
  query.root = std::move(*root);
  return query;
}

}  // namespace saola::query
