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

}  // namespace saola::indexer
