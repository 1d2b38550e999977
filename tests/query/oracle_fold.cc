// The oracle's folding: the letters of a word without their marks, by Unicode's decomposition.

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "tests/query/oracle_tree.h"

namespace saola::query {

std::string oracle_fold(std::string_view word) {
  // Letters that Unicode does not take apart.
  static const std::map<UChar32, const char*> kLetters{{U'đ', "d"},  {U'ø', "o"},  {U'ł', "l"},
                                                       {U'ß', "ss"}, {U'æ', "ae"}, {U'œ', "oe"},
                                                       {U'þ', "th"}};
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfd = icu::Normalizer2::getNFDInstance(status);
  auto apart =
      icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int>(word.size())));
  apart = nfd->normalize(apart.toLower(), status);
  if (U_FAILURE(status)) throw std::runtime_error("oracle: no decomposition");
  icu::UnicodeString bare;
  for (int i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
    const UChar32 point = apart.char32At(i);
    const auto letter = kLetters.find(point);
    if (letter != kLetters.end()) {
      bare += icu::UnicodeString(letter->second);
    } else if (u_getCombiningClass(point) == 0) {
      bare += point;
    }
  }
  std::string folded;
  return bare.toUTF8String(folded);
}

std::string oracle_keyword(std::string_view value) {
  std::string keyword = oracle_fold(value);
  std::erase(keyword, '"');
  std::replace(keyword.begin(), keyword.end(), ' ', '-');
  return keyword;
}

}  // namespace saola::query
