// Runs a fuzz target over its seeds without libFuzzer: each file as it is, cut at many places, and with bytes changed by a
// fixed sequence of numbers, so that every run does the same. libFuzzer itself: scripts/fuzz.
//
// usage: NAME_seeds FILE_OR_FOLDER...

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t kCuts = 16;
constexpr int kChanges = 48;

void run(const std::string& bytes) {
  (void)LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

void run_around(const std::string& seed) {
  run(seed);
  for (std::size_t i = 0; i < kCuts; ++i) run(seed.substr(0, seed.size() * i / kCuts));
  std::mt19937 numbers(20170306);  // any fixed number
  for (int i = 0; i < kChanges && !seed.empty(); ++i) {
    std::string changed = seed;
    for (int k = 0; k <= i % 8; ++k) {
      changed[numbers() % changed.size()] = static_cast<char>(numbers() & 0xff);
    }
    run(changed);
  }
}

std::vector<std::filesystem::path> files_under(const std::filesystem::path& place) {
  if (!std::filesystem::is_directory(place)) return {place};
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(place)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t seeds = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& file : files_under(argv[i])) {
      const auto bytes = saola::read_file(file);
      if (!bytes) {
        std::fprintf(stderr, "%s\n", bytes.error().message.c_str());
        return 1;
      }
      run_around(*bytes);
      ++seeds;
    }
  }
  std::printf("%zu seeds, %zu inputs\n", seeds, seeds * (1 + kCuts + kChanges));
  return seeds == 0 ? 1 : 0;
}
