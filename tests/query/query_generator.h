// tests/query/query_generator.h
//
// Queries of every operator and field, made at random from words that stand in the articles asked.

#pragma once

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "tests/query/desk.h"
#include "text/analyze.h"

namespace saola::query {

/// Words to ask for: one after the other as somewhere in the articles, so that phrases are found.
class WordSource {
 public:
  virtual ~WordSource() = default;
  /// @param count  words; fewer where a text ends.
  [[nodiscard]] virtual std::string words(std::mt19937& random, std::size_t count) const = 0;
};

/// Few syllables, so that they meet often: the same one with other marks, and words of more than one.
class Syllables : public WordSource {
 public:
  [[nodiscard]] std::string words(std::mt19937& random, std::size_t count) const override;
};

/// Runs of words of real articles, as written.
class Runs : public WordSource {
 public:
  void add(const std::string& text);
  [[nodiscard]] std::string words(std::mt19937& random, std::size_t count) const override;

 private:
  text::Analyzer analyzer_;
  std::vector<std::string> words_;
};

/// What queries may ask beside words, each as it is written in a query: "@animals/tiger", "outlet:a.vn", "topic:trade".
struct Askable {
  std::vector<std::string> lexicons;
  std::vector<std::string> keywords;
};

class QueryGenerator {
 public:
  QueryGenerator(unsigned seed, std::shared_ptr<const WordSource> source, Askable askable)
      : random_(seed), source_(std::move(source)), askable_(std::move(askable)) {}

  [[nodiscard]] std::size_t number(std::size_t below) { return random_() % below; }

  /// One of several, each as likely.
  [[nodiscard]] std::string one_of(const std::vector<std::string>& choices) {
    return choices[number(choices.size())];
  }

  /// All words of a query with marks, or none: marks anywhere decide for every word.
  void choose_marks() { is_folded_ = number(3) == 0; }

  [[nodiscard]] std::string words(std::size_t most);
  [[nodiscard]] std::string query(int depth);
  [[nodiscard]] std::vector<Story> stories(int count);

 private:
  std::string text();
  std::string quoted(std::size_t most) { return "\"" + words(most) + "\""; }
  std::string beginning();
  std::string range();
  std::string place(int depth = 1);
  std::string joint();
  std::string joined(int depth);
  std::string count();
  std::string lexicon_or_word();
  std::string leaf();
  Story story(int number);

  std::mt19937 random_;
  std::shared_ptr<const WordSource> source_;
  Askable askable_;
  bool is_folded_ = false;
};

}  // namespace saola::query
