// What indexing costs, as ratios to bare Xapian over the same articles in the same run: TermGenerator with positions, one lane,
// a date value and an outlet term, at the commit interval that suits it best.
//
// Each measurement runs in a process of its own, so that CPU and peak memory are its own. All read the same articles from one
// file prepared before; `saola index` reads them from an archive, as the program does, unpacks and parses them, and uses two
// threads. Folders are made beside each other under the folder given (default: the system's for temporary files).
//
// usage: index_bench ARTICLES.jsonl [--turns N] [--repeat N] [--limit N] [--commit N] [--only NAME] [--folder DIR] [--keep]
//        (xz -dc collection.jsonl.xz > ARTICLES.jsonl first)
//   --turns N    all of it N times, by turns; of each row the turn with the median CPU time (of an even number the upper) is
//                shown, and the range
//   --repeat N   the articles N times, each time with other ids, days and outlets
//   --limit N    only the first N lines
//   --commit N   Saola commits every N documents (default: as the program does)
//   --only NAME  bare1000, bare2000, documents or index

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/file.h"
#include "indexer/article_line.h"
#include "indexer/document.h"
#include "indexer/index_run.h"
#include "store/archive_writer.h"
#include "store/bigram_table.h"
#include "store/capture_fields.h"
#include "store/document_table.h"
#include "store/index_db.h"
#include "text/lexicon.h"

namespace {

namespace fs = std::filesystem;
using saola::store::Article;

constexpr int kDaysBetweenRounds = 41;  // so that a repeated collection spreads over more weeks

struct Options {
  std::string articles;
  std::size_t turns = 1;
  std::size_t repeat = 1;
  std::size_t limit = SIZE_MAX;
  std::string only;
  fs::path folder = fs::temp_directory_path() / "saola-index-bench";
  std::uint64_t commit_every = saola::indexer::IndexOptions{}.commit_every;
  bool keep = false;
};

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "index_bench: {}\n", why);
  std::exit(1);
}

template <typename Value>
Value checked(saola::Result<Value> result) {
  if (!result) give_up(result.error().message);
  if constexpr (!std::is_void_v<Value>) return std::move(*result);
}

// --- The articles: one file of fields with their lengths before them, cheap to read for everybody. ---

void write_field(std::FILE* out, const std::string& field) {
  const auto size = static_cast<std::uint32_t>(field.size());
  if (std::fwrite(&size, sizeof size, 1, out) != 1 ||
      std::fwrite(field.data(), 1, size, out) != size) {
    give_up("the prepared articles cannot be written: is the disk full?");
  }
}

bool read_field(std::FILE* in, std::string& field) {
  std::uint32_t size = 0;
  if (std::fread(&size, sizeof size, 1, in) != 1) return false;
  field.resize(size);
  return std::fread(field.data(), 1, size, in) == size;
}

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File open_file(const fs::path& path, const char* mode) {
  File file(std::fopen(path.c_str(), mode), std::fclose);
  if (!file) give_up(path.string() + " cannot be opened");
  return file;
}

void prepare(const Options& options, const fs::path& path) {
  std::ifstream in(options.articles);
  if (!in) give_up(options.articles + " cannot be read");
  const File out = open_file(path, "wb");
  std::size_t lines = 0;
  for (std::string line; lines < options.limit && std::getline(in, line); ++lines) {
    const Article article = checked(saola::indexer::parse_article_line(line)).article;
    const std::string published = article.published ? saola::to_iso(*article.published) : "";
    for (const std::string& field : {article.id, article.url, article.title, article.text,
                                     article.language, article.outlet, published}) {
      write_field(out.get(), field);
    }
  }
}

// The articles in order, again and again; of each round's only ids, days and outlets differ.
template <typename Visit>
void each_article(const fs::path& prepared, std::size_t repeat, Visit&& visit) {
  for (std::size_t round = 0; round < repeat; ++round) {
    const File in = open_file(prepared, "rb");
    Article article;
    std::string published;
    while (read_field(in.get(), article.id) && read_field(in.get(), article.url) &&
           read_field(in.get(), article.title) && read_field(in.get(), article.text) &&
           read_field(in.get(), article.language) && read_field(in.get(), article.outlet) &&
           read_field(in.get(), published)) {
      article.published.reset();
      if (auto time = saola::parse_iso(published, saola::kHomeOffset)) {
        article.published = *time;
        article.published->utc += std::chrono::days(static_cast<int>(round) * kDaysBetweenRounds);
      }
      if (round > 0) {
        article.id += fmt::format("-{}", round);
        article.outlet = fmt::format("r{}.{}", round % 7, article.outlet);
      }
      visit(static_cast<const Article&>(article));
    }
  }
}

// --- What is measured. ---

/// Of one process.
struct Cost {
  double cpu = 0;       // seconds, of all its threads
  double wall = 0;      // seconds
  double peak_mib = 0;  // resident
};

// Runs the work in a process of its own; gives up if it fails.
Cost cost_of(const std::function<void()>& work) {
  using Clock = std::chrono::steady_clock;
  std::cout.flush();
  const auto start = Clock::now();
  const pid_t child = ::fork();
  if (child < 0) give_up("no process could be started");
  if (child == 0) {
    work();
    std::fflush(nullptr);
    ::_exit(0);
  }
  int status = 0;
  rusage used{};
  if (::wait4(child, &status, 0, &used) != child || !WIFEXITED(status) ||
      WEXITSTATUS(status) != 0) {
    give_up("a measurement failed");
  }
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return {seconds(used.ru_utime) + seconds(used.ru_stime),
          std::chrono::duration<double>(Clock::now() - start).count(),
          static_cast<double>(used.ru_maxrss) / 1024};
}

double mib_of(const fs::path& folder) {
  std::uintmax_t bytes = 0;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (file.is_regular_file()) bytes += file.file_size();
  }
  return static_cast<double>(bytes) / (1 << 20);
}

void index_bare(const fs::path& prepared, const Options& options, std::size_t commit_every,
                const fs::path& folder) {
  Xapian::WritableDatabase db(folder.string(), Xapian::DB_CREATE_OR_OVERWRITE);
  Xapian::TermGenerator generator;
  std::size_t documents = 0;
  each_article(prepared, options.repeat, [&](const Article& article) {
    Xapian::Document document;
    generator.set_document(document);
    generator.set_termpos(0);
    generator.index_text(article.title);
    generator.increase_termpos(100);
    generator.index_text(article.text);
    if (article.published) {
      const auto time = static_cast<double>(article.published->utc.time_since_epoch().count());
      document.add_value(0, Xapian::sortable_serialise(time));
    }
    document.add_boolean_term("J" + article.outlet);
    db.add_document(document);
    if (++documents % commit_every == 0) db.commit();
  });
  db.commit();
}

struct Shipped {
  std::vector<saola::text::Lexicon> lexicons;
  std::vector<std::string> stamps;
};

// Of the checkout that the benchmark was built from.
Shipped shipped_lexicons() {
  Shipped shipped;
  for (const auto& file : fs::directory_iterator(SAOLA_LEXICONS)) {
    if (file.path().extension() != ".toml") continue;
    const std::string toml = checked(saola::read_file(file.path()));
    shipped.lexicons.push_back(checked(saola::text::parse_lexicon(toml, file.path().string())));
    shipped.stamps.push_back(saola::store::lexicon_stamp(shipped.lexicons.back().version, toml));
  }
  return shipped;
}

// The same work as `saola index` without the archive: one thread, analysis and writing in turn.
void index_documents(const fs::path& prepared, const Options& options, const fs::path& folder) {
  const Shipped shipped = shipped_lexicons();
  saola::indexer::DocumentMaker maker(shipped.lexicons,
                                      checked(saola::Zone::open(saola::kHomeZone)));
  auto db = checked(saola::store::open_index_for_writing(folder));
  std::size_t documents = 0;
  db.begin_transaction();
  each_article(prepared, options.repeat, [&](const Article& article) {
    saola::store::StoredArticle stored;
    stored.article = article;
    stored.article.published_from = "import";
    stored.archive_file = "saola-20260101000000-00000.warc.gz";
    stored.archive_offset = 4'000 * documents;
    db.add_document(maker.make(stored));
    if (++documents % options.commit_every != 0) return;
    db.commit_transaction();
    db.begin_transaction();
  });
  db.commit_transaction();
}

void write_archive(const fs::path& prepared, const Options& options, const fs::path& folder) {
  saola::store::ArchiveOptions archive_options;
  const saola::Instant now = checked(saola::parse_iso("2026-01-01T00:00:00Z", {})).utc;
  archive_options.clock = [now] { return now; };
  archive_options.ids = saola::store::numbered_record_ids();
  const auto ids = saola::store::numbered_record_ids();
  auto archive = checked(saola::store::ArchiveWriter::open(folder, std::move(archive_options)));
  each_article(prepared, options.repeat, [&](const Article& article) {
    nlohmann::ordered_json line = {{"id", article.id}, {"title", article.title}};
    line["text"] = article.text;
    line["outlet"] = article.outlet;
    line["language"] = article.language;
    if (!article.url.empty()) line["url"] = article.url;
    if (article.published) line["published"] = saola::to_iso(*article.published);
    const std::vector<saola::store::WarcRecord> records = {saola::store::make_article_record(
        ids, now, article.id, article.url, line.dump(-1, ' ', false))};
    checked(archive.append_group(records));
    if (archive.unsynced_bytes() > 64U << 20) checked(archive.sync());
  });
  checked(archive.sync());
}

// `saola index`; tells the throughput as it goes, which must stay flat.
void index_archive(const fs::path& archive, const Options& options, const fs::path& folder) {
  constexpr std::uint64_t kDocumentsBetweenLines = 50'000;
  using Clock = std::chrono::steady_clock;
  saola::indexer::IndexOptions run_options;
  run_options.commit_every = options.commit_every;
  const Shipped shipped = shipped_lexicons();
  const saola::Log log = saola::stderr_log();
  auto last = Clock::now();
  std::uint64_t told = 0;
  const auto progress = [&](const saola::indexer::IndexProgress& at) {
    if (at.documents < told + kDocumentsBetweenLines) return;
    const double seconds = std::chrono::duration<double>(Clock::now() - last).count();
    std::cout << fmt::format("  {:>8} documents, {:6.0f} a second since the last line\n",
                             at.documents, static_cast<double>(at.documents - told) / seconds);
    told = at.documents;
    last = Clock::now();
  };
  const auto summary =
      checked(saola::indexer::index_archive(run_options, {.archive = archive,
                                                          .index = folder,
                                                          .lexicons = shipped.lexicons,
                                                          .stamps = shipped.stamps,
                                                          .log = log,
                                                          .is_stopped = {},
                                                          .progress = progress}));
  if (summary.unreadable + summary.damaged > 0) give_up("the archive was not read whole");
  for (const auto make : {saola::store::DocumentTable::bring_up_to_date,
                          saola::store::BigramTable::bring_up_to_date}) {
    if (const auto made = make(folder); !made) give_up(made.error().message);
  }
}

// --- The table. ---

struct Row {
  std::string name;
  std::vector<Cost> costs;  // of each turn; once all are done, by CPU time
  double mib = 0;
  double compacted_mib = 0;
  std::size_t documents = 0;

  [[nodiscard]] const Cost& median() const { return costs[costs.size() / 2]; }
};

/// What is measured, in the order of the table.
struct Measurement {
  std::string name;
  fs::path folder;
  std::function<void()> work;
};

void measure_size(const fs::path& folder, Row& row) {
  const fs::path compacted = folder.string() + ".compacted";
  fs::remove_all(compacted);
  Xapian::Database db(folder.string());
  row.documents = db.get_doccount();
  db.compact(compacted.string());
  for (const auto& entry : fs::directory_iterator(folder)) {
    const bool is_table = entry.path().extension() == ".table";  // beside the database, as large
    if (is_table) fs::copy_file(entry.path(), compacted / entry.path().filename());
  }
  row.mib = mib_of(folder);
  row.compacted_mib = mib_of(compacted);
  fs::remove_all(compacted);
}

std::vector<Row> measured(const std::vector<Measurement>& measurements, std::size_t turns) {
  std::vector<Row> rows;
  for (const Measurement& each : measurements) rows.push_back({.name = each.name, .costs = {}});
  for (std::size_t turn = 0; turn < turns; ++turn) {
    for (std::size_t i = 0; i < measurements.size(); ++i) {
      fs::remove_all(measurements[i].folder);
      rows[i].costs.push_back(cost_of(measurements[i].work));
      if (turn == 0) measure_size(measurements[i].folder, rows[i]);
    }
  }
  for (Row& row : rows) {
    std::sort(row.costs.begin(), row.costs.end(),
              [](const Cost& a, const Cost& b) { return a.cpu < b.cpu; });
  }
  return rows;
}

// The ratios are to the bare row that used least CPU.
void print_table(const std::vector<Row>& rows) {
  const Row* bare = nullptr;
  for (const Row& row : rows) {
    if (!row.name.starts_with("bare")) continue;
    if (bare == nullptr || row.median().cpu < bare->median().cpu) bare = &row;
  }
  std::cout << fmt::format("\n{:<34} {:>8} {:>8} {:>7} {:>7} {:>9} {:>8} {:>10} {:>7} {:>7}\n", "",
                           "articles", "CPU s", "wall s", "wall/C", "peak MiB", "MiB", "compacted",
                           "CPU x", "size x");
  for (const Row& row : rows) {
    const Cost& cost = row.median();
    std::cout << fmt::format("{:<34} {:>8} {:>8.1f} {:>7.1f} {:>7.2f} {:>9.0f} {:>8.0f} {:>10.0f}",
                             row.name, row.documents, cost.cpu, cost.wall, cost.wall / cost.cpu,
                             cost.peak_mib, row.mib, row.compacted_mib);
    if (bare != nullptr) {
      std::cout << fmt::format(" {:>7.2f} {:>7.2f}", cost.cpu / bare->median().cpu,
                               row.compacted_mib / bare->compacted_mib);
    }
    if (row.costs.size() > 1) {
      std::cout << fmt::format("  CPU {:.1f} to {:.1f}", row.costs.front().cpu,
                               row.costs.back().cpu);
    }
    std::cout << '\n';
  }
}

void run(const Options& options) {
  fs::create_directories(options.folder);
  const fs::path prepared = options.folder / "articles";
  const fs::path archive = options.folder / "archive";
  (void)cost_of([&] { prepare(options, prepared); });
  const auto wanted = [&](const char* name) {
    return options.only.empty() || options.only == name;
  };
  std::vector<Measurement> measurements;
  for (const std::size_t every : {1'000, 2'000}) {
    const std::string name = fmt::format("bare{}", every);
    if (!wanted(name.c_str())) continue;
    const fs::path folder = options.folder / name;
    measurements.push_back({fmt::format("bare Xapian, commit every {}", every), folder,
                            [=] { index_bare(prepared, options, every, folder); }});
  }
  if (wanted("documents")) {
    const fs::path folder = options.folder / "documents";
    measurements.push_back({"Saola's documents, one thread", folder,
                            [=] { index_documents(prepared, options, folder); }});
  }
  if (wanted("index")) {
    fs::remove_all(archive);
    (void)cost_of([&] { write_archive(prepared, options, archive); });
    const fs::path folder = options.folder / "index";
    measurements.push_back({"saola index, from the archive", folder,
                            [=] { index_archive(archive, options, folder); }});
  }
  print_table(measured(measurements, options.turns));
  if (!options.keep) fs::remove_all(options.folder);
}

Options read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const bool has_value = i + 1 < argc;
    if (word == "--keep") {
      options.keep = true;
    } else if (word == "--turns" && has_value) {
      options.turns = std::max<std::size_t>(1, std::stoul(argv[++i]));
    } else if (word == "--repeat" && has_value) {
      options.repeat = std::stoul(argv[++i]);
    } else if (word == "--limit" && has_value) {
      options.limit = std::stoul(argv[++i]);
    } else if (word == "--commit" && has_value) {
      options.commit_every = std::stoul(argv[++i]);
    } else if (word == "--only" && has_value) {
      options.only = argv[++i];
    } else if (word == "--folder" && has_value) {
      options.folder = argv[++i];
    } else if (options.articles.empty() && !word.starts_with("--")) {
      options.articles = word;
    } else {
      give_up("what is " + word + "? See the top of bench/index_bench.cc");
    }
  }
  if (options.articles.empty()) give_up("usage: index_bench ARTICLES.jsonl [--repeat N] ...");
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  run(read_options(argc, argv));
  return 0;
}
