#include "store/recovery.h"

#include <algorithm>
#include <cmath>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/url.h"
#include "store/capture_fields.h"
#include "store/descriptor.h"
#include "store/http_message.h"

namespace saola::store {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kBreath = 200;  // groups, some milliseconds

std::string canonical_or_same(std::string_view url) {
  const auto parsed = parse_url(url);
  return parsed ? canonical_url(*parsed).str() : std::string(url);
}

/// What a group of the archive says about its fetch, read once for page and poll.
struct Found {
  CaptureFields fields;
  Location place;
  std::string target;
  Instant at;
  int http_status = 0;
  Outcome outcome = Outcome::ok;
  std::uint64_t bytes = 0;
  std::string body_digest;
  std::string_view body;  // in the record
  std::string content_type;
  std::string etag;
  std::string last_modified;
  bool is_revisit = false;           // a revisit record: nothing new came
  std::optional<Original> original;  // of a response
};

Found read_group(const ArchiveGroup& group, std::size_t answer) {
  const WarcRecord& record = group.records[answer];
  Found found;
  found.is_revisit = record.type() == WarcType::revisit;
  found.original = original_of(group.records);
  found.fields = capture_fields_of(group.records);
  found.place = group.location;
  found.target = record.target_uri();
  found.at = record.date().value_or(Instant{});
  if (const auto message = parse_http_response(record.block)) {
    found.http_status = message->status;
    found.bytes = message->body.size();
    found.body_digest = sha256_hex(message->body);
    found.body = message->body;
    found.content_type = value_of(message->headers, "Content-Type").value_or("");
    found.etag = value_of(message->headers, "ETag").value_or("");
    found.last_modified = value_of(message->headers, "Last-Modified").value_or("");
  }
  found.outcome =
      outcome_from(found.fields.outcome).value_or(outcome_from_status(found.http_status));
  return found;
}

std::chrono::milliseconds duration_of(const CaptureFields& fields) {
  return std::chrono::milliseconds(std::llround(fields.http_seconds.value_or(0) * 1000));
}

/// Without validators and without numbers of entries: its entries may not have reached the frontier, so the door must
/// be asked again in full.
Result<void> enter_poll(Ledger& ledger, const Found& found) {
  Poll poll;
  poll.door = found.fields.door.empty() ? found.target : found.fields.door;
  poll.at = found.at;
  poll.outcome = found.outcome;
  poll.http_status = found.http_status;
  poll.bytes = found.bytes;
  poll.duration = duration_of(found.fields);
  poll.message = "found in the archive after an interrupted run";
  poll.archived = found.place;
  const bool is_original = found.original && poll.outcome == Outcome::ok;
  if (is_original) {
    const auto set = ledger.set_original(poll.door, *found.original);
    if (!set) return set;
  }
  return ledger.record_poll(poll);
}

std::vector<std::string> hops_of(std::string_view redirected_via) {
  std::vector<std::string> hops;
  while (!redirected_via.empty()) {
    const auto end = std::min(redirected_via.find(' '), redirected_via.size());
    hops.push_back(canonical_or_same(redirected_via.substr(0, end)));
    redirected_via.remove_prefix(std::min(end + 1, redirected_via.size()));
  }
  return hops;
}

/// Of a page that was not stored before.
Result<void> plan_revisit(Ledger& ledger, const RevisitPlan& plan, const Found& found,
                          const Fetch& fetch) {
  const bool is_new = fetch.outcome == Outcome::ok && !fetch.is_revisit && found.original;
  if (!is_new || !plan.is_watched) return {};
  const auto at = next_revisit(found.at, plan.now);
  const CaptureFields& fields = found.fields;
  if (!at || !plan.is_watched(
                 {fields.entry_title, fields.entry_summary, found.body, found.content_type})) {
    return {};
  }
  if (auto set = ledger.set_revisit(fetch.canonical_url, at); !set) return set;
  return ledger.set_original(fetch.canonical_url, *found.original);
}

Result<void> enter_fetch(Ledger& ledger, const Found& found, const RevisitPlan& plan) {
  const CaptureFields& fields = found.fields;
  Fetch fetch;
  fetch.url = fields.redirected_from.empty() ? found.target : fields.redirected_from;
  fetch.canonical_url =
      fields.canonical_url.empty() ? canonical_or_same(fetch.url) : fields.canonical_url;
  const std::string target = canonical_or_same(found.target);
  if (target != fetch.canonical_url) fetch.final_url = target;
  fetch.via = hops_of(fields.redirected_via);
  fetch.door = fields.door;
  fetch.outlet = fields.outlet;
  fetch.at = found.at;
  fetch.outcome = found.is_revisit ? Outcome::not_modified : found.outcome;
  fetch.http_status = found.http_status;
  fetch.bytes = found.bytes;
  fetch.duration = duration_of(fields);
  fetch.etag = found.etag;
  fetch.last_modified = found.last_modified;
  fetch.message = "found in the archive after an interrupted run";
  fetch.body_digest = found.body_digest;
  fetch.archived = found.place;
  const auto known = ledger.page(fetch.canonical_url);
  if (!known) return pass_on(known);
  fetch.is_revisit = *known && (*known)->state == PageState::stored;
  if (fetch.is_revisit && (*known)->revisit_at && found.original && fetch.outcome == Outcome::ok) {
    const auto set = ledger.set_original(fetch.canonical_url, *found.original);
    if (!set) return set;
  }
  // Without success it is tried again.
  if (const auto done = ledger.record_fetch(fetch, found.at); !done) return done;
  return plan_revisit(ledger, plan, found, fetch);
}

Result<void> enter(Ledger& ledger, const ArchiveGroup& group, const RevisitPlan& plan) {
  if (auto key = import_key_of(group.records); !key.empty()) {
    const Instant at = group.records.front().date().value_or(Instant{});
    return ledger.record_import({std::move(key), import_digest_of(group.records),
                                 "found in the archive", at, group.location});
  }
  auto answer = group.find(WarcType::response);
  if (!answer) answer = group.find(WarcType::revisit);
  if (!answer) return {};  // of another tool: nothing that the ledger knows about
  const Found found = read_group(group, *answer);
  if (found.fields.kind == "door") return enter_poll(ledger, found);
  if (found.fields.kind.empty() || found.fields.kind == "page") {
    return enter_fetch(ledger, found, plan);
  }
  return {};
}

/// Copies what lies behind `keep` to the end of `aside` and waits until it is on the disk.
Result<void> copy_tail(const fs::path& file, std::uint64_t keep, const fs::path& aside) {
  const auto from = Descriptor::open_to_read(file);
  if (!from) return pass_on(from);
  auto to = Descriptor::open_to_append(aside);
  if (!to) return pass_on(to);
  std::string part;
  for (std::uint64_t at = keep;; at += part.size()) {
    part.resize(1u << 20);
    const auto got = from->read_at(at, part.data(), part.size());
    if (!got) return pass_on(got);
    part.resize(*got);
    if (part.empty()) break;
    if (const auto written = to->write_all(part); !written) return written;
  }
  if (const auto synced = to->sync(); !synced) return synced;
  return sync_path(aside.parent_path());
}

/// The file without what lies behind `keep`; a file of which nothing is left is removed.
Result<void> cut_tail(const fs::path& file, std::uint64_t keep) {
  if (keep == 0) {
    std::error_code error;
    fs::remove(file, error);
    if (error) {
      return fail(Code::io, fmt::format("{}: cannot remove: {}", file.string(), error.message()));
    }
    return sync_path(file.parent_path());
  }
  auto whole = Descriptor::open_to_append(file);
  if (!whole) return pass_on(whole);
  if (const auto cut = whole->cut_to(keep); !cut) return cut;
  return whole->sync();
}

class Recoverer {
 public:
  Recoverer(fs::path folder, Ledger& ledger, const RevisitPlan& plan,
            const std::function<bool()>& is_stopped)
      : folder_(std::move(folder)), ledger_(ledger), plan_(plan), is_stopped_(is_stopped) {}

  Result<Recovery> run() {
    const auto names = Archive(folder_).files();
    if (!names) return pass_on(names);
    auto committed = ledger_.committed();
    if (!committed) return pass_on(committed);
    for (const auto& name : *names) {
      const auto looked = look_at(name, (*committed)[name]);
      if (!looked) return pass_on(looked);
      committed->erase(name);
    }
    for (const auto& [name, bytes] : *committed) {
      if (bytes > 0)
        trouble(fmt::format("{}: the archive file is gone", (folder_ / name).string()));
    }
    return std::move(found_);
  }

 private:
  void trouble(std::string message) {
    found_.messages.push_back(std::move(message) +
                              "; put it back from a copy, or delete state.db to rebuild the ledger "
                              "from what is there");
    found_.needs_person = true;
  }

  Result<void> look_at(const std::string& name, std::uint64_t committed) {
    std::error_code error;
    const std::uint64_t size = fs::file_size(folder_ / name, error);
    if (error) {
      return fail(Code::io, fmt::format("{}: {}", (folder_ / name).string(), error.message()));
    }
    if (size < committed) {
      trouble(fmt::format("{}: has {} bytes, but {} were stored", (folder_ / name).string(), size,
                          committed));
      return {};
    }
    if (size == committed) return {};
    if (auto begun = ledger_.begin(); !begun) return begun;
    auto result = take_in(name, committed, size);
    if (result) result = ledger_.commit();
    if (!result) (void)ledger_.rollback();  // the first error is the one to tell
    return result;
  }

  /// Enters what is whole behind `committed`, moves the rest aside.
  Result<void> take_in(const std::string& name, std::uint64_t committed, std::uint64_t size) {
    ArchiveCursor cursor = Archive(folder_).read_file(name, committed, [this](const auto& damage) {
      found_.messages.push_back(damage.message());
    });
    while (true) {
      const auto group = cursor.next();
      if (!group) return pass_on(group);
      if (!*group) break;
      if (const auto entered = enter(ledger_, **group, plan_); !entered) return entered;
      const bool is_breath = ++found_.groups_entered % kBreath == 0;
      if (is_breath && is_stopped_ && is_stopped_()) return fail(Code::cancelled, "stopped");
    }
    const std::uint64_t whole = cursor.position().at(name);
    const bool ours = name.starts_with("saola-");
    if (whole < size && ours) {
      if (const auto moved = move_aside(name, whole, size); !moved) return moved;
    }
    if (whole == 0 && ours) return {};
    return ledger_.set_committed({{name, ours ? whole : size}});
  }

  Result<void> move_aside(const std::string& name, std::uint64_t whole, std::uint64_t size) {
    const fs::path aside = folder_ / (name + ".damaged");
    auto result = copy_tail(folder_ / name, whole, aside);
    if (result) result = cut_tail(folder_ / name, whole);
    if (!result) return result;
    found_.bytes_cut += static_cast<std::int64_t>(size - whole);
    found_.messages.push_back(
        fmt::format("{}: the last {} bytes, from byte {} on, are no whole records (the program was "
                    "stopped while writing); moved to {}, nothing to be done",
                    (folder_ / name).string(), size - whole, whole, aside.filename().string()));
    return {};
  }

  fs::path folder_;
  Ledger& ledger_;
  const RevisitPlan& plan_;
  const std::function<bool()>& is_stopped_;
  Recovery found_;
};

}  // namespace

Result<Recovery> recover(const std::filesystem::path& archive_folder, Ledger& ledger,
                         const RevisitPlan& plan, const std::function<bool()>& is_stopped) {
  return Recoverer(archive_folder, ledger, plan, is_stopped).run();
}

}  // namespace saola::store
