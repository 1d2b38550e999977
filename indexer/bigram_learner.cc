#include "indexer/bigram_learner.h"

namespace saola::indexer {

namespace {

constexpr std::uint32_t kOneOf = 250;  // articles
constexpr double kTimesChance = 4;

}  // namespace

std::uint32_t BigramLearner::number_of(std::string_view word) {
  key_ = word;
  const auto [at, is_new] = numbers_.try_emplace(key_, static_cast<std::uint32_t>(words_.size()));
  if (is_new) words_.push_back({&at->first});
  return at->second;
}

void BigramLearner::read(std::span<const text::Token> tokens) {
  tokens_ += tokens.size();
  std::uint32_t before = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::uint32_t number = number_of(tokens[i].exact);
    ++words_[number].uses;
    if (i > 0 && tokens[i].paragraph == tokens[i - 1].paragraph) {
      Bigram& bigram = bigrams_[std::uint64_t{before} << 32 | number];
      ++bigram.uses;
      if (bigram.last_article != articles_ + 1) ++bigram.articles;
      bigram.last_article = articles_ + 1;
    }
    before = number;
  }
}

std::shared_ptr<const store::BigramList> BigramLearner::choose() const {
  std::vector<std::string> chosen;
  for (const auto& [numbers, bigram] : bigrams_) {
    if (std::uint64_t{bigram.articles} * kOneOf < articles_) continue;
    const Word& first = words_[numbers >> 32];
    const Word& second = words_[numbers & 0xFFFFFFFF];
    const double by_chance =
        static_cast<double>(first.uses) * second.uses / static_cast<double>(tokens_);
    if (bigram.uses < kTimesChance * by_chance) continue;
    chosen.push_back(*first.bytes + " " + *second.bytes);
  }
  return std::make_shared<const store::BigramList>(std::move(chosen));
}

}  // namespace saola::indexer
