#include <algorithm>
#include <array>
#include <bitset>
#include <tuple>
#include <unordered_map>

#include "text/lexicon.h"

namespace saola::text {
namespace {

enum class Use : std::uint8_t { match, exclude };

struct LetterCase {
  bool capital = false;
  bool all_capitals = false;
};

/// One spelling of one entry.
struct Phrase {
  std::uint32_t lexicon = 0;
  std::uint32_t entry = 0;
  Use use = Use::match;
  bool is_cased = false;
  bool is_last = false;           // of those that end in the same state
  std::string terms;              // each with a space behind it, as no term holds one
  std::vector<LetterCase> cases;  // of each term, if is_cased
};

struct Occurrence {
  LexiconMatch match;
  Use use = Use::match;
};

/// Exact or folded terms: which of a token's two the automaton reads.
enum class Lane { exact, folded };

template <Lane lane>
std::uint32_t hash_of(const Token& token) {
  return lane == Lane::exact ? token.exact_hash : token.folded_hash;
}

template <Lane lane>
std::string_view term_of(const Token& token) {
  return lane == Lane::exact ? token.exact : token.folded;
}

/// A trie whose arrows are the hashes of terms; what is found is compared with the terms themselves. Three sets of
/// bits, of spellings of one word, of two, and of the first three words of longer ones, tell of most tokens that nothing
/// begins at them.
class Trie {
 public:
  /// Where a term leads.
  struct Arrow {
    std::uint64_t from = 0;
    std::uint32_t to = 0;       // 0: no arrow
    std::uint32_t phrases = 0;  // the first that ends there, counted from 1; 0: none does
  };

  void add(Phrase phrase, const std::vector<std::uint32_t>& hashes) {
    if (hashes.size() == 1) {
      alone_.set(hashes[0] % kFirstBits);
    } else if (hashes.size() == 2) {
      pairs_.set(pair_bit(hashes[0], hashes[1]));
    } else {
      triples_.set(triple_bit(hashes[0], hashes[1], hashes[2]));
    }
    std::uint32_t state = 0;
    for (const std::uint32_t hash : hashes) {
      const auto next = static_cast<std::uint32_t>(ending_.size());
      const auto [arrow, is_new] = building_.try_emplace(key(state, hash), next);
      if (is_new) ending_.emplace_back();
      state = arrow->second;
    }
    ending_[state].push_back(std::move(phrase));
  }

  /// To be called after the last phrase: lays the arrows out in one table, the phrases in another.
  void finish() {
    std::size_t size = 16;
    while (size < building_.size() * 3 / 2) size *= 2;
    arrows_.assign(size, {});
    for (const auto& [from, to] : building_) {
      std::size_t place = place_of(from);
      while (arrows_[place].to != 0) place = (place + 1) & (size - 1);
      const bool is_end = !ending_[to].empty();
      arrows_[place] = {from, to, is_end ? static_cast<std::uint32_t>(phrases_.size() + 1) : 0};
      for (Phrase& phrase : ending_[to]) phrases_.push_back(std::move(phrase));
      if (is_end) phrases_.back().is_last = true;
    }
    building_.clear();
    ending_.clear();
  }

  /// 1 if something can begin with terms of these three hashes, else 0: a number to add, since which word begins something
  /// cannot be predicted.
  [[nodiscard]] std::uint32_t may_begin(std::uint32_t hash, std::uint32_t next,
                                        std::uint32_t third) const {
    return static_cast<std::uint32_t>(alone_[hash % kFirstBits]) |
           static_cast<std::uint32_t>(pairs_[pair_bit(hash, next)]) |
           static_cast<std::uint32_t>(triples_[triple_bit(hash, next, third)]);
  }

  /// From a state over a term of that hash; leads to 0 if nowhere.
  [[nodiscard]] Arrow step(std::uint32_t state, std::uint32_t hash) const {
    const std::uint64_t wanted = key(state, hash);
    for (std::size_t place = place_of(wanted); arrows_[place].to != 0;
         place = (place + 1) & (arrows_.size() - 1))
      if (arrows_[place].from == wanted) return arrows_[place];
    return {};
  }

  /// The phrase of that number, from Arrow::phrases on until one is the last.
  [[nodiscard]] const Phrase& phrase(std::uint32_t number) const { return phrases_[number - 1]; }

 private:
  static constexpr std::size_t kFirstBits = 1 << 15;  // 4 KB each: they stay in the nearest cache
  static constexpr std::size_t kPairBits = 1 << 17;

  static std::uint64_t key(std::uint32_t state, std::uint32_t hash) {
    return std::uint64_t{state} << 32 | hash;
  }
  static std::size_t pair_bit(std::uint32_t first, std::uint32_t second) {
    return (first * 0x9E3779B1U ^ second) % kPairBits;
  }
  static std::size_t triple_bit(std::uint32_t first, std::uint32_t second, std::uint32_t third) {
    return ((first * 0x9E3779B1U ^ second) * 0x85EBCA6BU ^ third) % kPairBits;
  }
  [[nodiscard]] std::size_t place_of(std::uint64_t from) const {
    return static_cast<std::size_t>(from * 0x9E3779B97F4A7C15U >> 32) & (arrows_.size() - 1);
  }

  std::unordered_map<std::uint64_t, std::uint32_t> building_;
  std::vector<Arrow> arrows_;
  std::vector<std::vector<Phrase>> ending_ = {{}};  // by state, while building; state 0: beginning
  std::vector<Phrase> phrases_;
  std::bitset<kFirstBits> alone_;
  std::bitset<kPairBits> pairs_;
  std::bitset<kPairBits> triples_;
};

template <Lane lane>
bool is_phrase(const Phrase& phrase, std::span<const Token> tokens) {
  const char* expected = phrase.terms.data();
  for (const Token& token : tokens) {
    const std::string_view term = term_of<lane>(token);
    if (!std::equal(term.begin(), term.end(), expected) || expected[term.size()] != ' ')
      return false;
    expected += term.size() + 1;
  }
  if (!phrase.is_cased) return true;
  return std::equal(tokens.begin(), tokens.end(), phrase.cases.begin(),
                    [](const Token& token, const LetterCase& wanted) {
                      return token.capital == wanted.capital &&
                             token.all_capitals == wanted.all_capitals;
                    });
}

/// What begins at token `first`.
template <Lane lane>
void walk(const Trie& trie, std::span<const Token> tokens, std::size_t first,
          std::vector<Occurrence>& out) {
  std::uint32_t state = 0;
  for (std::size_t i = first; i < tokens.size() && tokens[i].paragraph == tokens[first].paragraph;
       ++i) {
    const Trie::Arrow arrow = trie.step(state, hash_of<lane>(tokens[i]));
    state = arrow.to;
    if (state == 0) return;
    for (std::uint32_t number = arrow.phrases; number != 0; ++number) {
      const Phrase& phrase = trie.phrase(number);
      if (is_phrase<lane>(phrase, tokens.subspan(first, i + 1 - first))) {
        out.push_back({{phrase.lexicon, phrase.entry, static_cast<std::uint32_t>(first),
                        static_cast<std::uint32_t>(i + 1)},
                       phrase.use});
      }
      if (phrase.is_last) break;
    }
  }
}

constexpr std::size_t kBatch = 512;  // tokens looked at before any is walked from

/// Writes to `places` those of tokens [begin, end) where something may begin, and returns how many. Without a branch.
template <Lane lane>
std::size_t find_places(const Trie& trie, std::span<const Token> tokens, std::size_t begin,
                        std::size_t end, std::array<std::uint32_t, kBatch>& places) {
  std::size_t count = 0;
  const auto hash_at = [&](std::size_t i) {
    return i < tokens.size() ? hash_of<lane>(tokens[i]) : 0;
  };
  std::uint32_t hash = hash_at(begin);
  std::uint32_t next = hash_at(begin + 1);
  for (std::size_t i = begin; i < end; ++i) {
    const std::uint32_t third = hash_at(i + 2);
    places[count] = static_cast<std::uint32_t>(i);
    count += trie.may_begin(hash, next, third);
    hash = next;
    next = third;
  }
  return count;
}

/// All that begins in tokens of one lane, by first token.
template <Lane lane>
void find_all(const Trie& trie, std::span<const Token> tokens, std::vector<Occurrence>& out) {
  std::array<std::uint32_t, kBatch> places;
  for (std::size_t begin = 0; begin < tokens.size(); begin += kBatch) {
    const std::size_t end = std::min(begin + kBatch, tokens.size());
    const std::size_t count = find_places<lane>(trie, tokens, begin, end, places);
    for (std::size_t i = 0; i < count; ++i) walk<lane>(trie, tokens, places[i], out);
  }
}

bool is_same_entry(const LexiconMatch& a, const LexiconMatch& b) {
  return a.lexicon == b.lexicon && a.entry == b.entry;
}

bool is_inside(const LexiconMatch& inner, const LexiconMatch& outer) {
  return inner.first >= outer.first && inner.last <= outer.last;
}

/// By place, then by what was found, the longest first.
bool stands_before(const Occurrence& a, const Occurrence& b) {
  const LexiconMatch& x = a.match;
  const LexiconMatch& y = b.match;
  return std::tie(x.first, x.lexicon, x.entry, y.last, a.use) <
         std::tie(y.first, y.lexicon, y.entry, x.last, b.use);
}

/// Brings occurrences into the order of stands_before. They come by first token, those from `middle` on as a second such row;
/// few begin at the same token.
void put_in_order(std::vector<Occurrence>& all, std::ptrdiff_t middle) {
  const auto is_earlier = [](const Occurrence& a, const Occurrence& b) {
    return a.match.first < b.match.first;
  };
  if (middle != std::ssize(all))
    std::inplace_merge(all.begin(), all.begin() + middle, all.end(), is_earlier);
  for (auto begin = all.begin(); begin != all.end();) {
    auto end = begin + 1;
    while (end != all.end() && end->match.first == begin->match.first) ++end;
    if (end - begin > 1) std::sort(begin, end, stands_before);
    begin = end;
  }
}

/// Whether another occurrence of the same entry says that this one does not count: an excluded phrase around it, or a
/// longer match around it.
bool is_covered(std::span<const Occurrence> all, std::size_t at, std::size_t longest) {
  const LexiconMatch& match = all[at].match;
  const auto covers = [&](std::size_t other) {
    const Occurrence& outer = all[other];
    if (!is_same_entry(outer.match, match) || !is_inside(match, outer.match)) return false;
    return outer.use == Use::exclude || !is_inside(outer.match, match) ||
           other < at;  // of equals the first stays
  };
  for (std::size_t i = at; i-- > 0 && all[i].match.first + longest > match.first;)
    if (covers(i)) return true;
  for (std::size_t i = at + 1; i < all.size() && all[i].match.first == match.first; ++i)
    if (covers(i)) return true;
  return false;
}

}  // namespace

struct LexiconMatcher::Automaton {
  Trie exact;
  Trie folded;
  bool has_folded = false;
  std::size_t longest = 0;  // tokens of the longest phrase

  void add(const std::string& spelling, Phrase phrase, Lane lane, Analyzer& analyzer) {
    std::vector<std::uint32_t> hashes;
    for (const Token& token : analyzer.analyze(spelling)) {
      phrase.terms.append(lane == Lane::exact ? token.exact : token.folded).push_back(' ');
      hashes.push_back(lane == Lane::exact ? token.exact_hash : token.folded_hash);
      if (phrase.is_cased) phrase.cases.push_back({token.capital, token.all_capitals});
    }
    if (hashes.empty()) return;
    longest = std::max(longest, hashes.size());
    has_folded = has_folded || lane == Lane::folded;
    (lane == Lane::exact ? exact : folded).add(std::move(phrase), hashes);
  }
};

LexiconMatcher::LexiconMatcher(std::span<const Lexicon> lexicons)
    : automaton_(std::make_unique<Automaton>()) {
  Analyzer analyzer;
  Automaton& made = *automaton_;
  for (std::uint32_t l = 0; l < lexicons.size(); ++l) {
    for (std::uint32_t e = 0; e < lexicons[l].entries.size(); ++e) {
      const LexiconEntry& entry = lexicons[l].entries[e];
      const Phrase plain = {l, e, Use::match, false, false, {}, {}};
      const Phrase cased = {l, e, Use::match, true, false, {}, {}};
      const Phrase excluded = {l, e, Use::exclude, false, false, {}, {}};
      for (const std::string& spelling : entry.spellings)
        made.add(spelling, plain, Lane::exact, analyzer);
      for (const std::string& spelling : entry.folded)
        made.add(spelling, plain, Lane::folded, analyzer);
      for (const std::string& spelling : entry.cased)
        made.add(spelling, cased, Lane::exact, analyzer);
      for (const std::string& spelling : entry.excluded)
        made.add(spelling, excluded, Lane::exact, analyzer);
    }
  }
  made.exact.finish();
  made.folded.finish();
}

LexiconMatcher::LexiconMatcher(LexiconMatcher&&) noexcept = default;
LexiconMatcher& LexiconMatcher::operator=(LexiconMatcher&&) noexcept = default;
LexiconMatcher::~LexiconMatcher() = default;

void LexiconMatcher::match(std::span<const Token> tokens, std::vector<LexiconMatch>& out) const {
  std::vector<Occurrence> all;
  all.reserve(tokens.size() / 8);
  find_all<Lane::exact>(automaton_->exact, tokens, all);
  const std::ptrdiff_t exact = std::ssize(all);
  if (automaton_->has_folded) find_all<Lane::folded>(automaton_->folded, tokens, all);
  put_in_order(all, exact);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].use == Use::match && !is_covered(all, i, automaton_->longest))
      out.push_back(all[i].match);
}

}  // namespace saola::text
