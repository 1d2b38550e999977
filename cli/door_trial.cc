#include "cli/door_trial.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <filesystem>
#include <map>

#include "cli/progress.h"
#include "crawler/door_reader.h"
#include "store/archive.h"
#include "store/archive_writer.h"
#include "store/capture_fields.h"
#include "store/http_message.h"
#include "store/ledger.h"
#include "store/ledger_health.h"

namespace saola::cli {
namespace {

namespace fs = std::filesystem;

/// A folder that is gone when this goes.
class ScratchFolder {
 public:
  static Result<ScratchFolder> make() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "saola-doors-XXXXXX").string();
    if (error || ::mkdtemp(name.data()) == nullptr) {
      return fail(Code::io, fmt::format("{}: cannot make a temporary folder", name),
                  "set $TMPDIR to a folder that can be written");
    }
    return ScratchFolder(name);
  }
  ScratchFolder(ScratchFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;  // what stays behind does no harm
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  explicit ScratchFolder(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
};

Result<bool> crawl_into(const fs::path& folder, const crawler::CrawlOptions& options, Env& env) {
  auto ledger = store::Ledger::open(folder / "state.db");
  if (!ledger) return pass_on(ledger);
  store::ArchiveOptions archive_options{
      .clock = env.clock, .ids = store::random_record_ids(), .info = {}};
  auto archive = store::ArchiveWriter::open(folder / "archive", archive_options);
  if (!archive) return pass_on(archive);
  ProgressLine line(env);
  const auto progress = [&line](const crawler::CrawlProgress& at) {
    line.show(fmt::format("doors {}/{}", at.doors_done, at.doors));
  };
  const auto summary = crawler::crawl(options, {.archive = *archive,
                                                .ledger = *ledger,
                                                .ids = archive_options.ids,
                                                .clock = env.clock,
                                                .log = env.log,
                                                .is_stopped = [&env] { return env.stop.load(); },
                                                .progress = progress,
                                                .is_watched = {}});
  if (!summary) return pass_on(summary);
  return summary->was_stopped;
}

/// Outcomes and messages, by URL.
Result<std::map<std::string, store::DoorHealth>> read_outcomes(const fs::path& folder) {
  auto ledger = store::Ledger::open(folder / "state.db", store::OpenMode::read_only);
  if (!ledger) return pass_on(ledger);
  auto doors = store::door_healths(*ledger);
  if (!doors) return pass_on(doors);
  std::map<std::string, store::DoorHealth> out;
  for (store::DoorHealth& door : *doors) {
    std::string url = door.door.url;
    out.emplace(std::move(url), std::move(door));
  }
  return out;
}

void read_answer(const store::ArchiveGroup& group, const store::CaptureFields& fields,
                 std::map<std::string, DoorTrial>& answers, Trials& trials) {
  const auto index = group.find(store::WarcType::response);
  if (!index) return;
  const store::WarcRecord& record = group.records[*index];
  const auto message = store::parse_http_response(record.block);
  if (!message || message->status != 200) return;
  const auto url = parse_url(record.target_uri());
  if (!url) return;
  if (fields.kind == "robots") {
    const auto asked = parse_url(fields.redirected_from);
    trials.robots.emplace_back((asked ? *asked : *url).origin(), std::string(message->body));
    return;
  }
  const std::string& asked =
      fields.redirected_from.empty() ? std::string(record.target_uri()) : fields.redirected_from;
  DoorTrial& trial = answers[fields.door];
  if (asked != fields.door || !trial.body.empty()) return;  // a part of it
  trial.body = message->body;
  trial.content_type = store::value_of(message->headers, "Content-Type").value_or("");
  if (!fields.redirected_from.empty()) trial.answered_by = *url;
}

Result<std::map<std::string, DoorTrial>> read_answers(const fs::path& folder, Trials& trials) {
  auto cursor = store::Archive(folder / "archive").read_from({}, {});
  if (!cursor) return pass_on(cursor);
  std::map<std::string, DoorTrial> answers;
  while (true) {
    const auto group = cursor->next();
    if (!group) return pass_on(group);
    if (!*group) return answers;
    read_answer(**group, store::capture_fields_of((*group)->records), answers, trials);
  }
}

}  // namespace

Result<Trials> try_doors(crawler::CrawlOptions options, Env& env) {
  options.doors_only = true;
  const auto folder = ScratchFolder::make();
  if (!folder) return pass_on(folder);
  Trials trials;
  const auto stopped = crawl_into(folder->path(), options, env);
  if (!stopped) return pass_on(stopped);
  trials.was_stopped = *stopped;
  const auto outcomes = read_outcomes(folder->path());
  if (!outcomes) return pass_on(outcomes);
  auto answers = read_answers(folder->path(), trials);
  if (!answers) return pass_on(answers);
  for (const crawler::Door& door : options.doors) {
    const auto found = outcomes->find(door.url.str());
    if (found == outcomes->end() || !found->second.state.last_outcome) continue;  // not asked
    DoorTrial trial = std::move((*answers)[door.url.str()]);
    trial.door = door;
    trial.outcome = *found->second.state.last_outcome;
    trial.message = found->second.last_message;
    const Url& base = trial.answered_by ? *trial.answered_by : door.url;
    auto feed = crawler::read_door({trial.body, trial.content_type, base, door.type},
                                   options.limits.door_bytes);
    if (!trial.body.empty() && feed) trial.feed = std::move(*feed);
    trials.doors.push_back(std::move(trial));
  }
  return trials;
}

}  // namespace saola::cli
