#include "tests/query/oracle_compare.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>

namespace saola::query {

namespace {

using Ids = std::vector<std::string>;

// "2018-W40,a.vn": articles. Rows of nothing are left out.
using Cells = std::map<std::string, int>;

// Which of the articles the oracle finds.
std::vector<const OracleArticle*> found_by(Oracle& oracle, const std::string& query,
                                           const std::vector<OracleArticle>& articles) {
  std::vector<const OracleArticle*> found;
  const auto term = oracle.parse(query);
  for (const OracleArticle& article : articles) {
    if (oracle.holds(*term, article)) found.push_back(&article);
  }
  return found;
}

Ids ids_of(const std::vector<const OracleArticle*>& articles) {
  Ids ids;
  for (const OracleArticle* article : articles) ids.push_back(article->id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

Cells by_week_and_outlet(const std::vector<const OracleArticle*>& articles) {
  Cells cells;
  for (const OracleArticle* article : articles) {
    if (article->day.empty()) continue;
    ++cells[article->week + "," + article->outlet];
  }
  return cells;
}

Cells by_language_and(const std::string& facet, Oracle& oracle,
                      const std::vector<const OracleArticle*>& articles) {
  Cells cells;
  for (const OracleArticle* article : articles) {
    for (const std::string& value : oracle.facet_values(facet, *article)) {
      ++cells[article->language + "," + value];
    }
  }
  return cells;
}

void expect_cells(const std::string& csv, const Cells& cells, const std::string& query) {
  std::istringstream rows(csv);
  std::string row;
  std::getline(rows, row);
  std::size_t filled = 0;
  while (std::getline(rows, row)) {
    const std::string cell = row.substr(0, row.find(',', row.find(',') + 1));
    const int articles = std::stoi(row.substr(row.rfind(',') + 1));
    const auto wanted = cells.find(cell);
    ASSERT_EQ(articles, wanted == cells.end() ? 0 : wanted->second) << query << "\n" << row;
    filled += articles > 0 ? 1 : 0;
  }
  EXPECT_EQ(filled, cells.size()) << query;
}

}  // namespace

std::vector<std::string> ids_of(const Desk& desk, const std::string& query,
                                const FilterWords& filters) {
  std::stringstream out;
  const SearchOptions options{
      .query = query, .filters = filters_of(filters), .sort = Sort::newest, .limit_articles = 0};
  const auto summary = desk.search_summary(options, out, Format::urls);
  if (!summary) return {summary.error().message};
  Ids ids;
  for (std::string line; std::getline(out, line);) ids.push_back(line.substr(line.rfind('/') + 1));
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::uint64_t number_of(const std::string& csv) {
  return std::stoull(csv.substr(csv.find('\n') + 1));
}

std::uint64_t sum_of(const std::string& csv) {
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  std::uint64_t sum = 0;
  while (std::getline(lines, line)) sum += std::stoull(line.substr(line.rfind(',') + 1));
  return sum;
}

std::size_t compare(const Desk& desk, Oracle& oracle, const std::vector<OracleArticle>& articles,
                    QueryGenerator& generator, const Comparing& how) {
  const auto& [queries, facets] = how;
  FilterWords filters = between("2018-09-05", "2025-06");
  filters.languages = {"vi"};
  filters.topics = {"trade"};
  const auto filtered =
      ids_of(found_by(oracle, "date:2018-09-05..2025-06 lang:vi topic:trade", articles));
  std::size_t found_some = 0;
  for (std::size_t i = 0; i < queries && !::testing::Test::HasFailure(); ++i) {
    generator.choose_marks();
    const std::string query = generator.query(3);
    const auto expected = found_by(oracle, query, articles);
    const Ids ids = ids_of(expected);
    EXPECT_EQ(ids_of(desk, query), ids) << query;
    EXPECT_EQ(number_of(desk.count(query)), ids.size()) << query;
    expect_cells(desk.count(query, "week,outlet"), by_week_and_outlet(expected), query);
    found_some += ids.empty() || ids.size() == articles.size() ? 0 : 1;
    if (i % 10 != 0) continue;
    EXPECT_EQ(desk.ids(query), ids) << query;  // ranked
    for (const std::string& facet : facets) {
      expect_cells(desk.count(query, "language," + facet), by_language_and(facet, oracle, expected),
                   query);
    }
    Ids both;
    std::set_intersection(ids.begin(), ids.end(), filtered.begin(), filtered.end(),
                          std::back_inserter(both));
    EXPECT_EQ(ids_of(desk, query, filters), both) << query;
  }
  return found_some;
}

}  // namespace saola::query
