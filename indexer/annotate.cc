#include "indexer/annotate.h"

#include <cassert>

#include "store/terms.h"

namespace saola::indexer {

namespace {

std::string term_or_empty(std::string term) {
  return store::fits_term(term) ? std::move(term) : std::string();
}

}  // namespace

Annotator::Annotator(std::span<const text::Lexicon> lexicons) : matcher_(lexicons) {
  for (const text::Lexicon& lexicon : lexicons) {
    Terms& terms = terms_.emplace_back();
    terms.lexicon = term_or_empty(store::concept_term(lexicon.id));
    for (const text::LexiconEntry& entry : lexicon.entries) {
      terms.entries.push_back(term_or_empty(store::concept_term(lexicon.id, entry.id)));
    }
  }
}

void Annotator::annotate(std::span<const text::Token> tokens,
                         std::span<const std::uint32_t> positions,
                         std::vector<ConceptPosting>& out) {
  assert(tokens.size() == positions.size());
  matches_.clear();
  matcher_.match(tokens, matches_);
  for (const text::LexiconMatch& match : matches_) {
    const Terms& terms = terms_[match.lexicon];
    const std::uint32_t position = positions[match.first];
    if (!terms.lexicon.empty()) out.push_back({terms.lexicon, position});
    if (const std::string& entry = terms.entries[match.entry]; !entry.empty()) {
      out.push_back({entry, position});
    }
  }
}

}  // namespace saola::indexer
