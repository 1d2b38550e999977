#include "query/said.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "text/quantities.h"

namespace saola::query {

namespace {

std::string sentence_around(const text::Quantity& quantity, std::span<const text::Token> tokens,
                            std::string_view text) {
  std::size_t first = quantity.first;
  std::size_t last = quantity.last;
  while (first > 0 && tokens[first - 1].sentence == tokens[quantity.first].sentence) --first;
  while (last < tokens.size() && tokens[last].sentence == tokens[quantity.last - 1].sentence)
    ++last;
  const std::uint32_t begin = tokens[first].span.begin;
  const std::uint32_t here = tokens[quantity.first].span.begin;
  const std::uint32_t there = tokens[quantity.last - 1].span.end;
  return printable(fmt::format("{}«{}»{}", text.substr(begin, here - begin),
                               text.substr(here, there - here),
                               text.substr(there, tokens[last - 1].span.end - there)));
}

void add_numbers(std::span<const text::Token> tokens, std::string_view text,
                 std::vector<SaidNumber>& said) {
  for (const text::Quantity& quantity : text::find_quantities(tokens, text)) {
    std::string value = to_string(quantity);
    const bool is_known = std::any_of(
        said.begin(), said.end(), [&](const SaidNumber& number) { return number.value == value; });
    if (!is_known) said.push_back({std::move(value), sentence_around(quantity, tokens, text)});
  }
}

}  // namespace

std::vector<SaidNumber> numbers_said(const Reading& reading) {
  std::vector<SaidNumber> said;
  add_numbers(reading.title_tokens(), reading.title(), said);
  add_numbers(reading.text_tokens(), reading.text(), said);
  return said;
}

std::vector<SaidNumber> numbers_said(const store::Article& article) {
  Reading reading({});
  reading.read(article);
  return numbers_said(reading);
}

std::vector<std::string> values_of(const std::vector<SaidNumber>& numbers) {
  std::vector<std::string> values;
  for (const SaidNumber& number : numbers) values.push_back(number.value);
  return values;
}

std::vector<std::string> sentences_of(const std::vector<SaidNumber>& numbers) {
  std::vector<std::string> sentences;
  for (const SaidNumber& number : numbers) sentences.push_back(number.sentence);
  return sentences;
}

}  // namespace saola::query
