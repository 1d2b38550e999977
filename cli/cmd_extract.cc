#include <fmt/format.h>

#include <istream>

#include "base/file.h"
#include "base/gzip.h"
#include "base/printable.h"
#include "cli/commands.h"
#include "indexer/extract/batch.h"
#include "indexer/extract/extract.h"

namespace saola::cli {
namespace {

struct Options {
  std::string file;
  std::string url;
  std::string content_type;
  bool batch = false;
  bool explain = false;
};

void add_options(CLI::App& app, Options& options) {
  app.add_option("FILE", options.file, "a page; .gz is unzipped");
  app.add_option("--url", options.url, "where the page was fetched from");
  app.add_option("--content-type", options.content_type, "the header it came with");
  app.add_flag("--explain", options.explain,
               "where each part came from, and why blocks were kept or dropped");
  app.add_flag(
      "--batch", options.batch,
      "read {\"id\",\"html\": path,\"url\"?,\"content_type\"?} a line from standard input");
}

Result<std::string> read_page(const std::string& path) {
  auto bytes = read_file(path);
  if (!bytes || !path.ends_with(".gz")) return bytes;
  auto page = gunzip(*bytes, extract::kMaxPageBytes);
  if (!page) return pass_on(page, path);
  return page;
}

/// Nobody knows when a file was fetched, but not later than now: a date after that is no date of it.
Result<extract::Extraction> extract_file(const extract::BatchJob& job, extract::Explain explain,
                                         Instant now) {
  const auto bytes = read_page(job.html);
  if (!bytes) return pass_on(bytes);
  return extract::extract_page({*bytes, job.url, job.content_type, now}, explain);
}

Result<void> run_batch(Env& env) {
  std::string line;
  for (int number = 1; std::getline(env.in, line); ++number) {
    if (env.stop) return fail(Code::cancelled, fmt::format("stopped before line {}", number));
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto job = extract::parse_batch_job(line);
    if (!job) {  // an answer for each line, so that both files stay in step
      const Result<extract::Extraction> failed =
          pass_on(job, fmt::format("standard input:{}", number));
      env.log.warn(failed.error());
      env.status = 1;
      env.out << extract::batch_answer("", "", failed) << "\n";
      continue;
    }
    env.out << extract::batch_answer(job->id, job->url,
                                     extract_file(*job, extract::Explain::no, env.clock()))
            << "\n";
  }
  return {};
}

Result<void> run(const Options& options, Env& env) {
  if (options.batch) return run_batch(env);
  if (options.file.empty())
    return fail(Code::usage, "no FILE given", "name a page, or use --batch");
  const extract::BatchJob job{options.file, options.file, options.url, options.content_type};
  const auto explain = options.explain ? extract::Explain::yes : extract::Explain::no;
  const auto extraction = extract_file(job, explain, env.clock());
  if (!extraction) return pass_on(extraction);
  env.out << extract::batch_answer(job.id, job.url, extraction) << "\n";
  for (const auto& note : extraction->notes) {
    env.out << fmt::format("{:<12} {:<28} {}\n", note.part, note.origin, printable(note.detail));
  }
  return {};
}

}  // namespace

void set_up_extract(CLI::App& app, Action& chosen) {
  set_up_command(app, chosen, add_options, run);
}

}  // namespace saola::cli
