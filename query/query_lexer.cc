#include "query/query_lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/printable.h"
#include "base/utf8.h"
#include "query/numbers.h"
#include "query/query_signs.h"

namespace saola::query {

namespace {

constexpr unsigned kDefaultDistance =
    10;  // of NEAR without a number, as Xapian's own query language has it

bool is_name_char(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Telephones begin a line with a capital: "Title:voi" names the field title.
std::string field_called(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// Typewriter, curly and low quotes open and close a phrase alike; angle quotes and full-width ones too.
bool is_quote(char32_t c) {
  return c == '"' || (c >= 0x201c && c <= 0x201f) || c == 0x00ab || c == 0x00bb || c == 0xff02;
}

// They are apostrophes as well.
bool is_single_quote(char32_t c) { return c == '\'' || c == 0x2018 || c == 0x2019; }

// The blanks of Unicode (White_Space), wide and narrow ones of word processors among them.
bool is_blank(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

// What a word may not hold: it ends there.
bool ends_word(char32_t c) { return c == '(' || c == ')' || is_quote(c) || is_blank(c); }

// A field a query may name, or a lane forced on what follows.
bool is_askable(std::string_view name) {
  constexpr std::array kKeywords{"outlet", "language", "section", "credit", "id"};
  if (name == "exact" || name == "fold") return true;
  const store::Field* field = store::find_field(name);
  if (field == nullptr) return false;
  switch (field->kind) {
    case store::FieldKind::text:
    case store::FieldKind::part:
    case store::FieldKind::saved:
    case store::FieldKind::facet:
    case store::FieldKind::day:
      return true;
    case store::FieldKind::keyword:
      return std::find(kKeywords.begin(), kKeywords.end(), field->name) != kKeywords.end();
    default:
      return false;
  }
}

std::string field_hint(std::string_view name) {
  if (name == "published") return "dates are asked as date:2018-10, or with --since and --until";
  if (name == "lexicon") return "write @species or @species/tiger";
  std::string names;
  for (const store::Field& field : store::fields()) {
    if (is_askable(field.name)) names += fmt::format("{}{}", names.empty() ? "" : ", ", field.name);
  }
  return fmt::format("the fields are {}; put the word in quotes if the colon belongs to it", names);
}

class Lexer {
 public:
  Lexer(std::string_view query, Dialect dialect, const Origin& origin)
      : query_(query), dialect_(dialect), origin_(origin) {}

  Result<std::vector<Piece>> cut() {
    while (skip_blanks()) {
      if (auto cut_one = next(); !cut_one) return pass_on(cut_one);
    }
    add(PieceKind::end, query_.size());
    if (auto clear = check_vietnamese_operators(); !clear) return pass_on(clear);
    if (auto clear = check_bare_operators(); !clear) return pass_on(clear);
    return std::move(pieces_);
  }

 private:
  // False at the end of the query.
  bool skip_blanks() {
    while (at_ < query_.size()) {
      const CodePoint point = peek();
      if (point.value == '#' && dialect_ == Dialect::topic) {
        at_ = std::min(query_.find('\n', at_), query_.size());
      } else if (!is_blank(point.value)) {
        return true;
      } else {
        at_ += point.bytes;
      }
    }
    return false;
  }

  Result<void> next() {
    const std::size_t begin = at_;
    const CodePoint point = peek();
    if (point.value == '(' || point.value == ')') {
      ++at_;
      add(point.value == '(' ? PieceKind::open : PieceKind::close, begin);
      return {};
    }
    if (is_quote(point.value)) return phrase(point.bytes);
    if (const auto end = single_quotes_end()) return single_quoted(*end);
    if (is_sign(point.value)) {
      ++at_;
      if (is_sign(peek().value)) {
        return wrong(begin, at_ + 1, "two signs before one word",
                     "write one, + or -; in quotes they are no signs");
      }
      add(point.value == '-' ? PieceKind::op_not : PieceKind::op_plus, begin);
      return {};
    }
    if (const std::size_t name_bytes = field_name(); name_bytes > 0) return field(name_bytes);
    return word();
  }

  // A plus or minus is a sign only with something right behind it: "-word", not " - " and not " -- ".
  bool is_sign(char32_t c) const {
    if (c != '-' && c != '+') return false;
    return !is_end(std::min(query_.find_first_not_of("+-", at_), query_.size()));
  }

  // Whether nothing stands at `at`: the end of the query or of parentheses, or a blank.
  bool is_end(std::size_t at) const {
    return at >= query_.size() || query_[at] == ')' || is_blank(decode_utf8(query_, at).value);
  }

  Result<void> phrase(std::size_t quote_bytes) {
    const std::size_t begin = at_;
    at_ += quote_bytes;
    const std::size_t inside = at_;
    while (at_ < query_.size() && !is_quote(peek().value)) advance();
    if (at_ == query_.size()) {
      return wrong(begin, begin + quote_bytes, "this quote does not end",
                   "close the phrase with another \"");
    }
    const std::size_t end = at_;
    advance();
    return add_phrase(begin, inside, end);
  }

  // Where 'a phrase' ends that begins here; none: the sign belongs to a word ("'70s", "d'Ivoire").
  std::optional<std::size_t> single_quotes_end() const {
    if (!is_single_quote(peek().value)) return std::nullopt;
    for (std::size_t at = at_ + peek().bytes; at < query_.size();) {
      const CodePoint point = decode_utf8(query_, at);
      if (is_single_quote(point.value) && is_end(at + point.bytes)) return at;
      if (is_quote(point.value)) return std::nullopt;
      at += point.bytes;
    }
    return std::nullopt;
  }

  Result<void> single_quoted(std::size_t end) {
    const std::size_t begin = at_;
    advance();
    const std::size_t inside = at_;
    at_ = end;
    advance();
    return add_phrase(begin, inside, end);
  }

  // The words of [inside, end), with their quotes from `begin` up to where the lexer stands.
  Result<void> add_phrase(std::size_t begin, std::size_t inside, std::size_t end) {
    const std::string_view text = query_.substr(inside, end - inside);
    if (text.find('*') != std::string_view::npos) {
      return wrong(
          begin, at_, "a phrase holds whole words, and no *",
          "write the beginning of a word beside the phrase, as in \"te giac\" ADJ/2 rung*");
    }
    add(PieceKind::phrase, begin, text);
    analyze(text);
    if (pieces_.back().words.empty()) {
      return wrong(begin, at_, "there is no word between these quotes");
    }
    return {};
  }

  // The bytes of "title" when "title:" stands here and something follows the colon; 0: it is not a field.
  std::size_t field_name() const {
    std::size_t end = at_;
    while (end < query_.size() && is_letter(query_[end])) ++end;
    const bool is_field = end > at_ && end < query_.size() && query_[end] == ':';
    if (!is_field) return 0;
    const std::string name = field_called(query_.substr(at_, end - at_));
    const bool something_follows =
        end + 1 < query_.size() && !is_blank(decode_utf8(query_, end + 1).value);
    return something_follows || is_askable(name) ? name.size() : 0;
  }

  Result<void> field(std::size_t name_bytes) {
    const std::size_t begin = at_;
    const std::string name = field_called(query_.substr(at_, name_bytes));
    at_ += name_bytes + 1;
    if (!is_askable(name)) {
      return wrong(begin, at_, fmt::format("no field \"{}\" can be asked", name), field_hint(name));
    }
    if (is_end(at_)) {
      return wrong(
          begin, at_, fmt::format("nothing stands right after \"{}:\"", name),
          fmt::format("write {0}:word, {0}:\"a phrase\" or {0}:(...), without a blank", name));
    }
    add(PieceKind::field, begin, name);
    return {};
  }

  Result<void> word() {
    const std::size_t begin = at_;
    if (begins_comparison(query_.substr(at_))) return comparison();
    skip_word();
    const std::string_view text = query_.substr(begin, at_ - begin);
    if (const Sign* sign = find_sign(text.substr(0, text.find('/')))) {
      const bool is_bare = text.find('/') == std::string_view::npos;
      if (is_bare || sign->has_distance) return operation(begin, text, *sign);
    }
    const bool is_outcry = text == "!" && is_end(at_);  // "Bắt voi !"
    if (const std::string meant = meant_sign(text); !meant.empty() && !is_outcry) {
      return wrong(
          begin, at_, fmt::format("this is not how the operator {} is written", meant),
          fmt::format("write {} between blanks; a word with such signs in it goes in quotes",
                      meant));
    }
    const bool is_count = at_ < query_.size() && query_[at_] == '(' && is_count_word(text);
    if (is_count) {
      add(PieceKind::op_count, begin);
      return {};
    }
    if (text.front() == '@') return lexicon(begin, text);
    if (parse_number_range(text)) {
      add(PieceKind::range, begin, text);
      return {};
    }
    return plain_word(begin, text);
  }

  // ">= 2": whether it stands behind count(...) is for the parser.
  Result<void> comparison() {
    const std::size_t begin = at_;
    const auto compared = read_comparison(query_.substr(at_));
    const bool is_whole = compared && (is_end(at_ + compared->bytes) ||
                                       ends_word(decode_utf8(query_, at_ + compared->bytes).value));
    if (!is_whole) {
      skip_word();
      const std::size_t sign_end = at_;
      const bool is_alone =
          query_.substr(begin, at_ - begin).find_first_not_of("<>=≥≤") == std::string_view::npos;
      while (is_alone && at_ < query_.size() && is_blank(peek().value)) advance();
      const std::size_t number_begin = at_;
      skip_word();
      return wrong(begin, at_ > number_begin ? at_ : sign_end,
                   "a comparison wants a whole number of at most six digits",
                   "write count(...) >= 2; also >, =, < and <=; in quotes it is no comparison");
    }
    at_ += compared->bytes;
    add(PieceKind::compare, begin);
    pieces_.back().comparison = compared->comparison;
    pieces_.back().number = compared->number;
    return {};
  }

  Result<void> plain_word(std::size_t begin, std::string_view text) {
    const bool cut_off = text.size() > 1 && text.back() == '*';
    const std::string_view letters = cut_off ? text.substr(0, text.size() - 1) : text;
    if (letters.find('*') != std::string_view::npos) {
      return wrong(begin, at_, "only the end of a word can be cut off with *",
                   "write the beginning of the word and one *, as in rhino*");
    }
    add(PieceKind::word, begin, text);
    analyze(letters);
    Piece& piece = pieces_.back();
    piece.cut_off = cut_off;
    const bool is_one = piece.words.size() == 1 && last_.end == letters.size();
    if (cut_off && !is_one) {
      return wrong(begin, at_, "* wants the beginning of one word right before it",
                   "write the beginning of the word and one *, as in rhino*");
    }
    if (!piece.words.empty()) return {};
    if (std::any_of(letters.begin(), letters.end(), is_letter)) {
      return wrong(begin, at_, "an address is no word of an article",
                   "web and mail addresses are left out of the index; a site is asked as "
                   "outlet:vnexpress.net");
    }
    pieces_.pop_back();
    return {};
  }

  Result<void> operation(std::size_t begin, std::string_view text, const Sign& sign) {
    unsigned distance = kDefaultDistance;
    const std::size_t slash = text.find('/');
    if (slash != std::string_view::npos) {
      const std::string_view digits = text.substr(slash + 1);
      const char* last = digits.data() + digits.size();
      const auto read = std::from_chars(digits.data(), last, distance);
      if (read.ec != std::errc{} || read.ptr != last || distance < 1 || distance > kMaxDistance) {
        return wrong(begin, at_, fmt::format("{} wants a number of words", sign.word),
                     fmt::format("write {0}/1 to {0}/{1}", sign.word, kMaxDistance));
      }
    }
    add(sign.kind, begin);
    pieces_.back().joint = sign.joint;
    pieces_.back().number = sign.has_distance ? distance : 0;
    pieces_.back().vietnamese = sign.vietnamese;
    return {};
  }

  // KHÔNG is NOT, and half of HÀNG KHÔNG: among words that are all capitals nobody can tell.
  Result<void> check_vietnamese_operators() const {
    const auto shouts = [&](std::size_t i) {
      const Piece& piece = pieces_[i];
      return piece.kind == PieceKind::word && piece.marked && piece.capitals;
    };
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (!pieces_[i].vietnamese) continue;
      const bool doubtful = (i > 0 && shouts(i - 1)) || shouts(i + 1);
      if (!doubtful) continue;
      return wrong(pieces_[i].place.begin, pieces_[i].place.end,
                   "among words in capitals this may be an operator or a word",
                   "write the operator in English (AND, OR, NOT, NEAR/5), or the other words in "
                   "small letters, or in quotes");
    }
    return {};
  }

  // "voi HOAC ho": a word where an operator would stand, in a query that is not all capitals.
  Result<void> check_bare_operators() const {
    if (std::none_of(pieces_.begin(), pieces_.end(), has_small_letters)) return {};
    for (std::size_t i = 0; i + 1 < pieces_.size(); ++i) {
      const Piece& piece = pieces_[i];
      const Sign* sign = piece.kind == PieceKind::word ? find_bare_sign(piece.text) : nullptr;
      if (sign == nullptr || !begins_operand(pieces_[i + 1])) continue;
      const bool has_left = i > 0 && ends_operand(pieces_[i - 1]);
      const bool is_in_field = i > 0 && pieces_[i - 1].kind == PieceKind::field;
      if (!has_left && (is_in_field || sign->kind != PieceKind::op_not)) continue;
      return wrong(piece.place.begin, piece.place.end,
                   fmt::format("this is the operator {} without its marks, or a word", sign->word),
                   "write the operator with its marks or in English, the word in small letters or "
                   "in quotes");
    }
    return {};
  }

  static bool has_small_letters(const Piece& piece) {
    const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
    return (piece.marked && !piece.capitals) ||
           std::any_of(piece.text.begin(), piece.text.end(), is_small);
  }

  Result<void> lexicon(std::size_t begin, std::string_view text) {
    const std::string_view name = text.substr(1);
    const std::size_t slash = name.find('/');
    const auto is_id = [](std::string_view id) {
      return !id.empty() && std::all_of(id.begin(), id.end(), is_name_char);
    };
    const bool good = is_id(name.substr(0, slash)) &&
                      (slash == std::string_view::npos || is_id(name.substr(slash + 1)));
    if (!good) {
      return wrong(begin, at_, "this is not the name of a lexicon",
                   "write @lexicon or @lexicon/entry, in lower-case letters, digits and hyphens");
    }
    add(PieceKind::lexicon, begin, name);
    return {};
  }

  void analyze(std::string_view text) {
    Piece& piece = pieces_.back();
    last_ = {};
    for (const text::Token& token : analyzer_.analyze(text)) {
      piece.words.push_back({std::string(token.exact), std::string(token.folded)});
      piece.marked = piece.marked || token.marked;
      piece.capitals = piece.capitals || token.all_capitals;
      last_ = token.span;
    }
  }

  CodePoint peek() const { return decode_utf8(query_, at_); }

  void advance() { at_ += peek().bytes; }

  void skip_word() {
    while (at_ < query_.size() && !ends_word(peek().value)) advance();
  }

  void add(PieceKind kind, std::size_t begin, std::string_view text = {}) {
    Piece piece;
    piece.kind = kind;
    piece.text = text;
    piece.place = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
    pieces_.push_back(std::move(piece));
  }

  tl::unexpected<Error> wrong(std::size_t begin, std::size_t end, std::string message,
                              std::string hint = {}) const {
    const text::Span place{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    return tl::unexpected<Error>(
        query_error(query_, origin_, place, std::move(message), std::move(hint)));
  }

  std::string_view query_;
  Dialect dialect_;
  const Origin& origin_;
  std::size_t at_ = 0;
  text::Analyzer analyzer_;
  text::Span last_;  // of the last token of what was analysed last
  std::vector<Piece> pieces_;
};

}  // namespace

bool begins_operand(const Piece& piece) {
  switch (piece.kind) {
    case PieceKind::op_and:
    case PieceKind::op_or:
    case PieceKind::op_joint:
    case PieceKind::compare:
    case PieceKind::close:
    case PieceKind::end:
      return false;
    default:
      return true;
  }
}

bool ends_operand(const Piece& piece) {
  switch (piece.kind) {
    case PieceKind::word:
    case PieceKind::phrase:
    case PieceKind::range:
    case PieceKind::lexicon:
    case PieceKind::star:
    case PieceKind::compare:
    case PieceKind::close:
      return true;
    default:
      return false;
  }
}

Result<std::vector<Piece>> cut_query(std::string_view query, Dialect dialect,
                                     const Origin& origin) {
  return Lexer(query, dialect, origin).cut();
}

}  // namespace saola::query
