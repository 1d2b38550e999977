#include "query/unfolding.h"

#include <algorithm>
#include <unordered_map>

#include "base/utf8.h"
#include "text/word.h"

namespace saola::query {

namespace {

constexpr std::string_view kFirstNotAscii = "\xC2";  // no byte of UTF-8 behind ASCII is smaller

bool is_ascii(std::string_view text) { return skip_ascii(text, 0) == text.size(); }

// One walk along the terms behind a prefix. A word that cannot fold to what is wanted shows at its first wrong letter where
// the next one that can may begin, and all between is leapt over.
class Walk {
 public:
  Walk(const Xapian::Database& db, std::string_view prefix, std::string_view folded,
       bool is_beginning)
      : db_(db), prefix_(prefix), folded_(folded), is_beginning_(is_beginning) {}

  std::vector<std::string> find() {
    std::vector<std::string> found;
    auto term = db_.allterms_begin(prefix_);
    const auto end = db_.allterms_end(prefix_);
    while (term != end) {
      const std::string here = *term;
      const std::string_view word = std::string_view(here).substr(prefix_.size());
      const Step step = look_at(word);
      if (step.fits) found.push_back(here);
      if (step.go_on.empty()) break;
      term.skip_to(prefix_ + step.go_on);
    }
    return found;
  }

 private:
  struct Step {
    bool fits = false;
    std::string go_on;  // what follows may begin here, and not before; empty: nothing follows
  };

  Step look_at(std::string_view word) {
    std::size_t wanted = 0;  // bytes of folded_ that the word has given
    std::size_t at = 0;
    while (at < word.size()) {
      const CodePoint point = decode_utf8(word, at);
      const std::string& letters = fold_of(point.value);
      if (is_beginning_ && wanted == folded_.size()) break;
      if (!is_ascii(letters) && !is_ascii(folded_.substr(wanted))) break;  // told by the whole word
      if (!goes_on(letters, wanted)) return {false, leap(word, at, wanted)};
      wanted = std::min(wanted + letters.size(), folded_.size());
      at += point.bytes;
    }
    return {fits(word), std::string(word).append(1, '\0')};
  }

  // Whether these letters may follow what the first `wanted` bytes stand for.
  bool goes_on(std::string_view letters, std::size_t wanted) const {
    const std::string_view rest = folded_.substr(wanted);
    return rest.starts_with(letters) || (is_beginning_ && letters.starts_with(rest));
  }

  // From the letter at `at`, which is wrong, to the next that may stand there.
  std::string leap(std::string_view word, std::size_t at, std::size_t wanted) const {
    const CodePoint wrong = decode_utf8(word, at);
    std::string target(word.substr(0, at));
    if (wrong.value >= 0x80) {
      constexpr char32_t kLast = 0x10FFFF;
      if (wrong.value == kLast)
        return {};  // a word of the last code point there is: nothing can follow
      append_utf8(target, wrong.value == 0xD7FF ? 0xE000 : wrong.value + 1);
      return target;
    }
    const char next = wanted < folded_.size() ? folded_[wanted] : '\0';
    const bool comes_later = wrong.value < static_cast<unsigned char>(next);
    return comes_later && static_cast<unsigned char>(next) < 0x80 ? target + next
                                                                  : target.append(kFirstNotAscii);
  }

  bool fits(std::string_view word) const {
    std::string folded;
    text::append_folded(word, folded);
    return is_beginning_ ? folded.starts_with(folded_) : folded == folded_;
  }

  // What one letter folds to; nothing for a mark that is dropped. ASCII stands for itself, and a capital for no letter of a word.
  const std::string& fold_of(char32_t point) {
    const auto [known, is_new] = folds_.try_emplace(point);
    if (!is_new) return known->second;
    std::string letter;
    append_utf8(letter, point);
    if (point < 0x80) {
      known->second = letter;
    } else {
      text::append_folded(letter, known->second);
    }
    return known->second;
  }

  const Xapian::Database& db_;
  std::string prefix_;
  std::string_view folded_;
  bool is_beginning_;
  std::unordered_map<char32_t, std::string> folds_;
};

}  // namespace

std::vector<std::string> unfold(const Xapian::Database& db, std::string_view prefix,
                                std::string_view folded) {
  return Walk(db, prefix, folded, false).find();
}

std::vector<std::string> unfold_beginning(const Xapian::Database& db, std::string_view prefix,
                                          std::string_view folded) {
  return Walk(db, prefix, folded, true).find();
}

}  // namespace saola::query
