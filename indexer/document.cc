#include "indexer/document.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "text/canonical.h"

namespace saola::indexer {

namespace {

using store::kParagraphGap;

constexpr std::uint32_t kFirstPosition = 1;
constexpr Xapian::termcount kNoWeight =
    0;  // concepts and marks must not lengthen a document or change its rank
constexpr Xapian::termcount kLeadWeight = 2;  // the first paragraph says what the article is about

// Positions of tokens that follow each other, with a gap after each paragraph; `next` is the first position to give.
// Returns the position to go on from, a gap later. Text beyond Xapian's 32-bit positions cannot occur: a page is
// limited to megabytes.
std::uint32_t lay_out(std::span<const text::Token> tokens, std::uint32_t next,
                      std::vector<std::uint32_t>& positions) {
  positions.clear();
  std::uint32_t paragraph = tokens.empty() ? 0 : tokens.front().paragraph;
  for (const text::Token& token : tokens) {
    if (token.paragraph != paragraph) next += kParagraphGap;
    paragraph = token.paragraph;
    positions.push_back(next++);
  }
  return next + kParagraphGap;
}

// Marks where sentences begin, and in the text paragraphs, at the tokens' positions. What begins the title begins nothing
// that has to be told from something before it.
void add_marks(std::span<const text::Token> tokens, std::span<const std::uint32_t> positions,
               bool in_text, Xapian::Document& document) {
  for (std::size_t i = in_text ? 0 : 1; i < tokens.size(); ++i) {
    const bool is_paragraph = in_text && (i == 0 || tokens[i].paragraph != tokens[i - 1].paragraph);
    const bool is_sentence = i > 0 && tokens[i].sentence != tokens[i - 1].sentence;
    if (!is_paragraph && !is_sentence) continue;
    document.add_posting(std::string(is_paragraph ? store::kParagraphTerm : store::kSentenceTerm),
                         positions[i], kNoWeight);
  }
}

void add_keyword(Xapian::Document& document, const std::string& term) {
  if (store::fits_term(term)) document.add_boolean_term(term);
}

void add_value(Xapian::Document& document, store::Slot slot, const std::string& value) {
  if (!value.empty()) document.add_value(slot, value);
}

void add_keywords(const store::Article& article, Xapian::Document& document) {
  document.add_boolean_term(store::unique_term(article.id));
  document.add_boolean_term(store::kind_term(to_string(article.kind)));
  if (!article.outlet.empty()) {
    add_keyword(document, store::outlet_term(article.outlet));
    add_value(document, store::kOutletSlot, store::lower_ascii(article.outlet));
  }
  if (!article.language.empty()) {
    add_keyword(document, store::language_term(article.language));
    add_value(document, store::kLanguageSlot, store::lower_ascii(article.language));
  }
  if (!article.credit.empty()) {
    add_keyword(document, store::credit_term(text::fold(article.credit)));
  }
  if (!article.section.empty()) {
    const std::string folded = text::fold(article.section);
    add_keyword(document, store::section_term(folded));
    add_value(document, store::kSectionSlot, store::section_key(folded));
  }
}

void add_time(const std::optional<Timestamp>& published, const Zone& home,
              Xapian::Document& document) {
  if (!published) {
    document.add_boolean_term(std::string(store::kUndatedTerm));
    return;
  }
  const Day day = home.day_of(published->utc);
  const auto seconds = static_cast<double>(published->utc.time_since_epoch().count());
  document.add_value(store::kPublishedSlot, Xapian::sortable_serialise(seconds));
  document.add_value(store::kDaySlot, store::day_key(day));
  document.add_boolean_term(store::day_term(day));
}

// The concept postings that a document has of these lexicons, in the order of Annotator's after sorting: by term, then
// position.
std::vector<std::pair<std::string, std::uint32_t>> concepts_in(
    const Xapian::Document& document, const std::set<std::string>& lexicons) {
  const std::string prefix(store::find_field("lexicon")->prefix);
  std::vector<std::pair<std::string, std::uint32_t>> found;
  auto term = document.termlist_begin();
  for (term.skip_to(prefix); term != document.termlist_end(); ++term) {
    if (!(*term).starts_with(prefix)) break;
    const std::string lexicon = (*term).substr(prefix.size());
    if (!lexicons.contains(lexicon.substr(0, lexicon.find('/')))) continue;
    for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at) {
      found.emplace_back(*term, *at);
    }
  }
  return found;
}

}  // namespace

DocumentMaker::DocumentMaker(std::span<const text::Lexicon> lexicons, Zone home)
    : home_(std::move(home)), annotator_(lexicons) {}

Xapian::Document DocumentMaker::make(const store::StoredArticle& stored) {
  const store::Article& article = stored.article;
  assert(!article.id.empty());
  Xapian::Document document;
  document.set_data(store::to_document_data(stored));
  add_lanes(article, document);
  set_bigrams(document);
  add_author(article.author, document);
  add_keywords(article, document);
  add_time(article.published, home_, document);
  return document;
}

void DocumentMaker::collect_bigrams(std::span<const text::Token> tokens) {
  if (!bigrams_ || tokens.empty()) return;
  store::BigramList::Word first(tokens.front().exact);
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const store::BigramList::Word second(tokens[i].exact);
    const bool is_pair = tokens[i].paragraph == tokens[i - 1].paragraph;
    const auto number = is_pair ? bigrams_->find(first, second) : std::nullopt;
    if (number) bigram_numbers_.push_back(*number);
    first = second;
  }
}

// Those collected since it was called last.
void DocumentMaker::set_bigrams(Xapian::Document& document) {
  if (!bigrams_) return;
  std::sort(bigram_numbers_.begin(), bigram_numbers_.end());
  const auto end = std::unique(bigram_numbers_.begin(), bigram_numbers_.end());
  bigram_numbers_.erase(end, bigram_numbers_.end());
  document.add_value(store::kBigramsSlot, store::bigram_value(bigrams_->stamp(), bigram_numbers_));
  bigram_numbers_.clear();
}

void DocumentMaker::tell_bigrams(Xapian::Document& document, const store::StoredArticle& stored) {
  collect_bigrams(analyzer_.analyze(stored.article.title));
  collect_bigrams(analyzer_.analyze(stored.article.text));
  set_bigrams(document);
}

void DocumentMaker::add_lanes(const store::Article& article, Xapian::Document& document) {
  concepts_.clear();
  const auto title = analyzer_.analyze(article.title);
  const std::uint32_t next = lay_out(title, kFirstPosition, positions_);
  for (std::size_t i = 0; i < title.size(); ++i) {
    const std::uint32_t at = positions_[i];
    document.add_posting(store::exact_term(title[i].exact), at);
    document.add_posting(store::title_term(title[i].exact), at);
  }
  add_marks(title, positions_, false, document);
  collect_bigrams(title);
  annotator_.annotate(title, positions_, concepts_);
  const auto body = analyzer_.analyze(article.text);
  lay_out(body, next, positions_);
  add_marks(body, positions_, true, document);
  collect_bigrams(body);
  for (std::size_t i = 0; i < body.size(); ++i) {
    const bool is_lead = body[i].paragraph == body.front().paragraph;
    document.add_posting(store::exact_term(body[i].exact), positions_[i],
                         is_lead ? kLeadWeight : 1);
  }
  annotator_.annotate(body, positions_, concepts_);
  for (const ConceptPosting& posting : concepts_) {
    document.add_posting(std::string(posting.term), posting.position, kNoWeight);
  }
}

void DocumentMaker::add_author(const std::string& author, Xapian::Document& document) {
  if (author.empty()) return;
  const auto tokens = analyzer_.analyze(author);
  lay_out(tokens, kFirstPosition, positions_);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    document.add_posting(store::author_term(tokens[i].exact), positions_[i]);
  }
}

void DocumentMaker::collect_concepts(const store::Article& article) {
  concepts_.clear();
  const auto title = analyzer_.analyze(article.title);
  const std::uint32_t next = lay_out(title, kFirstPosition, positions_);
  annotator_.annotate(title, positions_, concepts_);
  const auto body = analyzer_.analyze(article.text);
  lay_out(body, next, positions_);
  annotator_.annotate(body, positions_, concepts_);
  std::sort(concepts_.begin(), concepts_.end());
  concepts_.erase(std::unique(concepts_.begin(), concepts_.end()), concepts_.end());
}

bool DocumentMaker::annotate_again(Xapian::Document& document, const store::StoredArticle& stored,
                                   const std::set<std::string>& changed) {
  collect_concepts(stored.article);
  const auto old = concepts_in(document, changed);
  const bool same = std::equal(old.begin(), old.end(), concepts_.begin(), concepts_.end(),
                               [](const auto& a, const ConceptPosting& b) {
                                 return a.first == b.term && a.second == b.position;
                               });
  if (same) return false;
  for (std::size_t i = 0; i < old.size(); ++i) {
    if (i == 0 || old[i].first != old[i - 1].first) document.remove_term(old[i].first);
  }
  for (const ConceptPosting& posting : concepts_) {
    document.add_posting(std::string(posting.term), posting.position, kNoWeight);
  }
  return true;
}

}  // namespace saola::indexer
