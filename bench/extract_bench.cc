// How fast extraction is on pages in memory, beside a bare gumbo parse of the same bytes.
//
// usage: extract_bench PAGE.html[.gz]... | FOLDER...   [--rounds N]
//
// Prints pages/s and MB/s of both, and milliseconds a page (median, 99th percentile, worst).

#include <fmt/format.h>
#include <gumbo.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/gzip.h"
#include "indexer/extract/dom.h"
#include "indexer/extract/extract.h"
#include "indexer/extract/lean_markup.h"
#include "text/charset.h"

namespace {

namespace fs = std::filesystem;
using namespace saola;

using Milliseconds = std::chrono::duration<double, std::milli>;

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

// Milliseconds of each page, the best of `rounds`.
template <typename Work>
std::vector<double> times_of(const std::vector<Loaded>& pages, int rounds, Work work) {
  std::vector<double> best(pages.size(), 1e9);
  for (int round = 0; round < rounds; ++round)
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const auto start = std::chrono::steady_clock::now();
      work(pages[i].bytes);
      best[i] = std::min(best[i], Milliseconds(std::chrono::steady_clock::now() - start).count());
    }
  return best;
}

double print(const char* what, std::vector<double> times, double megabytes) {
  double total = 0;
  for (const double time : times) total += time;
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
  };
  const double pages = 1000.0 * static_cast<double>(times.size()) / total;
  fmt::print(
      "{:<22} {:7.0f} pages/s {:8.1f} MB/s   ms: median {:6.2f}  p99 {:7.2f}  worst {:7.2f}\n",
      what, pages, 1000.0 * megabytes / total, at(0.5), at(0.99), times.back());
  return pages;
}

void parse_bare(const std::string& bytes) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, bytes.data(), bytes.size());
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Loaded> pages;
  int rounds = 3;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--rounds" && i + 1 < argc)
      rounds = std::max(1, std::atoi(argv[++i]));
    else
      load(argv[i], pages);
  }
  if (pages.empty()) {
    fmt::print(stderr, "usage: extract_bench PAGE.html[.gz]... | FOLDER... [--rounds N]\n");
    return 2;
  }
  double megabytes = 0;
  for (const Loaded& page : pages) megabytes += static_cast<double>(page.bytes.size()) / 1e6;
  fmt::print("{} pages, {:.1f} MB, best of {} rounds\n", pages.size(), megabytes, rounds);
  const double ours =
      print("extract_page",
            times_of(pages, rounds,
                     [](const std::string& bytes) {
                       (void)extract::extract_page({bytes, "https://outlet.example/a", {}, {}});
                     }),
            megabytes);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const long peak_kilobytes = usage.ru_maxrss;
  print("  decode",
        times_of(pages, rounds, [](const std::string& bytes) { (void)text::decode(bytes); }),
        megabytes);
  print(
      "  lean markup",
      times_of(pages, rounds, [](const std::string& bytes) { (void)extract::lean_markup(bytes); }),
      megabytes);
  print("  lean markup, parse",
        times_of(pages, rounds,
                 [](const std::string& bytes) {
                   (void)extract::Document::parse(extract::lean_markup(bytes).html);
                 }),
        megabytes);
  const double bare = print("bare gumbo", times_of(pages, rounds, parse_bare), megabytes);
  fmt::print(
      "extract_page is {:.2f} times as fast as a bare gumbo parse and free; peak {} kB with all "
      "pages loaded\n",
      ours / bare, peak_kilobytes);
  return 0;
}
