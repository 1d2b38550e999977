// bench/query_rivals.h
//
// The databases that bench/query_bench.cc measures Saola against: SQLite's FTS5 with the text stored, and bare Xapian (one lane
// with positions, a value for the week, the text as document data), both over the words that Saola's own index holds.

#pragma once

#include <fmt/format.h>
#include <sqlite3.h>
#include <xapian.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/result.h"

namespace bench {

using Weeks = std::map<std::string, std::int64_t>;  // only those with an article

[[noreturn]] inline void give_up(const std::string& message) {
  fmt::print(stderr, "{}\n", message);
  std::exit(1);
}

template <typename T>
T must(saola::Result<T> result) {
  if (!result) give_up(result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// A query that all three can read: phrases under AND, OR and NOT.
struct Boolean {
  enum class Kind {
    phrase,
    all,
    any,
    but
  } kind = Kind::phrase;  // but: the first, none of the others
  std::vector<std::string> words;
  std::vector<Boolean> parts;
};

[[nodiscard]] Boolean phrase(std::string_view text);

/// Makes the two databases in the folder from the articles of the index, unless they are there.
void make_rivals(const Xapian::Database& index, const std::filesystem::path& folder);

/// SQLite's full-text search.
class Sqlite {
 public:
  explicit Sqlite(const std::filesystem::path& folder);
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;
  ~Sqlite();

  [[nodiscard]] Weeks weeks(const Boolean& query);
  [[nodiscard]] std::int64_t matches(const Boolean& query);
  void top(const Boolean& query);  // 20 titles and snippets, by BM25

 private:
  friend void make_rivals(const Xapian::Database& index, const std::filesystem::path& folder);
  void fill(const Xapian::Database& index);
  void run(const std::string& sql);
  void ask(const std::string& sql, const std::vector<std::string>& values,
           const std::function<void(sqlite3_stmt*)>& row);

  sqlite3* db_ = nullptr;
  std::map<std::string, sqlite3_stmt*> prepared_;
};

/// Xapian as its manual shows it.
class BareXapian {
 public:
  explicit BareXapian(const std::filesystem::path& folder);

  [[nodiscard]] Weeks weeks(const Boolean& query) const;  // ValueCountMatchSpy
  void top(const Boolean& query) const;                   // 20 snippets, by BM25

 private:
  Xapian::Database db_;
};

}  // namespace bench
