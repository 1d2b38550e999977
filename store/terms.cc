#include "store/terms.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"

namespace saola::store {

namespace {

constexpr std::size_t kMaxPlainId =
    200;  // bytes; leaves room below kMaxTermBytes whatever the prefix becomes

std::string prefixed(std::string_view prefix, std::string_view value) {
  std::string term;
  term.reserve(prefix.size() + value.size());
  return term.append(prefix).append(value);
}

}  // namespace

bool fits_term(std::string_view term) {
  auto zeros = static_cast<std::size_t>(std::count(term.begin(), term.end(), '\0'));
  return !term.empty() && term.size() + zeros <= kMaxTermBytes;
}

std::string exact_term(std::string_view token) { return std::string(token); }
std::string title_term(std::string_view token) { return prefixed("S", token); }
std::string author_term(std::string_view token) { return prefixed("A", token); }

std::string concept_term(std::string_view lexicon) { return prefixed("K", lexicon); }

std::string concept_term(std::string_view lexicon, std::string_view entry) {
  return prefixed("K", lexicon).append("/").append(entry);
}

std::string outlet_term(std::string_view outlet) { return prefixed("J", lower_ascii(outlet)); }
std::string language_term(std::string_view language) {
  return prefixed("L", lower_ascii(language));
}
std::string section_term(std::string_view folded) { return prefixed("XS", section_key(folded)); }

std::string credit_term(std::string_view folded) { return prefixed("XC", section_key(folded)); }

std::string section_key(std::string_view folded) {
  std::string key(folded);
  std::replace(key.begin(), key.end(), ' ', '-');
  return key;
}

std::string kind_term(std::string_view kind) { return prefixed("T", kind); }

std::string unique_term(std::string_view id) {
  return prefixed("Q", id.size() > kMaxPlainId ? sha256_hex(id) : std::string(id));
}

std::string day_term(Day day) { return prefixed("D", day_key(day)); }

std::string day_key(Day day) {
  const std::chrono::year_month_day date{day};
  return fmt::format("{:04}{:02}{:02}", int{date.year()}, unsigned{date.month()},
                     unsigned{date.day()});
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace saola::store
