// store/sqlite.h
//
// SQLite as Results. The only way to it: store/sqlite.cc alone includes <sqlite3.h>.
//
// Source: https://www.sqlite.org/c3ref/intro.html

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"

struct sqlite3_stmt;

namespace saola::store {

/// NULL, a number, or UTF-8 text (not kept beyond the call).
using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string_view>;

/// One row of an answer, valid inside the callback. Columns from 0.
class SqlRow {
 public:
  explicit SqlRow(sqlite3_stmt* statement) : statement_(statement) {}
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;  // NULL: 0
  [[nodiscard]] double real(int column) const;           // NULL: 0
  [[nodiscard]] std::string text(int column) const;      // NULL: empty

 private:
  sqlite3_stmt* statement_;
};

enum class OpenMode { read_only, read_write };  // read_write makes the file

/// A connection: WAL, foreign keys on, ten seconds of patience with other connections. One thread at a time.
/// Errors everywhere: Code::locked (busy), Code::corrupt (not a database, malformed), Code::io (disk full, I/O,
/// read-only), Code::not_found (cannot open), Code::other; the message names the file and SQLite's words.
class Database {
 public:
  /// read_only works in a folder that may not be written, too, unless a killed writer left a -wal there (Code::io).
  [[nodiscard]] static Result<Database> open(const std::filesystem::path& path, OpenMode mode);

  /// A database of its own that is gone when it is closed; what its cache of 4 MB does not hold lies in a temporary file.
  /// Nothing is rolled back after an error.
  [[nodiscard]] static Result<Database> open_temporary();

  /// Runs statements without parameters, divided by ";".
  [[nodiscard]] Result<void> script(const std::string& sql);

  /// Runs one statement that gives no rows. `sql` must be a literal: prepared once and kept under its address.
  /// @return rows changed.
  [[nodiscard]] Result<std::int64_t> run(const char* sql, std::initializer_list<SqlValue> values);

  /// Runs one statement and hands over each row. `sql` as for run.
  [[nodiscard]] Result<void> query(const char* sql, std::initializer_list<SqlValue> values,
                                   const std::function<void(const SqlRow&)>& each);

  /// The same until `goes_on` is false.
  [[nodiscard]] Result<void> query_while(const char* sql, std::initializer_list<SqlValue> values,
                                         const std::function<bool(const SqlRow&)>& goes_on);

  [[nodiscard]] bool in_transaction() const;
  [[nodiscard]] std::int64_t last_row_id() const;

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();  // an open transaction is rolled back

 private:
  struct Impl;
  explicit Database(std::unique_ptr<Impl> impl);
  [[nodiscard]] Result<sqlite3_stmt*> prepared(const char* sql,
                                               std::initializer_list<SqlValue> values);
  std::unique_ptr<Impl> impl_;
};

}  // namespace saola::store
