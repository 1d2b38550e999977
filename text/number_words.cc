#include "text/number_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace saola::text {

namespace {

struct NumberWord {
  std::string_view word;
  double value;
};

constexpr std::array kUnits{
    NumberWord{"một", 1},        NumberWord{"hai", 2},       NumberWord{"ba", 3},
    NumberWord{"bốn", 4},        NumberWord{"năm", 5},       NumberWord{"sáu", 6},
    NumberWord{"bảy", 7},        NumberWord{"bẩy", 7},       NumberWord{"tám", 8},
    NumberWord{"chín", 9},       NumberWord{"mười", 10},     NumberWord{"one", 1},
    NumberWord{"two", 2},        NumberWord{"three", 3},     NumberWord{"four", 4},
    NumberWord{"five", 5},       NumberWord{"six", 6},       NumberWord{"seven", 7},
    NumberWord{"eight", 8},      NumberWord{"nine", 9},      NumberWord{"ten", 10},
    NumberWord{"eleven", 11},    NumberWord{"twelve", 12},   NumberWord{"thirteen", 13},
    NumberWord{"fourteen", 14},  NumberWord{"fifteen", 15},  NumberWord{"sixteen", 16},
    NumberWord{"seventeen", 17}, NumberWord{"eighteen", 18}, NumberWord{"nineteen", 19}};

// Behind "mươi" the last digit may be written another way.
constexpr std::array kLastDigits{NumberWord{"mốt", 1}, NumberWord{"tư", 4}, NumberWord{"lăm", 5},
                                 NumberWord{"nhăm", 5}};

constexpr std::array kTens{
    NumberWord{"twenty", 20}, NumberWord{"thirty", 30}, NumberWord{"forty", 40},
    NumberWord{"fifty", 50},  NumberWord{"sixty", 60},  NumberWord{"seventy", 70},
    NumberWord{"eighty", 80}, NumberWord{"ninety", 90}, NumberWord{"hundred", 100}};

constexpr std::array kFactors{
    NumberWord{"trăm", 1e2},    NumberWord{"nghìn", 1e3},    NumberWord{"ngàn", 1e3},
    NumberWord{"triệu", 1e6},   NumberWord{"tỷ", 1e9},       NumberWord{"tỉ", 1e9},
    NumberWord{"hundred", 1e2}, NumberWord{"thousand", 1e3}, NumberWord{"million", 1e6},
    NumberWord{"billion", 1e9}, NumberWord{"dozen", 12}};

template <typename Table>
std::optional<double> look_up(const Table& table, std::string_view word) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const NumberWord& row) { return row.word == word; });
  return found == table.end() ? std::nullopt : std::optional(found->value);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits in groups of three behind the first `mark`; "0.500" is no such number.
bool is_grouped(std::string_view token, char mark) {
  const std::size_t first = token.find(mark);
  if (first == 0 || first > 3 || token.front() == '0') return false;
  for (std::size_t at = first; at < token.size(); at += 4) {
    const bool group = token[at] == mark && at + 4 <= token.size() && is_digit(token[at + 1]) &&
                       is_digit(token[at + 2]) && is_digit(token[at + 3]);
    if (!group) return false;
  }
  return true;
}

std::optional<double> plain(std::string token) {
  double value = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), value);
  if (error != std::errc() || end != token.data() + token.size()) return std::nullopt;
  return value;
}

// "hai mươi lăm", "mười hai", "twenty five"; what stands alone is a unit.
std::optional<WrittenNumber> below_hundred(std::span<const Token> tokens) {
  const std::string_view word = tokens.front().exact;
  if (const auto tens = look_up(kTens, word); tens && *tens < 100) {
    const auto unit = tokens.size() > 1 ? look_up(kUnits, tokens[1].exact) : std::nullopt;
    if (unit && *unit < 10) return WrittenNumber{*tens + *unit, 2};
    return WrittenNumber{*tens, 1};
  }
  const auto unit = look_up(kUnits, word);
  if (!unit) return std::nullopt;
  const std::string_view next = tokens.size() > 1 ? tokens[1].exact : std::string_view();
  const auto digit = [&](std::size_t at) -> std::optional<double> {
    if (at >= tokens.size()) return std::nullopt;
    auto last = look_up(kLastDigits, tokens[at].exact);
    return last ? last : look_up(kUnits, tokens[at].exact);
  };
  if (word == "mười") {
    // "mười năm tù" is ten years, not fifteen.
    const bool is_teen = next == "lăm" || (digit(1) && *digit(1) < 10 && next != "năm");
    return is_teen ? WrittenNumber{10 + *digit(1), 2} : WrittenNumber{10, 1};
  }
  if (next != "mươi" && next != "chục") return WrittenNumber{*unit, 1};
  const bool has_last = next == "mươi" && digit(2) && *digit(2) < 10 && tokens[2].exact != "năm";
  return has_last ? WrittenNumber{*unit * 10 + *digit(2), 3} : WrittenNumber{*unit * 10, 2};
}

}  // namespace

std::optional<double> figures(std::string_view token, bool english) {
  if (token.empty() || !is_digit(token.front())) return std::nullopt;
  std::string text(token);
  const std::size_t commas = static_cast<std::size_t>(std::count(text.begin(), text.end(), ','));
  const std::size_t dots = static_cast<std::size_t>(std::count(text.begin(), text.end(), '.'));
  if (commas > 0 && dots > 0) {  // the later of both begins the decimals
    const char thousands = text.rfind(',') > text.rfind('.') ? '.' : ',';
    std::erase(text, thousands);
    std::replace(text.begin(), text.end(), ',', '.');
    return plain(text);
  }
  if (dots > 0 && is_grouped(text, '.')) {
    std::erase(text, '.');
  } else if (commas > 0 && is_grouped(text, ',') && (english || commas > 1)) {
    std::erase(text, ',');
  }
  std::replace(text.begin(), text.end(), ',', '.');
  return plain(text);
}

std::optional<WrittenNumber> number_at(std::span<const Token> tokens, bool english) {
  if (tokens.empty()) return std::nullopt;
  const std::string_view word = tokens.front().exact;
  std::optional<WrittenNumber> number;
  if (const auto value = figures(word, english)) {
    number = WrittenNumber{*value, 1};
  } else {
    number = below_hundred(tokens);
    if (!number && (word == "a" || word == "an") && tokens.size() > 1 &&
        look_up(kFactors, tokens[1].exact)) {
      number = WrittenNumber{1, 1};
    }
  }
  while (number && number->tokens < tokens.size()) {
    const auto factor = look_up(kFactors, tokens[number->tokens].exact);
    if (!factor) break;
    number->value *= *factor;
    ++number->tokens;
  }
  return number;
}

}  // namespace saola::text
