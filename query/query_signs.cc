#include "query/query_signs.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/canonical.h"

namespace saola::query {

namespace {

constexpr std::array kSigns{
    Sign{"*", PieceKind::star},
    Sign{"AND", PieceKind::op_and},
    Sign{"OR", PieceKind::op_or},
    Sign{"NOT", PieceKind::op_not},
    Sign{"NEAR", PieceKind::op_joint, Joint::near, true},
    Sign{"ADJ", PieceKind::op_joint, Joint::following, true},
    Sign{"SENT", PieceKind::op_joint, Joint::sentence},
    Sign{"PARA", PieceKind::op_joint, Joint::paragraph},
    Sign{"VÀ", PieceKind::op_and, Joint::near, false, true},
    Sign{"HOẶC", PieceKind::op_or, Joint::near, false, true},
    Sign{"KHÔNG", PieceKind::op_not, Joint::near, false, true},
    Sign{"GẦN", PieceKind::op_joint, Joint::near, true, true},
    Sign{"KỀ", PieceKind::op_joint, Joint::following, true, true},
    Sign{"CÂU", PieceKind::op_joint, Joint::sentence, false, true},
    Sign{"ĐOẠN", PieceKind::op_joint, Joint::paragraph, false, true},
};

struct CompareSign {
  std::string_view text;
  Comparison comparison;
};

// The longer of two that begin alike stands first.
constexpr std::array kCompareSigns{
    CompareSign{">=", Comparison::at_least}, CompareSign{"<=", Comparison::at_most},
    CompareSign{"≥", Comparison::at_least},  CompareSign{"≤", Comparison::at_most},
    CompareSign{">", Comparison::more_than}, CompareSign{"<", Comparison::fewer_than},
    CompareSign{"=", Comparison::equal_to}};

const CompareSign* find_compare_sign(std::string_view text) {
  const auto sign =
      std::find_if(kCompareSigns.begin(), kCompareSigns.end(),
                   [&](const CompareSign& row) { return text.starts_with(row.text); });
  return sign == kCompareSigns.end() ? nullptr : &*sign;
}

// "HOAC"
std::string without_marks(std::string_view sign) {
  std::string letters = text::fold(sign);
  for (char& c : letters) c = static_cast<char>(c - 'a' + 'A');
  return letters;
}

}  // namespace

const Sign* find_sign(std::string_view word) {
  const std::string composed = text::display_form(word);
  const auto sign = std::find_if(kSigns.begin(), kSigns.end(),
                                 [&](const Sign& row) { return row.word == composed; });
  return sign == kSigns.end() ? nullptr : &*sign;
}

const Sign* find_bare_sign(std::string_view word) {
  const std::string_view name = word.substr(0, word.find('/'));
  const bool has_number = name.size() < word.size();
  const auto sign = std::find_if(kSigns.begin(), kSigns.end(), [&](const Sign& row) {
    return row.vietnamese && row.has_distance == has_number && without_marks(row.word) == name;
  });
  return sign == kSigns.end() ? nullptr : &*sign;
}

std::string meant_sign(std::string_view word) {
  if (word.find('|') != std::string_view::npos) return "OR";
  if (word.find("&&") != std::string_view::npos) return "AND";
  if (word.starts_with('!')) return "NOT";
  const std::size_t digits = word.find_last_not_of("0123456789") + 1;
  if (digits == 0 || digits == word.size()) return {};
  const bool has_slash = word[digits - 1] == '/';
  const Sign* sign = find_sign(word.substr(0, has_slash ? digits - 1 : digits));
  if (sign == nullptr || sign->has_distance == has_slash) return {};
  const std::string_view number = has_slash ? std::string_view() : word.substr(digits);
  return std::string(sign->word).append(has_slash ? "" : "/").append(number);
}

bool is_count_word(std::string_view word) {
  const std::string folded = text::fold(word);
  return folded == "count" ||
         (folded == "dem" && word.size() > 3);  // "dem" without marks is a word
}

bool begins_comparison(std::string_view text) { return find_compare_sign(text) != nullptr; }

std::optional<Compared> read_comparison(std::string_view text) {
  constexpr std::size_t kMaxDigits = 6;
  const CompareSign* sign = find_compare_sign(text);
  if (sign == nullptr) return std::nullopt;
  const std::size_t begin = text.find_first_not_of(" \t\r\n", sign->text.size());
  if (begin == std::string_view::npos) return std::nullopt;
  Compared compared;
  compared.comparison = sign->comparison;
  const char* last = text.data() + std::min(begin + kMaxDigits, text.size());
  const auto read = std::from_chars(text.data() + begin, last, compared.number);
  if (read.ec != std::errc{}) return std::nullopt;
  compared.bytes = static_cast<std::size_t>(read.ptr - text.data());
  return compared;
}

}  // namespace saola::query
