#include "query/query_leaf.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "query/filters.h"
#include "query/numbers.h"

namespace saola::query {

namespace {

constexpr DayRange kAllDays{Day{std::chrono::year(1) / 1 / 1},
                            Day{std::chrono::year(9999) / 12 / 31}};

Node leaf_of(NodeKind kind, const Piece& piece, const LeafScope& scope) {
  Node node;
  node.kind = kind;
  node.field = scope.field;
  node.place = piece.place;
  return node;
}

// Whether the field is asked with a whole value, not with words.
bool has_value(const LeafScope& scope) {
  return scope.field->kind != store::FieldKind::text && scope.field->kind != store::FieldKind::part;
}

tl::unexpected<Error> no_range(const Piece& given) {
  const bool has_date = given.text.find('-') != std::string::npos;
  return fail(Code::usage, "this is no range of numbers",
              has_date ? "days are asked as date:2018-10-04..2018-10"
                       : "write 20..50, 20.. or ..50, in figures, and what is counted behind a "
                         "blank");
}

Result<Node> words(const Piece& piece, const LeafScope& scope) {
  if (piece.kind == PieceKind::word && looks_like_range(piece.text)) return no_range(piece);
  Node node = leaf_of(NodeKind::words, piece, scope);
  node.words = piece.words;
  node.cut_off = piece.cut_off;
  node.lane = scope.field->name == "author" ? Lane::exact : scope.lane;
  if (node.lane == Lane::folded) node.found_before = std::make_shared<FoundBefore>();
  return node;
}

// "2018-10", "2018-10-01..2018-10-15", "2018..", "..2018-W41".
Result<Node> days(const Piece& given) {
  const std::size_t dots = given.text.find("..");
  const bool is_range = dots != std::string::npos;
  const std::string first = given.text.substr(0, dots);
  const std::string last = is_range ? given.text.substr(dots + 2) : first;
  Node node;
  node.kind = NodeKind::days;
  node.days = kAllDays;
  node.place = given.place;
  for (const auto& [text, bound, end] : {std::tuple(&first, &node.days.first, &DayRange::first),
                                         std::tuple(&last, &node.days.last, &DayRange::last)}) {
    if (text->empty()) continue;
    const auto period = parse_period(*text);
    if (!period) return pass_on(period);
    *bound = (*period).*end;
  }
  if (node.days.last < node.days.first) {
    return fail(Code::usage, "this range ends before it begins",
                "write the earlier day first; both ends are included");
  }
  return node;
}

Result<Node> value(const Piece& given, const LeafScope& scope) {
  if (given.cut_off) {
    return fail(Code::usage, fmt::format("{}: is asked with a whole value", scope.field->name),
                "write the value out, or several in parentheses joined by OR");
  }
  if (scope.field->kind == store::FieldKind::day) return days(given);
  if (scope.field->name == "language") {
    if (auto known = check_language(given.text); !known) return pass_on(known);
  }
  const bool is_saved = scope.field->kind == store::FieldKind::saved;
  Node node = leaf_of(is_saved ? NodeKind::topic : NodeKind::keyword, given, scope);
  node.value = given.text;
  return node;
}

Result<Node> range(const Piece& piece, const LeafScope& scope) {
  Node node = leaf_of(NodeKind::numbers, piece, scope);
  node.numbers = *parse_number_range(piece.text);  // the lexer has read it
  if (node.numbers.high < node.numbers.low) {
    return fail(Code::usage, "this range ends before it begins",
                "write the smaller number first; both ends are included");
  }
  if (scope.field->name == "author") {
    return fail(Code::usage, "author: is asked with words, not with numbers");
  }
  return node;
}

Result<Node> lexicon(const Piece& piece, const LeafScope& scope) {
  if (has_value(scope) || scope.field->name == "author") {
    return fail(Code::usage, fmt::format("a lexicon cannot be asked in {}:", scope.field->name),
                "write @lexicon, title:@lexicon or lead:@lexicon");
  }
  Node node = leaf_of(NodeKind::lexicon, piece, scope);
  const std::size_t slash = std::min(piece.text.find('/'), piece.text.size());
  node.value = piece.text.substr(0, slash);
  if (slash < piece.text.size()) node.entry = piece.text.substr(slash + 1);
  return node;
}

}  // namespace

Result<Node> make_leaf(const Piece& piece, const LeafScope& scope) {
  if (piece.kind == PieceKind::lexicon) return lexicon(piece, scope);
  if (has_value(scope)) return value(piece, scope);
  return piece.kind == PieceKind::range ? range(piece, scope) : words(piece, scope);
}

}  // namespace saola::query
