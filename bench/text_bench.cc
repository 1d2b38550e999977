// What the text analysis costs, as ratios to two well-known passes over the same bytes in the same run: ICU's NFC of UTF-8,
// and Xapian's TermGenerator into a database in memory.
//
// usage: text_bench ARTICLES.jsonl|TEXT [MEGABYTES]     (xz -dc collection.jsonl.xz > ARTICLES.jsonl first)

#include <fmt/format.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <xapian.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <new>
#include <string>
#include <vector>

#include "text/analyze.h"
#include "text/canonical.h"
#include "text/charset.h"
#include "text/language.h"
#include "text/lexicon.h"

namespace {

std::size_t allocations = 0;

using saola::text::Analyzer;

std::vector<std::string> read_texts(const char* path, std::size_t limit_bytes) {
  std::vector<std::string> texts;
  std::ifstream in(path);
  std::size_t bytes = 0;
  for (std::string line; bytes < limit_bytes && std::getline(in, line);) {
    const std::size_t at = line.find("\"text\":\"");  // escapes do not matter here: \n reads as n
    std::string text = at == std::string::npos ? line : line.substr(at + 8);
    std::replace(text.begin(), text.end(), '\\', '\n');
    bytes += text.size();
    texts.push_back(std::move(text));
  }
  return texts;
}

/// Of this process on its core, so that other work on the machine counts little.
double cpu_seconds() {
  timespec now = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Several rounds, the fastest of each counts. They take turns, since a machine is not equally fast all the time.
std::vector<double> seconds_each(const std::vector<std::function<void()>>& works, int rounds) {
  std::vector<double> best(works.size(), 1e9);
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < works.size(); ++i) {
      const double start = cpu_seconds();
      works[i]();
      best[i] = std::min(best[i], cpu_seconds() - start);
    }
  }
  return best;
}

double seconds(const std::function<void()>& work, int rounds) {
  return seconds_each({work}, rounds)[0];
}

/// `terms` spellings, each of three to five words that follow one another somewhere in the texts: more common words than any
/// real lexicon has, so an upper bound.
saola::text::Lexicon make_lexicon(const std::vector<std::string>& texts, std::size_t terms) {
  saola::text::Lexicon lexicon;
  lexicon.id = "bench";
  Analyzer analyzer;
  for (std::size_t i = 0; lexicon.entries.size() < terms; ++i) {
    const auto tokens = analyzer.analyze(texts[i % texts.size()]);
    const std::size_t words = 3 + i % 3;
    if (tokens.size() < words + 50) continue;
    const std::size_t first = i * 131 % (tokens.size() - words);
    saola::text::LexiconEntry entry;
    entry.id = fmt::format("e{}", i);
    std::string phrase;
    for (std::size_t k = first; k < first + words; ++k)
      phrase.append(tokens[k].exact).push_back(' ');
    entry.spellings.push_back(phrase);
    lexicon.entries.push_back(entry);
  }
  return lexicon;
}

/// Of the checkout that the benchmark was built from.
std::vector<saola::text::Lexicon> shipped_lexicons() {
  std::vector<saola::text::Lexicon> lexicons;
  for (const auto& file : std::filesystem::directory_iterator(SAOLA_LEXICONS)) {
    if (file.path().extension() != ".toml") continue;
    std::ifstream in(file.path());
    const std::string toml(std::istreambuf_iterator<char>(in), {});
    if (auto read = saola::text::parse_lexicon(toml, file.path().string()))
      lexicons.push_back(std::move(*read));
  }
  return lexicons;
}

void icu_nfc(const std::vector<std::string>& texts) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  std::string out;
  for (const std::string& text : texts) {
    out.clear();
    icu::StringByteSink<std::string> sink(&out);
    nfc->normalizeUTF8(0, text, sink, nullptr, status);
  }
}

void xapian_terms(const std::vector<std::string>& texts) {
  Xapian::WritableDatabase db("", Xapian::DB_BACKEND_INMEMORY);
  Xapian::TermGenerator generator;
  for (const std::string& text : texts) {
    Xapian::Document document;
    generator.set_document(document);
    generator.index_text(text);
    db.add_document(document);
  }
}

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

/// All passes over the texts, timed and printed.
class Bench {
 public:
  explicit Bench(std::vector<std::string> texts) : texts_(std::move(texts)) {
    for (const std::string& text : texts_) bytes_ += text.size();
  }

  void run() {
    count_allocations();
    const saola::text::LexiconMatcher matcher = make_matcher();
    const std::vector<double> best =
        seconds_each({[&] { icu_nfc(texts_); }, [&] { analyze(); }, [&] { match(matcher); }}, 15);
    icu_ = best[0];
    own_ = best[1];
    const double matched = best[2];
    report("ICU normalizeUTF8, NFC", icu_);
    report("Analyzer (canonical + tokens + fold)", own_);
    report("Analyzer + LexiconMatcher, 3,000 terms", matched);
    each("canonical_form",
         [](const std::string& text) { return saola::text::canonical_form(text).size(); });
    each("detect_language",
         [](const std::string& text) { return saola::text::detect_language(text).size(); });
    each("decode (valid UTF-8)",
         [](const std::string& text) { return saola::text::decode(text).utf8.size(); });
    const double xapian = seconds([&] { xapian_terms(texts_); }, 2);
    report("Xapian TermGenerator, in memory", xapian);
    fmt::print(
        "analyser: {:.1f} ns a token, {:.1f} times TermGenerator; lexicons add {:.0f} % ({} "
        "matches)\n",
        own_ / static_cast<double>(tokens_) * 1e9, xapian / own_, (matched / own_ - 1) * 100,
        found_);
  }

 private:
  void analyze() {
    tokens_ = 0;
    for (const std::string& text : texts_) tokens_ += analyzer_.analyze(text).size();
  }

  void match(const saola::text::LexiconMatcher& matcher) {
    found_ = 0;
    for (const std::string& text : texts_) {
      matches_.clear();
      matcher.match(analyzer_.analyze(text), matches_);
      found_ += matches_.size();
    }
  }

  void count_allocations() {
    analyze();  // the first pass fills the buffers
    const std::size_t before = allocations;
    analyze();
    fmt::print("{} texts, {} bytes, {} tokens; {} allocations in a second pass\n", texts_.size(),
               bytes_, tokens_, allocations - before);
  }

  [[nodiscard]] saola::text::LexiconMatcher make_matcher() const {
    std::vector<saola::text::Lexicon> lexicons = shipped_lexicons();
    std::size_t spellings = 0;
    for (const auto& lexicon : lexicons)
      for (const auto& entry : lexicon.entries)
        spellings += entry.spellings.size() + entry.folded.size() + entry.cased.size() +
                     entry.excluded.size();
    fmt::print("{} spellings in {} shipped lexicons\n", spellings, lexicons.size());
    if (spellings < 3000) lexicons.push_back(make_lexicon(texts_, 3000 - spellings));
    return saola::text::LexiconMatcher(lexicons);
  }

  template <typename Work>
  void each(const char* what, Work work) {
    std::size_t sum = 0;
    const double time = seconds(
        [&] {
          for (const std::string& text : texts_) sum += work(text);
        },
        3);
    report(what, sum == 0 ? 0 : time);  // the sum keeps the work from being left out
  }

  void report(const char* what, double time) const {
    fmt::print("{:42} {:8.1f} MB/s   {:5.2f} of ICU's NFC   {:5.2f} of the analyser\n", what,
               static_cast<double>(bytes_) / time / 1e6, icu_ / time, own_ / time);
  }

  std::vector<std::string> texts_;
  Analyzer analyzer_;
  std::vector<saola::text::LexiconMatch> matches_;
  std::size_t bytes_ = 0;
  std::size_t tokens_ = 0;
  std::size_t found_ = 0;
  double icu_ = 0;
  double own_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: text_bench ARTICLES.jsonl [MEGABYTES]\n");
    return 2;
  }
  Bench(read_texts(argv[1], (argc > 2 ? std::stoul(argv[2]) : 20) * 1000000)).run();
  return 0;
}
