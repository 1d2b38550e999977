// How fast extraction is on pages in memory, beside a bare gumbo parse of the same bytes, where its time goes, and how much
// memory it takes for each page.
//
// usage: extract_bench PAGE.html[.gz]... | FOLDER...   [--rounds N] [--mutations N] [--floods MEGABYTES]
//
// --mutations changes the pages N times and tells the slowest beside the median of its size; --floods measures pages made of one
// piece of markup. Both stand in tests/support/hostile_pages.h.
//
// Times are the best of N rounds, of both in turn, in processor time of one core. Memory is what operator new gave out at most at one time while a
// page was read, without the page itself; the gumbo tree lies in it, since its allocator is ours.

#include <fmt/format.h>
#include <gumbo.h>
#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/gzip.h"
#include "base/printable.h"
#include "indexer/extract/blocks.h"
#include "indexer/extract/dom.h"
#include "indexer/extract/extract.h"
#include "indexer/extract/json_ld.h"
#include "indexer/extract/lean_markup.h"
#include "indexer/extract/main_text.h"
#include "indexer/extract/metadata.h"
#include "indexer/extract/names.h"
#include "indexer/extract/title.h"
#include "tests/support/hostile_pages.h"
#include "text/charset.h"

namespace {

std::size_t held_bytes = 0;
std::size_t most_bytes = 0;

void give_back(void* memory) {
  held_bytes -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) {
  void* const memory = std::malloc(size);
  if (memory == nullptr) std::abort();
  held_bytes += malloc_usable_size(memory);
  most_bytes = std::max(most_bytes, held_bytes);
  return memory;
}
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }

namespace {

namespace fs = std::filesystem;
using namespace saola;

// Milliseconds of processor time; a busy machine does not add to it.
double now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

constexpr std::string_view kUrl = "https://outlet.example/a";

struct Loaded {
  std::string name;
  std::string bytes;
};

void load(const fs::path& path, std::vector<Loaded>& pages) {
  if (fs::is_directory(path)) {
    std::vector<fs::path> inside;
    for (const auto& entry : fs::directory_iterator(path)) inside.push_back(entry.path());
    std::sort(inside.begin(), inside.end());
    for (const fs::path& one : inside) load(one, pages);
    return;
  }
  auto bytes = read_file(path);
  if (!bytes) return;
  if (path.extension() == ".gz") bytes = gunzip(*bytes, extract::kMaxPageBytes);
  if (bytes) pages.push_back({path.filename().string(), std::move(*bytes)});
}

// The steps of extract_page whose time is told apart; what is left of the whole is dates, language, kind and display forms.
enum Stage { decode, lean, tree, head, blocks, names, title, body, clean_up, kStages };
constexpr std::array<const char*, kStages> kStageNames = {
    "decode", "lean markup", "tree", "JSON-LD, metadata", "blocks",
    "names",  "title",       "body", "giving memory back"};

using StageTimes = std::array<double, kStages>;

StageTimes time_stages(const std::string& bytes) {
  StageTimes times{};
  double last = now();
  const auto stop = [&](Stage stage) {
    const double moment = now();
    times[stage] = moment - last;
    last = moment;
  };
  const text::Decoded decoded = text::decode(bytes);
  stop(decode);
  extract::LeanMarkup markup = extract::lean_markup(decoded.utf8);
  stop(lean);
  std::optional document = extract::Document::parse(std::move(markup.html));
  stop(tree);
  const extract::JsonLd json_ld = extract::read_json_ld(markup.json_ld);
  const extract::Metadata metadata = extract::read_metadata(*document);
  stop(head);
  extract::BlockList list = extract::cut_blocks(*document);
  stop(blocks);
  const auto hints = extract::hints_of_all(*document);
  stop(names);
  const extract::Title shown =
      extract::choose_title({*document, list, hints, json_ld, metadata, kUrl});
  stop(title);
  const std::vector<std::string> titles{shown.text, json_ld.headline};
  (void)extract::find_main_text(
      *document, list, hints,
      {shown.text, titles, shown.node, metadata.descriptions, json_ld.body, json_ld.authors, kUrl});
  stop(body);
  document.reset();
  list = {};
  stop(clean_up);
  return times;
}

void parse_bare(const std::string& bytes) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, bytes.data(), bytes.size());
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}

void extract_one(const std::string& bytes) { (void)extract::extract_page({bytes, kUrl, {}, {}}); }

template <typename Work>
void keep_best(double& best, Work work) {
  const double start = now();
  work();
  best = std::min(best, now() - start);
}

struct Measured {
  std::vector<double> ours;  // milliseconds of each page
  std::vector<double> bare;
  std::vector<StageTimes> stages;
  std::vector<double> memory;  // times the page
};

Measured measure(const std::vector<Loaded>& pages, int rounds) {
  Measured all;
  all.ours.assign(pages.size(), 1e9);
  all.bare.assign(pages.size(), 1e9);
  all.memory.assign(pages.size(), 0);
  all.stages.resize(pages.size());
  for (StageTimes& times : all.stages) times.fill(1e9);
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const std::size_t before = most_bytes = held_bytes;
      keep_best(all.ours[i], [&] { extract_one(pages[i].bytes); });
      all.memory[i] =
          static_cast<double>(most_bytes - before) / static_cast<double>(pages[i].bytes.size());
    }
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const StageTimes times = time_stages(pages[i].bytes);
      for (std::size_t s = 0; s < kStages; ++s)
        all.stages[i][s] = std::min(all.stages[i][s], times[s]);
    }
    for (std::size_t i = 0; i < pages.size(); ++i)
      keep_best(all.bare[i], [&] { parse_bare(pages[i].bytes); });
  }
  return all;
}

double sum(const std::vector<double>& values) {
  double total = 0;
  for (const double value : values) total += value;
  return total;
}

double at(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

void print_speed(const char* what, const std::vector<double>& times, double megabytes) {
  const double total = sum(times);
  fmt::print(
      "{:<14} {:6.0f} pages/s {:7.1f} MB/s   ms a page: median {:6.2f}  p99 {:7.2f}  worst "
      "{:7.2f}\n",
      what, 1000.0 * static_cast<double>(times.size()) / total, 1000.0 * megabytes / total,
      at(times, 0.5), at(times, 0.99), at(times, 1));
}

void print_stages(const Measured& all) {
  const double total = sum(all.ours);
  double told = 0;
  for (std::size_t s = 0; s < kStages; ++s) {
    double stage = 0;
    for (const StageTimes& times : all.stages) stage += times[s];
    told += stage;
    fmt::print("  {:<18} {:5.1f} %\n", kStageNames[s], 100 * stage / total);
  }
  fmt::print("  {:<18} {:5.1f} %\n", "dates, language, ...", 100 * (total - told) / total);
}

void print_memory(const std::vector<Loaded>& pages, const std::vector<double>& memory) {
  const auto worst =
      static_cast<std::size_t>(std::max_element(memory.begin(), memory.end()) - memory.begin());
  fmt::print("memory: median {:.1f} times the page, worst {:.1f} ({}, {} kB)\n", at(memory, 0.5),
             memory[worst], pages[worst].name, pages[worst].bytes.size() / 1000);
}

// Powers of two of bytes: pages of one size are compared with each other.
std::size_t size_class(std::size_t bytes) {
  return static_cast<std::size_t>(std::bit_width(bytes));
}

// The slowest changed page in times of the median of its size.
void run_mutations(const std::vector<Loaded>& pages, int count) {
  struct Timed {
    std::size_t seed;
    double milliseconds;
  };
  std::map<std::size_t, std::vector<Timed>> by_size;
  for (std::size_t seed = 0; seed < static_cast<std::size_t>(count); ++seed) {
    PageMutator mutator(static_cast<unsigned>(seed));
    const std::string page = mutator.mutate(pages[seed % pages.size()].bytes,
                                            pages[(seed * 7 + 1) % pages.size()].bytes);
    double best = 1e9;
    keep_best(best, [&] { extract_one(page); });
    by_size[size_class(page.size())].push_back({seed, best});
  }
  fmt::print("{} changed pages, the slowest of each size in times of the median:\n", count);
  for (auto& [size, timed] : by_size) {
    std::sort(timed.begin(), timed.end(),
              [](const Timed& a, const Timed& b) { return a.milliseconds < b.milliseconds; });
    const double median = timed[timed.size() / 2].milliseconds;
    fmt::print(
        "  under {:>5} kB: {:5} pages, median {:7.2f} ms, slowest {:5.1f} times that (seed {})\n",
        (std::size_t{1} << size) / 1024, timed.size(), median, timed.back().milliseconds / median,
        timed.back().seed);
  }
}

void run_floods(std::size_t megabytes) {
  fmt::print("floods of {} MB: ms, and memory in times of the page\n", megabytes);
  for (const std::string_view piece : kFloods) {
    const std::string page = flood(piece, megabytes << 20);
    const std::size_t before = most_bytes = held_bytes;
    double best = 1e9;
    keep_best(best, [&] { extract_one(page); });
    fmt::print("  {:8.0f} {:6.1f}  {}\n", best,
               static_cast<double>(most_bytes - before) / static_cast<double>(page.size()),
               printable(piece));
  }
}

void run_pages(const std::vector<Loaded>& pages, int rounds) {
  double megabytes = 0;
  for (const Loaded& page : pages) megabytes += static_cast<double>(page.bytes.size()) / 1e6;
  fmt::print("{} pages, {:.1f} MB, best of {} rounds\n", pages.size(), megabytes, rounds);
  const Measured all = measure(pages, rounds);
  print_speed("extract_page", all.ours, megabytes);
  print_speed("bare gumbo", all.bare, megabytes);
  fmt::print("extract_page is {:.2f} times as fast as a bare gumbo parse and free\n",
             sum(all.bare) / sum(all.ours));
  fmt::print("where its time goes:\n");
  print_stages(all);
  print_memory(pages, all.memory);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Loaded> pages;
  int rounds = 3;
  int mutations = 0;
  int floods = 0;
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    int* const number = option == "--rounds"      ? &rounds
                        : option == "--mutations" ? &mutations
                        : option == "--floods"    ? &floods
                                                  : nullptr;
    if (number == nullptr)
      load(argv[i], pages);
    else if (i + 1 < argc)
      *number = std::max(1, std::atoi(argv[++i]));
  }
  if (pages.empty() && floods == 0) {
    fmt::print(stderr,
               "usage: extract_bench PAGE.html[.gz]... | FOLDER... [--rounds N] [--mutations N] "
               "[--floods MEGABYTES]\n");
    return 2;
  }
  if (floods > 0)
    run_floods(static_cast<std::size_t>(floods));
  else if (mutations > 0)
    run_mutations(pages, mutations);
  else
    run_pages(pages, rounds);
  return 0;
}
