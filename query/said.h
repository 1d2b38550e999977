// query/said.h
//
// The numbers that an article says, each with its sentence: how much, how many, how long in prison, how much money.
//
// Source: text/quantities.h; docs/output.md#numbers.

#pragma once

#include <string>
#include <vector>

#include "query/reading.h"
#include "store/article.h"

namespace saola::query {

struct SaidNumber {
  std::string value;     // "1200 kg", "30 months of prison"
  std::string sentence;  // on one line, the words of the number between « and »; printable
};

/// Of the article read, title and text in their order; a value that is said again stands once, with the sentence where it
/// was first.
[[nodiscard]] std::vector<SaidNumber> numbers_said(const Reading& reading);
/// The same, read for this alone.
[[nodiscard]] std::vector<SaidNumber> numbers_said(const store::Article& article);

/// Only the values, only the sentences: for cells of tables, as many of the one as of the other.
[[nodiscard]] std::vector<std::string> values_of(const std::vector<SaidNumber>& numbers);
[[nodiscard]] std::vector<std::string> sentences_of(const std::vector<SaidNumber>& numbers);

}  // namespace saola::query
