// tests/query/oracle_compare.h
//
// The program and the oracle asked the same.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/query/desk.h"
#include "tests/query/oracle.h"
#include "tests/query/query_generator.h"

namespace saola::query {

/// The ids that a search finds, sorted, from its URLs: nothing is made that is not looked at.
[[nodiscard]] std::vector<std::string> ids_of(const Desk& desk, const std::string& query,
                                              const FilterWords& filters = {});

/// The number of a CSV with one column and one row.
[[nodiscard]] std::uint64_t number_of(const std::string& csv);

/// The articles of each row of a CSV, added up: its last column.
[[nodiscard]] std::uint64_t sum_of(const std::string& csv);

struct Comparing {
  std::size_t queries = 0;
  std::vector<std::string> facets;  // whose lexicons both have
};

/// Asks both the same for each of some generated queries: which articles, how many, how many a week and outlet; every
/// tenth also ranked, by language and each facet, and filtered by days, language and topic. Stops at the first difference.
/// @param desk  has the topic "trade", as the oracle has.
/// @return how many queries found some articles and not all.
[[nodiscard]] std::size_t compare(const Desk& desk, Oracle& oracle,
                                  const std::vector<OracleArticle>& articles,
                                  QueryGenerator& generator, const Comparing& how);

}  // namespace saola::query
