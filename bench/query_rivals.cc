#include "bench/query_rivals.h"

#include "base/time.h"
#include "store/index_db.h"
#include "text/analyze.h"

namespace bench {
namespace {

constexpr Xapian::valueno kWeek = 0;
constexpr const char* kSqlite = "fts5.db";
constexpr const char* kXapian = "xapian";

// One article as the other two get it: the analyser's words, a "¶" between paragraphs for SQLite.
struct Plain {
  std::string title;
  std::vector<std::string> paragraphs;
  std::string week;
};

std::vector<std::string> word_lines(saola::text::Analyzer& analyzer, std::string_view text) {
  std::vector<std::string> lines;
  std::uint32_t paragraph = 0;
  for (const saola::text::Token& token : analyzer.analyze(text)) {
    if (lines.empty() || token.paragraph != paragraph) lines.emplace_back();
    paragraph = token.paragraph;
    lines.back().append(lines.back().empty() ? "" : " ").append(token.exact);
  }
  return lines;
}

void each_article(const Xapian::Database& db, const std::function<void(const Plain&)>& visit) {
  saola::text::Analyzer analyzer;
  const saola::Zone zone = must(saola::Zone::open(saola::kHomeZone));
  for (auto at = db.postlist_begin(""); at != db.postlist_end(""); ++at) {
    const auto article = must(saola::store::stored_article(db.get_document(*at))).article;
    const auto title = word_lines(analyzer, article.title);
    Plain plain{title.empty() ? "" : title.front(), word_lines(analyzer, article.text), ""};
    if (article.published) {
      plain.week = to_string(saola::iso_week_of(zone.day_of(article.published->utc)));
    }
    visit(plain);
  }
}

std::vector<std::string> words_of(std::string_view text) {
  saola::text::Analyzer analyzer;
  std::vector<std::string> words;
  for (const auto& token : analyzer.analyze(text)) words.emplace_back(token.exact);
  return words;
}

std::string to_fts5(const Boolean& query) {
  if (query.kind == Boolean::Kind::phrase)
    return fmt::format("\"{}\"", fmt::join(query.words, " "));
  std::vector<std::string> parts;
  for (const Boolean& part : query.parts) parts.push_back(to_fts5(part));
  const char* sign = query.kind == Boolean::Kind::all   ? " AND "
                     : query.kind == Boolean::Kind::any ? " OR "
                                                        : " NOT ";
  return fmt::format("({})", fmt::join(parts, sign));
}

Xapian::Query to_xapian(const Boolean& query) {
  using Query = Xapian::Query;
  if (query.kind == Boolean::Kind::phrase) {
    if (query.words.size() == 1) return Query(query.words.front());
    return Query(Query::OP_PHRASE, query.words.begin(), query.words.end());
  }
  std::vector<Query> parts;
  for (const Boolean& part : query.parts) parts.push_back(to_xapian(part));
  const auto sign = query.kind == Boolean::Kind::all   ? Query::OP_AND
                    : query.kind == Boolean::Kind::any ? Query::OP_OR
                                                       : Query::OP_AND_NOT;
  return Query(sign, parts.begin(), parts.end());
}

std::string text_of(sqlite3_stmt* row, int column) {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
  return bytes == nullptr ? "" : bytes;
}

void make_xapian(const Xapian::Database& index, const std::filesystem::path& folder) {
  Xapian::WritableDatabase db(folder.string(), Xapian::DB_CREATE_OR_OVERWRITE);
  Xapian::TermGenerator generator;
  std::size_t count = 0;
  each_article(index, [&](const Plain& plain) {
    Xapian::Document document;
    generator.set_document(document);
    generator.set_termpos(0);
    generator.index_text(plain.title);
    for (const std::string& paragraph : plain.paragraphs) {
      generator.increase_termpos();
      generator.index_text(paragraph);
    }
    document.add_value(kWeek, plain.week);
    document.set_data(fmt::format("{}\n{}", plain.title, fmt::join(plain.paragraphs, "\n")));
    db.add_document(document);
    if (++count % 1000 == 0) db.commit();
  });
  db.commit();
}

}  // namespace

Boolean phrase(std::string_view text) { return {Boolean::Kind::phrase, words_of(text), {}}; }

void make_rivals(const Xapian::Database& index, const std::filesystem::path& folder) {
  if (!std::filesystem::exists(folder / kSqlite)) Sqlite(folder).fill(index);
  if (!std::filesystem::exists(folder / kXapian)) make_xapian(index, folder / kXapian);
}

Sqlite::Sqlite(const std::filesystem::path& folder) {
  if (sqlite3_open((folder / kSqlite).c_str(), &db_) != SQLITE_OK) give_up(sqlite3_errmsg(db_));
  run("PRAGMA cache_size = -2000000; PRAGMA mmap_size = 8000000000");
}

Sqlite::~Sqlite() {
  for (auto& [sql, statement] : prepared_) sqlite3_finalize(statement);
  sqlite3_close(db_);
}

void Sqlite::fill(const Xapian::Database& index) {
  run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
  run("CREATE VIRTUAL TABLE news USING fts5(title, text, "
      "tokenize = \"unicode61 remove_diacritics 0 tokenchars '¶'\")");
  run("CREATE TABLE article(number INTEGER PRIMARY KEY, week TEXT); BEGIN");
  each_article(index, [&](const Plain& plain) {
    const std::string text = fmt::format("{}", fmt::join(plain.paragraphs, " ¶ "));
    ask("INSERT INTO news(title, text) VALUES (?, ?)", {plain.title, text}, [](auto*) {});
    ask("INSERT INTO article(week) VALUES (?)", {plain.week}, [](auto*) {});
  });
  run("COMMIT; INSERT INTO news(news) VALUES ('optimize')");
}

void Sqlite::run(const std::string& sql) {
  if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    give_up(sqlite3_errmsg(db_));
  }
}

// Statements are kept prepared.
void Sqlite::ask(const std::string& sql, const std::vector<std::string>& values,
                 const std::function<void(sqlite3_stmt*)>& row) {
  sqlite3_stmt*& statement = prepared_[sql];
  if (statement == nullptr &&
      sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
    give_up(sqlite3_errmsg(db_));
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    sqlite3_bind_text(statement, static_cast<int>(i) + 1, values[i].c_str(), -1, nullptr);
  }
  int step = sqlite3_step(statement);
  for (; step == SQLITE_ROW; step = sqlite3_step(statement)) row(statement);
  if (step != SQLITE_DONE) give_up(sqlite3_errmsg(db_));
  sqlite3_reset(statement);
}

Weeks Sqlite::weeks(const Boolean& query) {
  Weeks weeks;
  ask("SELECT week, count(*) FROM news JOIN article ON article.number = news.rowid "
      "WHERE news MATCH ? GROUP BY week",
      {to_fts5(query)},
      [&](sqlite3_stmt* row) { weeks[text_of(row, 0)] = sqlite3_column_int64(row, 1); });
  return weeks;
}

std::int64_t Sqlite::matches(const Boolean& query) {
  std::int64_t rows = 0;
  ask("SELECT count(*) FROM news WHERE news MATCH ?", {to_fts5(query)},
      [&](sqlite3_stmt* row) { rows = sqlite3_column_int64(row, 0); });
  return rows;
}

void Sqlite::top(const Boolean& query) {
  ask("SELECT title, snippet(news, 1, '[', ']', '…', 48) FROM news "
      "WHERE news MATCH ? ORDER BY rank LIMIT 20",
      {to_fts5(query)}, [](sqlite3_stmt* row) { (void)text_of(row, 1); });
}

BareXapian::BareXapian(const std::filesystem::path& folder) : db_((folder / kXapian).string()) {}

Weeks BareXapian::weeks(const Boolean& query) const {
  Xapian::Enquire enquire(db_);
  enquire.set_query(to_xapian(query));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  Xapian::ValueCountMatchSpy spy(kWeek);
  enquire.add_matchspy(&spy);
  (void)enquire.get_mset(0, 0, db_.get_doccount());
  Weeks weeks;
  for (auto value = spy.values_begin(); value != spy.values_end(); ++value) {
    weeks[*value] = value.get_termfreq();
  }
  return weeks;
}

void BareXapian::top(const Boolean& query) const {
  Xapian::Enquire enquire(db_);
  enquire.set_query(to_xapian(query));
  const Xapian::MSet found = enquire.get_mset(0, 20);
  for (auto at = found.begin(); at != found.end(); ++at) {
    (void)found.snippet(at.get_document().get_data(), 240);
  }
}

}  // namespace bench
