#include "text/normal.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cassert>

#include "text/letters.h"

namespace saola::text {
namespace {

using Instance = const icu::Normalizer2* (*)(UErrorCode&);

void normalize(std::u32string& points, Instance instance) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = instance(status);
  assert(U_SUCCESS(status));  // ICU carries NFC and NFD in its own library
  const icu::UnicodeString in = icu::UnicodeString::fromUTF32(
      reinterpret_cast<const UChar32*>(points.data()), static_cast<std::int32_t>(points.size()));
  const icu::UnicodeString out = normalizer->normalize(in, status);
  points.resize(static_cast<std::size_t>(out.countChar32()));
  out.toUTF32(reinterpret_cast<UChar32*>(points.data()), static_cast<std::int32_t>(points.size()),
              status);
}

}  // namespace

void to_nfc(std::u32string& points) {
  const auto is_simple = [](char32_t point) { return point < 0x80 || is_marked_letter(point); };
  if (std::all_of(points.begin(), points.end(), is_simple)) return;
  normalize(points, icu::Normalizer2::getNFCInstance);
}

void to_nfd(std::u32string& points) { normalize(points, icu::Normalizer2::getNFDInstance); }

}  // namespace saola::text
