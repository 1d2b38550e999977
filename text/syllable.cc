#include "text/syllable.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>
#include <vector>

namespace saola::text {
namespace {

using View = std::u32string_view;

constexpr std::array<View, 25> kOnsets = {  // longest first
    U"ngh", U"ng", U"nh", U"gh", U"kh", U"ph", U"th", U"tr", U"ch", U"b", U"c", U"d", U"đ",
    U"g",   U"h",  U"k",  U"l",  U"m",  U"n",  U"p",  U"r",  U"s",  U"t", U"v", U"x"};

constexpr std::array<View, 9> kCodas = {U"", U"c", U"ch", U"m", U"n", U"ng", U"nh", U"p", U"t"};

// Rhymes without a glide: they follow any onset that their first letter allows.
constexpr View kPlainRhymes[] = {
    U"a",   U"ai",   U"ao",  U"au",   U"ay",  U"ac",  U"ach", U"am",  U"an",  U"ang",  U"anh",
    U"ap",  U"at",   U"ăc",  U"ăm",   U"ăn",  U"ăng", U"ăp",  U"ăt",  U"âu",  U"ây",   U"âc",
    U"âm",  U"ân",   U"âng", U"âp",   U"ât",  U"e",   U"eo",  U"ec",  U"em",  U"en",   U"eng",
    U"ep",  U"et",   U"ê",   U"êu",   U"êch", U"êm",  U"ên",  U"ênh", U"êp",  U"êt",   U"i",
    U"ia",  U"iu",   U"ich", U"im",   U"in",  U"inh", U"ip",  U"it",  U"iêu", U"iêc",  U"iêm",
    U"iên", U"iêng", U"iêp", U"iêt",  U"o",   U"oi",  U"oc",  U"om",  U"on",  U"ong",  U"op",
    U"ot",  U"ooc",  U"oon", U"oong", U"ô",   U"ôi",  U"ôc",  U"ôm",  U"ôn",  U"ông",  U"ôp",
    U"ôt",  U"ơ",    U"ơi",  U"ơm",   U"ơn",  U"ơp",  U"ơt",  U"u",   U"ua",  U"ui",   U"uc",
    U"um",  U"un",   U"ung", U"up",   U"ut",  U"uôi", U"uôc", U"uôm", U"uôn", U"uông", U"uôt",
    U"ư",   U"ưa",   U"ưi",  U"ưu",   U"ưc",  U"ưm",  U"ưn",  U"ưng", U"ưt",  U"ươi",  U"ươu",
    U"ươc", U"ươm",  U"ươn", U"ương", U"ươp", U"ươt"};

// Rhymes that begin with a glide: not after the lips' own b m p ph v, save a few loans (buýt, voan).
constexpr View kGlideRhymes[] = {
    U"oa",  U"oai", U"oay",  U"oao",  U"oac",  U"oach", U"oam",  U"oan", U"oang", U"oanh",
    U"oap", U"oat", U"oăc",  U"oăm",  U"oăn",  U"oăng", U"oăt",  U"oe",  U"oen",  U"oeo",
    U"oet", U"uê",  U"uêch", U"uênh", U"uân",  U"uâng", U"uât",  U"uây", U"uơ",   U"uy",
    U"uya", U"uyu", U"uych", U"uyên", U"uyêt", U"uyn",  U"uynh", U"uyt", U"uyp"};

// After qu, whose u is the glide itself.
constexpr View kRhymesAfterQu[] = {
    U"a",  U"ai", U"ao", U"au",  U"ay",  U"ac", U"ach", U"am",  U"an",  U"ang", U"anh", U"ap",
    U"at", U"ăc", U"ăm", U"ăn",  U"ăng", U"ăp", U"ăt",  U"ân",  U"âng", U"ât",  U"ây",  U"âu",
    U"e",  U"en", U"eo", U"et",  U"em",  U"ê",  U"ên",  U"êch", U"ênh", U"êt",  U"êu",  U"i",
    U"in", U"it", U"y",  U"yên", U"yêt", U"yt", U"ynh", U"ych", U"yn",  U"ơ",   U"ơi",  U"ôc"};

// With no onset i is written y before ê (yêu), and stands alone as y; both i and y stand alone after an onset (lí, lý).
constexpr View kRhymesAlone[] = {U"y", U"yêu", U"yêm", U"yên", U"yêng", U"yêt"};

template <typename Table>
bool has(const Table& table, View rhyme) {
  return std::any_of(std::begin(table), std::end(table),
                     [&](View known) { return known == rhyme; });
}

bool is_front(char32_t vowel) {
  return vowel == U'e' || vowel == U'ê' || vowel == U'i' || vowel == U'y';
}

/// k gh ngh go before e ê i y, c g ng before the others; gi and qu are onsets of their own.
bool onset_suits(View onset, char32_t first) {
  if (onset == U"k" || onset == U"gh" || onset == U"ngh") return is_front(first);
  if (onset == U"c" || onset == U"ng") return !is_front(first);
  if (onset == U"g") return !is_front(first) || first == U'i';
  return true;
}

bool is_labial(View onset) {
  return onset == U"b" || onset == U"m" || onset == U"p" || onset == U"ph" || onset == U"v";
}

bool rhyme_suits(View onset, View rhyme) {
  if (onset == U"qu") return has(kRhymesAfterQu, rhyme);
  if (!onset_suits(onset, rhyme.front())) return false;
  if (onset.empty())
    return has(kRhymesAlone, rhyme) || has(kPlainRhymes, rhyme) || has(kGlideRhymes, rhyme);
  if (onset == U"gi") return has(kPlainRhymes, rhyme);
  if (rhyme == U"y") return true;
  if (has(kPlainRhymes, rhyme)) return true;
  if (is_labial(onset)) return rhyme == U"uyt" || rhyme == U"oan" || rhyme == U"uy";
  return has(kGlideRhymes, rhyme);
}

bool ends_in_stop(View coda) {
  return coda == U"c" || coda == U"ch" || coda == U"p" || coda == U"t";
}

std::string fold_letters(View letters) {
  std::string folded;
  for (const char32_t letter : letters) {
    const VowelLetter vowel = vowel_letter(letter);
    folded += vowel ? vowel.base : letter == U'đ' ? 'd' : static_cast<char>(letter);
  }
  return folded;
}

constexpr std::size_t kMostLetters = 8;  // "nghiêng" has seven

/// A word taken apart: lower case, the tone lifted off.
struct Toneless {
  std::array<char32_t, kMostLetters> storage = {};
  std::size_t size = 0;
  Tone tone = Tone::ngang;
  std::size_t at = 0;  // the letter that carried the tone

  [[nodiscard]] View letters() const { return {storage.data(), size}; }
};

/// None if two letters carry a tone, if the word is longer than any syllable, or holds İ, which only in lower case is a letter
/// of Vietnamese.
std::optional<Toneless> lift_tone(View word) {
  if (word.size() > kMostLetters) return std::nullopt;
  Toneless lifted;
  for (const char32_t written : word) {
    const char32_t letter = lower(written);
    const VowelLetter vowel = vowel_letter(letter);
    if (vowel && !vowel_letter(written)) return std::nullopt;
    if (vowel && vowel.tone != Tone::ngang) {
      if (lifted.tone != Tone::ngang) return std::nullopt;
      lifted.tone = vowel.tone;
      lifted.at = lifted.size;
    }
    lifted.storage[lifted.size++] = without_tone(letter);
  }
  return lifted;
}

bool is_style_rhyme(const SyllableParts& parts) {
  return parts.coda.empty() &&
         (parts.vowels == U"oa" || parts.vowels == U"oe" || parts.vowels == U"uy");
}

/// Which of the vowels carries the tone, counted from the first vowel.
std::size_t tone_seat(const SyllableParts& parts) {
  const View vowels = parts.vowels;
  for (std::size_t i = vowels.size(); i-- > 0;)
    if (vowel_letter(vowels[i]).quality != Quality::none) return i;
  if (vowels.size() == 3) return 1;
  return vowels.size() == 2 && !parts.coda.empty() ? 1 : 0;
}

/// Whether a toneless shape can be a syllable with this tone.
bool is_known_shape(const SyllableParts& parts, Tone tone) {
  if (ends_in_stop(parts.coda) && tone != Tone::sac && tone != Tone::nang) return false;
  const View rhyme(parts.vowels.data(), parts.vowels.size() + parts.coda.size());
  return rhyme_suits(parts.onset, rhyme);
}

void move_tone(std::u32string& word, const Toneless& lifted, std::size_t seat) {
  word[lifted.at] = without_tone(word[lifted.at]);
  VowelLetter carrier = vowel_letter(word[seat]);
  carrier.tone = lifted.tone;
  word[seat] = compose(carrier);
}

/// Every onset with every rhyme that suits it, as typed without marks: about 2,000 words.
std::unordered_set<std::string> folded_syllables() {
  std::vector<View> onsets(kOnsets.begin(), kOnsets.end());
  onsets.insert(onsets.end(), {U"", U"qu", U"gi"});
  std::unordered_set<std::string> made;
  const auto add = [&](View onset, const auto& rhymes) {
    for (const View rhyme : rhymes)
      if (rhyme_suits(onset, rhyme)) made.insert(fold_letters(onset) + fold_letters(rhyme));
  };
  for (const View onset : onsets) {
    add(onset, kPlainRhymes);
    add(onset, kGlideRhymes);
    add(onset, kRhymesAfterQu);
    add(onset, kRhymesAlone);
  }
  return made;
}

}  // namespace

bool cut_syllable(View toneless, SyllableParts& parts) {
  const auto is_vowel_at = [&](std::size_t i) {
    return i < toneless.size() && static_cast<bool>(vowel_letter(toneless[i]));
  };
  std::size_t start = 0;
  if ((toneless.starts_with(U"qu") || toneless.starts_with(U"gi")) && is_vowel_at(2)) {
    start = 2;
  } else {
    for (const View onset : kOnsets) {
      if (!toneless.starts_with(onset)) continue;
      start = onset.size();
      break;
    }
  }
  std::size_t end = start;
  while (is_vowel_at(end)) ++end;
  parts = {toneless.substr(0, start), toneless.substr(start, end - start), toneless.substr(end)};
  return end > start && end - start <= 3 &&
         std::find(kCodas.begin(), kCodas.end(), parts.coda) != kCodas.end();
}

bool is_well_formed(View word) {
  const std::optional<Toneless> lifted = lift_tone(word);
  SyllableParts parts;
  if (!lifted || !cut_syllable(lifted->letters(), parts) || !is_known_shape(parts, lifted->tone))
    return false;
  if (lifted->tone == Tone::ngang) return true;
  const std::size_t seat = parts.onset.size() + tone_seat(parts);
  return lifted->at == seat || (is_style_rhyme(parts) && lifted->at == seat + 1);
}

bool is_folded_syllable(std::string_view word) {
  static const std::unordered_set<std::string> known = folded_syllables();
  return word.size() <= kMostLetters && known.contains(std::string(word));
}

void place_tone(std::u32string& word) {
  const std::optional<Toneless> lifted = lift_tone(word);
  if (!lifted || lifted->tone == Tone::ngang) return;
  SyllableParts parts;
  if (!cut_syllable(lifted->letters(), parts)) return;
  const std::size_t seat = parts.onset.size() + tone_seat(parts);
  if (lifted->at == seat) return;
  const bool is_style = is_style_rhyme(parts) && lifted->at == seat + 1;
  // "gịa" of "giặt gịa" is the one word whose gi is not an onset.
  const bool is_gia = lifted->letters() == U"gia" && lifted->tone == Tone::nang;
  if (!is_style && is_gia) return;
  move_tone(word, *lifted, seat);
}

}  // namespace saola::text
