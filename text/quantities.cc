#include "text/quantities.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "text/number_words.h"

namespace saola::text {

namespace {

using Words = std::string_view;  // one blank between words

struct Unit {
  Words words;
  Measure measure;
  double factor;
};

// 2^53: of greater ones a double tells another number than is written.
constexpr double kMostTold = 9'007'199'254'740'992;

// Longer ones before those they begin with.
constexpr std::array kUnits{
    Unit{"tấn", Measure::weight, 1000},     Unit{"tạ", Measure::weight, 100},
    Unit{"yến", Measure::weight, 10},       Unit{"kg", Measure::weight, 1},
    Unit{"kgs", Measure::weight, 1},        Unit{"ki lô gam", Measure::weight, 1},
    Unit{"kilôgam", Measure::weight, 1},    Unit{"kilogam", Measure::weight, 1},
    Unit{"ký", Measure::weight, 1},         Unit{"kí", Measure::weight, 1},
    Unit{"lạng", Measure::weight, 0.1},     Unit{"gam", Measure::weight, 0.001},
    Unit{"gram", Measure::weight, 0.001},   Unit{"grams", Measure::weight, 0.001},
    Unit{"g", Measure::weight, 0.001},      Unit{"tonnes", Measure::weight, 1000},
    Unit{"tonne", Measure::weight, 1000},   Unit{"tons", Measure::weight, 1000},
    Unit{"ton", Measure::weight, 1000},     Unit{"kilograms", Measure::weight, 1},
    Unit{"kilogram", Measure::weight, 1},   Unit{"kilogrammes", Measure::weight, 1},
    Unit{"kilos", Measure::weight, 1},      Unit{"kilo", Measure::weight, 1},
    Unit{"cá thể", Measure::animals, 1},    Unit{"con", Measure::animals, 1},
    Unit{"animals", Measure::animals, 1},   Unit{"người", Measure::people, 1},
    Unit{"đối tượng", Measure::people, 1},  Unit{"nghi phạm", Measure::people, 1},
    Unit{"nghi can", Measure::people, 1},   Unit{"bị cáo", Measure::people, 1},
    Unit{"bị can", Measure::people, 1},     Unit{"công dân", Measure::people, 1},
    Unit{"thanh niên", Measure::people, 1}, Unit{"phụ nữ", Measure::people, 1},
    Unit{"thợ săn", Measure::people, 1},    Unit{"people", Measure::people, 1},
    Unit{"persons", Measure::people, 1},    Unit{"men", Measure::people, 1},
    Unit{"women", Measure::people, 1},      Unit{"suspects", Measure::people, 1},
    Unit{"defendants", Measure::people, 1}, Unit{"nationals", Measure::people, 1},
    Unit{"citizens", Measure::people, 1},   Unit{"poachers", Measure::people, 1},
    Unit{"smugglers", Measure::people, 1},  Unit{"traffickers", Measure::people, 1},
    Unit{"đồng", Measure::dong, 1},         Unit{"vnđ", Measure::dong, 1},
    Unit{"vnd", Measure::dong, 1},          Unit{"đ", Measure::dong, 1},
    Unit{"dong", Measure::dong, 1},         Unit{"đô la", Measure::dollars, 1},
    Unit{"đôla", Measure::dollars, 1},      Unit{"usd", Measure::dollars, 1},
    Unit{"dollars", Measure::dollars, 1},   Unit{"us dollars", Measure::dollars, 1},
};

// Between the number and an English noun of animals, pieces or people: "12 live pangolins", "two Vietnamese men".
constexpr std::array<Words, 22> kBetween{
    "live",     "dead",       "adult",      "baby",  "young",   "frozen",  "rare", "wild",
    "elephant", "rhino",      "rhinoceros", "tiger", "bear",    "leopard", "lion", "ivory",
    "pangolin", "vietnamese", "chinese",    "thai",  "foreign", "african"};

constexpr std::array<Words, 26> kAnimals{
    "pangolins", "tigers",   "elephants", "rhinos",  "rhinoceroses", "bears",  "monkeys",
    "langurs",   "macaques", "gibbons",   "turtles", "tortoises",    "snakes", "birds",
    "lions",     "leopards", "cubs",      "parrots", "crocodiles",   "civets", "lizards",
    "geckos",    "otters",   "deer",      "serows",  "wolves"};

constexpr std::array<Words, 17> kPieces{"tusks",     "horns",     "skins",     "claws",  "teeth",
                                        "casques",   "bones",     "skulls",    "pelts",  "paws",
                                        "bangles",   "bracelets", "carcasses", "pieces", "items",
                                        "specimens", "fangs"};

// Vietnamese counts things by a word for their shape; what they are follows: "12 khúc ngà", "ba bộ da hổ".
constexpr std::array<Words, 16> kShapes{"chiếc", "cái", "khúc",     "mẩu",   "mảnh", "đoạn",
                                        "bộ",    "tấm", "cặp",      "miếng", "túi",  "thanh",
                                        "viên",  "đôi", "sản phẩm", "mẫu"};
constexpr std::array<Words, 18> kThings{"sừng", "ngà", "nanh",  "vuốt", "móng",     "răng",
                                        "vảy",  "da",  "xương", "sọ",   "đuôi",     "mỏ",
                                        "lông", "mật", "vây",   "cao",  "tiêu bản", "đầu"};

// "con" counts animals, but these are children, roads, figures.
constexpr std::array<Words, 20> kNoAnimal{"trai", "gái", "nhỏ",  "đường", "tàu",    "số",  "người",
                                          "phố",  "dao", "sông", "dấu",   "thuyền", "xe",  "bạc",
                                          "em",   "cái", "rể",   "dâu",   "ruột",   "nuôi"};

// Before years that are not said to be in prison behind: "mức án 10 năm", "sentenced to five years".
constexpr std::array<Words, 12> kSentenceWords{"án",         "tù",   "phạt",      "lĩnh",
                                               "lãnh",       "giam", "sentenced", "jailed",
                                               "imprisoned", "jail", "prison",    "imprisonment"};

template <typename List>
bool is_in(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// How many tokens from `at` on say `words`; 0: they do not.
std::size_t said(std::span<const Token> tokens, std::size_t at, Words words) {
  std::size_t count = 0;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (at + count >= tokens.size() || tokens[at + count].exact != words.substr(0, end)) return 0;
    words.remove_prefix(std::min(end + 1, words.size()));
    ++count;
  }
  return count;
}

template <typename List>
std::size_t said_any(std::span<const Token> tokens, std::size_t at, const List& list) {
  for (const Words words : list) {
    if (const std::size_t count = said(tokens, at, words)) return count;
  }
  return 0;
}

// What is counted, behind a number.
struct Counted {
  Measure measure = Measure::weight;
  double factor = 1;
  std::size_t tokens = 0;
};

std::optional<Counted> unit_at(std::span<const Token> tokens, std::size_t at) {
  for (const Unit& unit : kUnits) {
    const std::size_t count = said(tokens, at, unit.words);
    if (count == 0) continue;
    const bool has_next = at + count < tokens.size();
    if (unit.words == "con" && has_next && is_in(kNoAnimal, tokens[at + count].exact)) continue;
    // "một g" of a list, "3 đ" of a school mark: units of one letter follow figures
    const bool is_letter = tokens[at].exact.size() == 1;
    if (is_letter && !(at > 0 && tokens[at - 1].exact.front() <= '9')) continue;
    return Counted{unit.measure, unit.factor, count};
  }
  return std::nullopt;
}

// "chiếc sừng", "bộ da", "sừng", "mẩu": things, by shape, by name, or both.
std::optional<Counted> thing_at(std::span<const Token> tokens, std::size_t at) {
  std::size_t count = said_any(tokens, at, kShapes);
  const std::size_t thing = said_any(tokens, at + count, kThings);
  if (thing == 0) return std::nullopt;
  return Counted{Measure::pieces, 1, count + thing};
}

std::optional<Counted> noun_at(std::span<const Token> tokens, std::size_t at) {
  constexpr std::size_t kMostBetween = 3;
  for (std::size_t k = 0; k <= kMostBetween && at + k < tokens.size(); ++k) {
    const std::string_view word = tokens[at + k].exact;
    if (is_in(kAnimals, word)) return Counted{Measure::animals, 1, k + 1};
    if (is_in(kPieces, word)) return Counted{Measure::pieces, 1, k + 1};
    if (k > 0) {
      const auto unit = unit_at(tokens, at + k);
      if (unit && unit->measure == Measure::people) {
        return Counted{Measure::people, 1, k + unit->tokens};
      }
    }
    const bool of = word == "of" || word == "pairs" || word == "pair";
    if (!is_in(kBetween, word) && !of) break;
  }
  return std::nullopt;
}

class Finder {
 public:
  Finder(std::span<const Token> tokens, std::string_view text) : tokens_(tokens), text_(text) {
    english_ = std::none_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.marked; });
  }

  std::vector<Quantity> find() {
    for (std::size_t at = 0; at < tokens_.size();) {
      const auto quantity = quantity_at(at);
      if (quantity && quantity->high <= kMostTold) found_.push_back(*quantity);
      at = quantity ? quantity->last : at + 1;
    }
    return std::move(found_);
  }

 private:
  // Numbers that one sentence says in a row, as a range, are one quantity.
  struct Range {
    double low = 0;
    double high = 0;
    std::size_t next = 0;
  };

  std::optional<WrittenNumber> number(std::size_t at) const {
    if (at >= tokens_.size()) return std::nullopt;
    return number_at(tokens_.subspan(at), english_);
  }

  std::optional<Range> range_at(std::size_t at) const {
    const auto first = number(at);
    if (!first) return std::nullopt;
    std::size_t next = at + first->tokens;
    if (next >= tokens_.size()) return Range{first->value, first->value, next};
    const bool has_word =
        tokens_[next].exact == "đến" || tokens_[next].exact == "tới" || tokens_[next].exact == "to";
    const std::string_view between = text_.substr(
        tokens_[next - 1].span.end, tokens_[next].span.begin - tokens_[next - 1].span.end);
    const bool has_hyphen =
        between.find('-') != std::string_view::npos || between.find("–") != std::string_view::npos;
    if (!has_word && !has_hyphen) return Range{first->value, first->value, next};
    const auto second = number(next + (has_word ? 1 : 0));
    if (!second || second->value <= first->value) return Range{first->value, first->value, next};
    next += (has_word ? 1 : 0) + second->tokens;
    // "2-3 triệu": both are millions
    const auto bare = figures(tokens_[next - second->tokens].exact, english_);
    const double factor = bare && *bare > 0 ? second->value / *bare : 1;
    const bool shares = first->tokens == 1 && first->value < second->value / factor;
    return Range{shares ? first->value * factor : first->value, second->value, next};
  }

  std::optional<Quantity> quantity_at(std::size_t at) const {
    const auto range = range_at(at);
    if (!range || is_year(at)) return std::nullopt;
    if (auto prison = prison_at(at, *range)) return prison;
    if (is_dollars(at)) return made(at, range->next, *range, {Measure::dollars, 1, 0});
    if (is_parted(range->next) || is_date(at) || is_network(range->next)) return std::nullopt;
    auto counted = unit_at(tokens_, range->next);
    if (!counted) counted = thing_at(tokens_, range->next);
    if (!counted) counted = noun_at(tokens_, range->next);
    if (!counted) return std::nullopt;
    return made(at, range->next, *range, *counted);
  }

  static Quantity made(std::size_t at, std::size_t next, const Range& range,
                       const Counted& counted) {
    return {counted.measure, range.low * counted.factor, range.high * counted.factor,
            static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(next + counted.tokens)};
  }

  // "năm 2018": a date, whatever follows.
  bool is_year(std::size_t at) const {
    const auto value = figures(tokens_[at].exact, english_);
    return value && *value >= 1900 && *value <= 2100 && at > 0 && tokens_[at - 1].exact == "năm";
  }

  // "30/9, chi cục": what stands behind a comma is not what is counted; nor are 99 % of people.
  bool is_parted(std::size_t at) const {
    if (at >= tokens_.size()) return true;
    const std::uint32_t begin = tokens_[at - 1].span.end;
    const auto between = text_.substr(begin, tokens_[at].span.begin - begin);
    return between.find_first_of(",.;:()/%\n") != std::string_view::npos;
  }

  // "4G": a network, no weight.
  bool is_network(std::size_t at) const {
    return at < tokens_.size() && text_[tokens_[at].span.begin] == 'G' && tokens_[at].exact == "g";
  }

  // "30/9": the second figure.
  bool is_date(std::size_t at) const {
    const std::uint32_t begin = tokens_[at].span.begin;
    return begin > 0 && text_[begin - 1] == '/';
  }

  bool is_dollars(std::size_t at) const {
    const std::size_t begin = tokens_[at].span.begin;
    return begin > 0 && text_[begin - 1] == '$';
  }

  // Months of "năm" or "tháng", years or months; 0: another word.
  double months_of(std::size_t at) const {
    if (at >= tokens_.size()) return 0;
    const std::string_view word = tokens_[at].exact;
    if (word == "năm" || word == "year" || word == "years") return 12;
    if (word == "tháng" || word == "month" || word == "months") return 1;
    return 0;
  }

  std::optional<Quantity> prison_at(std::size_t at, Range range) const {
    const double unit = months_of(range.next);
    if (unit == 0) return std::nullopt;
    Quantity quantity = made(at, range.next, range, {Measure::prison, unit, 1});
    std::size_t next = quantity.last;
    if (unit == 12 && next < tokens_.size()) {  // "2 năm 6 tháng", "two years and six months"
      const std::size_t skip = tokens_[next].exact == "and" || tokens_[next].exact == "và" ? 1 : 0;
      const auto months = number(next + skip);
      if (months && months_of(next + skip + months->tokens) == 1) {
        quantity.low += months->value;
        quantity.high += months->value;
        next += skip + months->tokens + 1;
      }
    }
    next = add_upper(quantity, next);
    quantity.last = static_cast<std::uint32_t>(next);
    if (const std::size_t behind = prison_word(next)) {
      quantity.last += static_cast<std::uint32_t>(behind);
      return quantity;
    }
    return is_sentence(at) ? std::optional(quantity) : std::nullopt;
  }

  // "6 tháng đến 3 năm": the upper end has a unit of its own.
  std::size_t add_upper(Quantity& quantity, std::size_t next) const {
    const bool has_word =
        next < tokens_.size() && (tokens_[next].exact == "đến" || tokens_[next].exact == "tới" ||
                                  tokens_[next].exact == "to");
    const auto upper = has_word ? number(next + 1) : std::nullopt;
    const double unit = upper ? months_of(next + 1 + upper->tokens) : 0;
    if (unit == 0 || upper->value * unit <= quantity.high) return next;
    quantity.high = upper->value * unit;
    return next + 1 + upper->tokens + 1;
  }

  // Tokens from `at` on that say it is prison: "tù", "in prison", "jail term"; 0: none do.
  std::size_t prison_word(std::size_t at) const {
    constexpr std::array<Words, 14> kPrison{"tù giam",         "tù",           "án treo",
                                            "in prison",       "in jail",      "behind bars",
                                            "of imprisonment", "imprisonment", "prison sentence",
                                            "jail sentence",   "prison term",  "jail term",
                                            "in custody",      "prison"};
    return said_any(tokens_, at, kPrison);
  }

  bool is_sentence(std::size_t at) const {
    constexpr std::size_t kBack = 3;
    for (std::size_t k = 1; k <= kBack && k <= at; ++k) {
      if (tokens_[at - k].sentence != tokens_[at].sentence) return false;
      if (is_in(kSentenceWords, tokens_[at - k].exact)) return true;
    }
    return false;
  }

  std::span<const Token> tokens_;
  std::string_view text_;
  bool english_ = false;
  std::vector<Quantity> found_;
};

std::string number_text(double value) {
  std::string text = fmt::format("{:.3f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

std::string_view unit_of(Measure measure) {
  switch (measure) {
    case Measure::weight:
      return "kg";
    case Measure::animals:
      return "animals";
    case Measure::pieces:
      return "pieces";
    case Measure::people:
      return "people";
    case Measure::prison:
      return "months of prison";
    case Measure::dong:
      return "VND";
    case Measure::dollars:
      return "USD";
  }
  return "";
}

std::vector<Quantity> find_quantities(std::span<const Token> tokens, std::string_view text) {
  return Finder(tokens, text).find();
}

std::string to_string(const Quantity& quantity) {
  const std::string low = number_text(quantity.low);
  const std::string high = number_text(quantity.high);
  return fmt::format("{} {}", low == high ? low : low + "-" + high, unit_of(quantity.measure));
}

}  // namespace saola::text
