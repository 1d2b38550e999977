#include <algorithm>
#include <bitset>
#include <unordered_map>

#include "text/lexicon.h"

namespace saola::text {
namespace {

enum class Use : std::uint8_t { match, exclude };

/// What a state of the automaton says has been read.
struct Finding {
  std::uint32_t lexicon = 0;
  std::uint32_t entry = 0;
  std::uint32_t cases =
      0;  // 0: letter case does not matter; else 1 + the place of the phrase in cased_
  Use use = Use::match;
};

struct Occurrence {
  LexiconMatch match;
  Use use = Use::match;
};

struct LetterCase {
  bool capital = false;
  bool all_capitals = false;
};

constexpr std::size_t kFirstBits = 1 << 15;  // 4 KB: stays in the nearest cache

/// A trie over terms, kept as one table of arrows (state, term) -> state.
class Trie {
 public:
  /// @return the state that the phrase leads to.
  std::uint32_t add(const std::vector<std::string>& terms,
                    const std::vector<std::uint32_t>& hashes) {
    first_.set(hashes.front() % kFirstBits);
    std::uint32_t state = 0;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      const auto [word, is_new] =
          words_.try_emplace(terms[i], static_cast<std::uint32_t>(words_.size() + 1));
      const std::uint32_t next = static_cast<std::uint32_t>(findings_.size());
      const auto [arrow, added] = arrows_.try_emplace(key(state, word->second), next);
      if (added) findings_.emplace_back();
      state = arrow->second;
    }
    return state;
  }

  std::vector<Finding>& findings(std::uint32_t state) { return findings_[state]; }

  /// To be called after the last phrase: lays the words out for look-up by hash.
  void finish() {
    std::size_t size = 16;
    while (size < words_.size() * 4) size *= 2;
    slots_.assign(size, {});
    for (const auto& [term, id] : words_) {
      std::size_t place = term_hash(term) & (size - 1);
      while (slots_[place].id != 0) place = (place + 1) & (size - 1);
      slots_[place] = {term_hash(term), id, term};
    }
  }

  [[nodiscard]] bool may_begin(std::uint32_t hash) const { return first_.test(hash % kFirstBits); }

  /// The state after `term`; 0: none.
  [[nodiscard]] std::uint32_t step(std::uint32_t state, std::string_view term,
                                   std::uint32_t hash) const {
    std::size_t place = hash & (slots_.size() - 1);
    while (slots_[place].id != 0 && (slots_[place].hash != hash || slots_[place].term != term))
      place = (place + 1) & (slots_.size() - 1);
    if (slots_[place].id == 0) return 0;
    const auto arrow = arrows_.find(key(state, slots_[place].id));
    return arrow == arrows_.end() ? 0 : arrow->second;
  }

  [[nodiscard]] const std::vector<Finding>& found(std::uint32_t state) const {
    return findings_[state];
  }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t id = 0;   // 0: empty
    std::string_view term;  // into words_, whose nodes do not move
  };

  static std::uint64_t key(std::uint32_t state, std::uint32_t word) {
    return static_cast<std::uint64_t>(state) << 32 | word;
  }

  std::unordered_map<std::string, std::uint32_t> words_;
  std::unordered_map<std::uint64_t, std::uint32_t> arrows_;
  std::vector<std::vector<Finding>> findings_ = {{}};  // by state; state 0 is the beginning
  std::vector<Slot> slots_;
  std::bitset<kFirstBits> first_;
};

/// By place, then by what was found there.
bool stands_before(const Occurrence& a, const Occurrence& b) {
  const LexiconMatch& x = a.match;
  const LexiconMatch& y = b.match;
  return std::tie(x.first, x.lexicon, x.entry, y.last, a.use) <
         std::tie(y.first, y.lexicon, y.entry, x.last, b.use);
}

bool is_same_entry(const LexiconMatch& a, const LexiconMatch& b) {
  return a.lexicon == b.lexicon && a.entry == b.entry;
}

bool is_inside(const LexiconMatch& inner, const LexiconMatch& outer) {
  return inner.first >= outer.first && inner.last <= outer.last;
}

}  // namespace

struct LexiconMatcher::Automaton {
  Trie exact;
  Trie folded;
  std::vector<std::vector<LetterCase>> cased;
  std::size_t longest = 0;  // tokens of the longest phrase

  void add(Trie& trie, const std::string& phrase, Finding finding, Analyzer& analyzer) {
    std::vector<std::string> terms;
    std::vector<std::uint32_t> hashes;
    std::vector<LetterCase> cases;
    for (const Token& token : analyzer.analyze(phrase)) {
      terms.emplace_back(&trie == &folded ? token.folded : token.exact);
      hashes.push_back(&trie == &folded ? token.folded_hash : token.exact_hash);
      cases.push_back({token.capital, token.all_capitals});
    }
    if (terms.empty()) return;
    longest = std::max(longest, terms.size());
    if (finding.cases != 0) {
      cased.push_back(std::move(cases));
      finding.cases = static_cast<std::uint32_t>(cased.size());
    }
    trie.findings(trie.add(terms, hashes)).push_back(finding);
  }

  [[nodiscard]] bool has_case(const Finding& finding, std::span<const Token> tokens) const {
    if (finding.cases == 0) return true;
    const std::vector<LetterCase>& wanted = cased[finding.cases - 1];
    for (std::size_t i = 0; i < wanted.size(); ++i)
      if (wanted[i].capital != tokens[i].capital ||
          wanted[i].all_capitals != tokens[i].all_capitals)
        return false;
    return true;
  }

  /// What begins at token `first`.
  void walk(const Trie& trie, bool is_folded, std::span<const Token> tokens, std::size_t first,
            std::vector<Occurrence>& out) const {
    std::uint32_t state = 0;
    for (std::size_t i = first; i < tokens.size(); ++i) {
      const Token& token = tokens[i];
      if (token.paragraph != tokens[first].paragraph) return;
      state = is_folded ? trie.step(state, token.folded, token.folded_hash)
                        : trie.step(state, token.exact, token.exact_hash);
      if (state == 0) return;
      for (const Finding& finding : trie.found(state)) {
        if (!has_case(finding, tokens.subspan(first))) continue;
        out.push_back({{finding.lexicon, finding.entry, static_cast<std::uint32_t>(first),
                        static_cast<std::uint32_t>(i + 1)},
                       finding.use});
      }
    }
  }

  /// Whether another occurrence of the same entry says that this one does not count: an excluded phrase around it, or a
  /// longer match around it.
  [[nodiscard]] bool is_covered(std::span<const Occurrence> all, std::size_t at) const {
    const LexiconMatch& match = all[at].match;
    const auto covers = [&](std::size_t other) {
      const Occurrence& outer = all[other];
      if (other == at || !is_same_entry(outer.match, match) || !is_inside(match, outer.match))
        return false;
      const bool is_longer = !is_inside(outer.match, match);
      return outer.use == Use::exclude || is_longer || other < at;  // of equals the first stays
    };
    for (std::size_t i = at; i-- > 0 && all[i].match.first + longest > match.first;)
      if (covers(i)) return true;
    for (std::size_t i = at + 1; i < all.size() && all[i].match.first == match.first; ++i)
      if (covers(i)) return true;
    return false;
  }
};

LexiconMatcher::LexiconMatcher(std::span<const Lexicon> lexicons)
    : automaton_(std::make_unique<Automaton>()) {
  Analyzer analyzer;
  Automaton& made = *automaton_;
  for (std::uint32_t l = 0; l < lexicons.size(); ++l) {
    for (std::uint32_t e = 0; e < lexicons[l].entries.size(); ++e) {
      const LexiconEntry& entry = lexicons[l].entries[e];
      for (const std::string& phrase : entry.spellings)
        made.add(made.exact, phrase, {l, e}, analyzer);
      for (const std::string& phrase : entry.folded)
        made.add(made.folded, phrase, {l, e}, analyzer);
      for (const std::string& phrase : entry.cased)
        made.add(made.exact, phrase, {l, e, 1}, analyzer);
      for (const std::string& phrase : entry.excluded)
        made.add(made.exact, phrase, {l, e, 0, Use::exclude}, analyzer);
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
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (automaton_->exact.may_begin(tokens[i].exact_hash))
      automaton_->walk(automaton_->exact, false, tokens, i, all);
    if (automaton_->folded.may_begin(tokens[i].folded_hash))
      automaton_->walk(automaton_->folded, true, tokens, i, all);
  }
  std::sort(all.begin(), all.end(), stands_before);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].use == Use::match && !automaton_->is_covered(all, i)) out.push_back(all[i].match);
}

}  // namespace saola::text
