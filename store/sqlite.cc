#include "store/sqlite.h"

#include <unordered_map>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

namespace saola::store {
namespace {

constexpr int kBusyMilliseconds = 10'000;

struct CloseDatabase {
  void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// Resets a statement when the call that used it is over: an unfinished one would hold the database open.
struct ResetAtEnd {
  sqlite3_stmt* statement;
  ~ResetAtEnd() { sqlite3_reset(statement); }
};

Code code_from(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Code::locked;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Code::corrupt;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return Code::io;
    case SQLITE_CANTOPEN:
      return Code::not_found;
    default:
      return Code::other;
  }
}

std::string hint_for(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return "make room on the disk and run it again; what was stored before is safe";
    case SQLITE_IOERR:
      return "is the disk full, or failing? What was stored before is safe; run it again when it "
             "is mended";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another program is using the file; try again when it has ended";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "move the file away; the next crawl or import rebuilds it from the archive";
    default:
      return {};
  }
}

int bind(sqlite3_stmt* statement, int index, const SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return sqlite3_bind_int64(statement, index, *number);
  }
  if (const auto* real = std::get_if<double>(&value)) {
    return sqlite3_bind_double(statement, index, *real);
  }
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    return sqlite3_bind_text64(statement, index, text->empty() ? "" : text->data(), text->size(),
                               SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  return sqlite3_bind_null(statement, index);
}

}  // namespace

bool SqlRow::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}
std::int64_t SqlRow::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double SqlRow::real(int column) const { return sqlite3_column_double(statement_, column); }
std::string SqlRow::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (!bytes) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

struct Database::Impl {
  std::string path;
  Handle handle;
  std::unordered_map<const char*, Statement> statements;  // closed before the handle

  [[nodiscard]] tl::unexpected<Error> failure() const {
    const int code = sqlite3_extended_errcode(handle.get());
    return fail(code_from(code), fmt::format("{}: {}", path, sqlite3_errmsg(handle.get())),
                hint_for(code));
  }
};

namespace {

Result<Handle> open_handle(const std::string& name, int flags) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Handle owned(handle);
  if (code != SQLITE_OK) {
    return fail(code_from(code), fmt::format("{}: {}", name, sqlite3_errstr(code)));
  }
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  return owned;
}

/// Whether SQLite cannot read the file because it cannot make its -shm beside it: a folder that may not be written.
bool needs_a_writable_folder(sqlite3* handle) {
  const int code = sqlite3_exec(handle, "SELECT 1 FROM sqlite_master", nullptr, nullptr, nullptr);
  return (code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY;
}

/// The file without its -shm: only right as long as nobody writes and no -wal holds what is newer.
Result<Handle> open_unchanging(const std::filesystem::path& path) {
  std::error_code ignored;
  const auto newer = std::filesystem::file_size(path.string() + "-wal", ignored);
  if (!ignored && newer > 0) {
    return fail(Code::io,
                fmt::format("{}: its newest part lies in {}-wal, which cannot be read in a folder "
                            "that may not be written",
                            path.string(), path.filename().string()),
                "run any command that writes once, or copy the workspace");
  }
  std::string uri = "file:";
  for (const char c : path.string()) {
    const bool is_plain = c != '?' && c != '#' && c != '%';
    uri += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return open_handle(uri + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

}  // namespace

Result<Database> Database::open(const std::filesystem::path& path, OpenMode mode) {
  const bool is_reader = mode == OpenMode::read_only;
  auto handle = open_handle(
      path.string(), is_reader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (handle && is_reader && needs_a_writable_folder(handle->get())) handle = open_unchanging(path);
  if (!handle) return pass_on(handle);
  auto impl = std::make_unique<Impl>();
  impl->path = path.string();
  impl->handle = std::move(*handle);
  Database database(std::move(impl));
  // WAL: readers and the one writer do not wait for each other. FULL: a commit is on the disk when it returns.
  const auto set =
      database.script(is_reader ? "PRAGMA foreign_keys = ON"
                                : "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                  "PRAGMA foreign_keys = ON;"
                                  "PRAGMA cache_size = -32000");  // kB: a night's pages, unspilt
  if (!set) return pass_on(set);
  return database;
}

Result<Database> Database::open_temporary() {
  auto handle = open_handle("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!handle) return pass_on(handle);
  auto impl = std::make_unique<Impl>();
  impl->path = "a temporary file";
  impl->handle = std::move(*handle);
  Database database(std::move(impl));
  const auto set = database.script("PRAGMA journal_mode = OFF; PRAGMA cache_size = -4000");  // kB
  if (!set) return pass_on(set);
  return database;
}

Result<void> Database::script(const std::string& sql) {
  if (sqlite3_exec(impl_->handle.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return impl_->failure();
  }
  return {};
}

Result<sqlite3_stmt*> Database::prepared(const char* sql, std::initializer_list<SqlValue> values) {
  Statement& statement = impl_->statements[sql];
  if (!statement) {
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v3(impl_->handle.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &made,
                           nullptr) != SQLITE_OK) {
      return impl_->failure();
    }
    statement.reset(made);
  }
  int index = 0;
  for (const auto& value : values) {
    if (bind(statement.get(), ++index, value) != SQLITE_OK) return impl_->failure();
  }
  return statement.get();
}

Result<std::int64_t> Database::run(const char* sql, std::initializer_list<SqlValue> values) {
  const auto statement = prepared(sql, values);
  if (!statement) return pass_on(statement);
  const ResetAtEnd resets{*statement};
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(*statement);
  if (code != SQLITE_DONE) return impl_->failure();
  return sqlite3_changes64(impl_->handle.get());
}

Result<void> Database::query(const char* sql, std::initializer_list<SqlValue> values,
                             const std::function<void(const SqlRow&)>& each) {
  return query_while(sql, values, [&](const SqlRow& row) {
    each(row);
    return true;
  });
}

Result<void> Database::query_while(const char* sql, std::initializer_list<SqlValue> values,
                                   const std::function<bool(const SqlRow&)>& goes_on) {
  const auto statement = prepared(sql, values);
  if (!statement) return pass_on(statement);
  const ResetAtEnd resets{*statement};
  const SqlRow row(*statement);
  int code = sqlite3_step(*statement);
  for (; code == SQLITE_ROW; code = sqlite3_step(*statement)) {
    if (!goes_on(row)) return {};
  }
  if (code != SQLITE_DONE) return impl_->failure();
  return {};
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(impl_->handle.get()) == 0; }

std::int64_t Database::last_row_id() const {
  return sqlite3_last_insert_rowid(impl_->handle.get());
}

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

}  // namespace saola::store
