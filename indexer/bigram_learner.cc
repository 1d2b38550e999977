#include "indexer/bigram_learner.h"

namespace saola::indexer {

namespace {

constexpr std::uint32_t kOneOf = 250;  // articles
constexpr double kTimesChance = 4;

}  // namespace

void BigramLearner::read(std::span<const text::Token> tokens) {
  tokens_ += tokens.size();
  for (const text::Token& token : tokens) {
    key_ = token.exact;
    ++words_[key_];
  }
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i].paragraph != tokens[i - 1].paragraph) continue;
    key_.assign(tokens[i - 1].exact).append(" ").append(tokens[i].exact);
    Uses& uses = bigrams_[key_];
    ++uses.uses;
    if (uses.last_article != articles_ + 1) ++uses.articles;
    uses.last_article = articles_ + 1;
  }
}

std::shared_ptr<const store::BigramList> BigramLearner::choose() const {
  std::vector<std::string> chosen;
  for (const auto& [bigram, uses] : bigrams_) {
    if (std::uint64_t{uses.articles} * kOneOf < articles_) continue;
    const std::size_t blank = bigram.find(' ');
    const double first = words_.at(bigram.substr(0, blank));
    const double second = words_.at(bigram.substr(blank + 1));
    const double by_chance = first * second / static_cast<double>(tokens_);
    if (uses.uses >= kTimesChance * by_chance) chosen.push_back(bigram);
  }
  return std::make_shared<const store::BigramList>(std::move(chosen));
}

Result<void> learn_from(const Xapian::Database& db, std::uint32_t articles,
                        BigramLearner& learner) {
  text::Analyzer analyzer;
  auto read = store::xapian_try("index", [&]() -> Result<void> {
    const auto end = db.postlist_end("");
    for (auto at = db.postlist_begin(""); at != end && learner.articles() < articles; ++at) {
      const auto stored = store::stored_article(db.get_document(*at));
      if (!stored) return pass_on(stored);
      learner.read(analyzer.analyze(stored->article.title));
      learner.read(analyzer.analyze(stored->article.text));
      learner.end_article();
    }
    return {};
  });
  if (!read) return pass_on(read);
  return *read;
}

}  // namespace saola::indexer
