#include "crawler/door_poll.h"

#include <fmt/format.h>

#include "base/digest.h"
#include "crawler/door_reader.h"
#include "crawler/page_fetch.h"
#include "crawler/sitemap.h"

namespace saola::crawler {
namespace {

using store::Outcome;

constexpr int kBreath = 200;  // entries, some milliseconds
constexpr std::chrono::hours kFullPollEvery{
    7 * 24};  // then without validators: they are not believed for ever
constexpr std::chrono::hours kSlowToList{
    12};  // an article may stand in its door's list this much later
constexpr std::chrono::hours kSitemapAge{30 * 24};  // older entries of a plain sitemap are not news
constexpr std::size_t kSitemapsPerIndex = 6;        // a night

std::string header(const HttpAnswer& answer, std::string_view name) {
  return std::string(store::value_of(answer.headers, name).value_or(""));
}

store::Poll poll_row(const Door& door, const Job& job, const Received& received) {
  const HttpAnswer& answer = received.answer;
  const AnswerClass& meaning = received.meaning;
  store::Poll poll;
  poll.door = door.url.str();
  poll.at = answer.at;
  poll.outcome = meaning.outcome;
  poll.http_status = answer.status;
  poll.bytes = answer.wire_bytes;
  poll.duration = answer.took;
  poll.conditional = job.is_conditional;
  poll.message = meaning.message;
  poll.archived = received.archived;
  poll.etag = header(answer, "ETag");
  poll.last_modified = header(answer, "Last-Modified");
  if (meaning.retry_after) poll.not_before = answer.at + *meaning.retry_after;
  return poll;
}

void add_message(store::Poll& poll, std::string_view message) {
  if (!poll.message.empty()) poll.message += "; ";
  poll.message += message;
}

store::DoorKind kind_of(const Feed& feed) {
  if (feed.format == "sitemap") return store::DoorKind::sitemap;
  return feed.format == "page" ? store::DoorKind::page : store::DoorKind::feed;
}

// What was odd about a feed that could be read.
void note_oddities(const Feed& feed, store::Poll& poll) {
  if (!feed.damage.empty()) add_message(poll, "damaged markup: " + feed.damage);
  if (feed.without_link > 0) {
    add_message(poll, fmt::format("{} entries without a link", feed.without_link));
  }
  if (feed.unread_dates > 0) {
    add_message(poll, fmt::format("{} entries with an unreadable date", feed.unread_dates));
  }
}

Result<Feed> feed_from(const Door& door, const HttpAnswer& answer, std::uint64_t limit_bytes) {
  const std::string type = header(answer, "Content-Type");
  return read_door({answer.body, type, answer.url, door.type}, limit_bytes);
}

}  // namespace

store::NamedFields conditional_headers(const store::DoorState& state, Instant now) {
  store::NamedFields headers;
  const bool is_fresh =
      state.last_full && *state.last_full <= now && now - *state.last_full < kFullPollEvery;
  if (!state.trust_validators || !is_fresh) return headers;
  if (!state.etag.empty()) headers.push_back({"If-None-Match", state.etag});
  if (!state.last_modified.empty()) headers.push_back({"If-Modified-Since", state.last_modified});
  return headers;
}

Result<void> DoorPolls::start() {
  std::vector<store::Door> rows;
  for (const Door& door : context_.options.doors) {
    const std::string type = door.type == DoorType::any ? "" : std::string(to_string(door.type));
    rows.push_back(
        {door.url.str(), door.outlet, door.name, door.section, door.lang, door.tier, type});
  }
  const auto set = context_.env.ledger.set_doors(rows, context_.env.clock(), context_.options.list);
  if (!set) return pass_on(set);
  for (std::size_t i = 0; i < context_.options.doors.size(); ++i) {
    const Door& door = context_.options.doors[i];
    if (!context_.is_wanted(door.outlet)) continue;
    context_.book.add_door(door);
    ++context_.progress.doors;
    if (const auto started = start_door(i); !started) return started;
  }
  return {};
}

Result<void> DoorPolls::start_door(std::size_t index) {
  const Door& door = context_.options.doors[index];
  auto state = context_.env.ledger.door_state(door.url.str());
  if (!state) return pass_on(state);
  auto job = std::make_unique<Job>();
  job->kind = Job::Kind::door;
  job->url = door.url;
  job->door = index;
  job->state = std::move(*state);
  auto original = context_.env.ledger.original(door.url.str());
  if (!original) return pass_on(original);
  job->original = std::move(*original);
  const auto& not_before = job->state.not_before;
  if (not_before && must_wait(*not_before, context_.env.clock())) {
    return skip(*job, Outcome::rate_limited,
                "it asked not to be asked before " + to_iso(*not_before));
  }
  context_.queue.push_back(std::move(job));
  return {};
}

Result<void> DoorPolls::finish(const Job& job, const Received& received) {
  if (job.kind == Job::Kind::door_part) return finish_part(job, received);
  return finish_door(job, received);
}

Result<void> DoorPolls::finish_door(const Job& job, const Received& received) {
  const HttpAnswer& answer = received.answer;
  const Door& door = context_.options.doors[job.door];
  store::Poll poll = poll_row(door, job, received);
  if (poll.outcome != Outcome::ok) return record(job.door, poll);
  poll.body_digest = sha256_hex(answer.body);
  const auto feed = feed_from(door, answer, context_.options.limits.door_bytes);
  if (!feed) {
    poll.outcome = Outcome::bad_content;
    add_message(poll, feed.error().message);
  }
  if (const auto checked = check_validators(job, poll, feed ? &*feed : nullptr); !checked)
    return checked;
  if (!feed) return record(job.door, poll);
  if (const auto kept = remember_original(job, received); !kept) return kept;
  if (const auto taken = take_feed(job, *feed, poll); !taken) return taken;
  queue_parts(job, *feed, poll);
  if (pending_.contains(job.door)) return {};
  if (*poll.entries_seen == 0) {
    poll.outcome = Outcome::empty;
    add_message(poll, "it lists nothing");
  }
  return record(job.door, poll);
}

// What the next polls' revisit records will refer to.
Result<void> DoorPolls::remember_original(const Job& job, const Received& received) {
  if (!received.original) return {};
  return context_.env.ledger.set_original(context_.options.doors[job.door].url.str(),
                                          *received.original);
}

// Another body under the same validator, or a 304 for a list that had more: a 304 from this server means nothing.
Result<void> DoorPolls::check_validators(const Job& job, const store::Poll& poll,
                                         const Feed* feed) {
  const store::DoorState& state = job.state;
  const bool has_changed = !state.body_digest.empty() && poll.body_digest != state.body_digest;
  const bool same_tag = !poll.etag.empty() && poll.etag == state.etag;
  const bool same_date =
      poll.etag.empty() && !poll.last_modified.empty() && poll.last_modified == state.last_modified;
  if (!state.trust_validators) return {};
  std::string_view lie;
  if (has_changed && (same_tag || same_date))
    lie = "its validator stayed while its content changed";
  if (lie.empty() && feed != nullptr) {
    const auto withheld = has_withheld(job, *feed);
    if (!withheld) return pass_on(withheld);
    if (*withheld) lie = "it answered 304 when it had new entries";
  }
  if (lie.empty()) return {};
  context_.book.trouble(context_.options.doors[job.door].outlet, poll.door,
                        fmt::format("{}; it is polled in full from now on", lie));
  return context_.env.ledger.set_trust_validators(poll.door, false);
}

// Whether the door said "not modified" last time, and now lists something unknown that is much older than that.
Result<bool> DoorPolls::has_withheld(const Job& job, const Feed& feed) {
  const store::DoorState& state = job.state;
  if (state.last_outcome != Outcome::not_modified || !state.last_poll) return false;
  for (const FeedEntry& entry : feed.entries) {
    const bool is_old = entry.published && entry.published->utc < *state.last_poll - kSlowToList;
    if (!is_old) continue;
    const auto known = context_.env.ledger.page_known(canonical_url(entry.url).str());
    if (!known || !*known) return known ? Result<bool>(true) : known;
  }
  return false;
}

Result<void> DoorPolls::take_feed(const Job& job, const Feed& feed, store::Poll& poll) {
  const Door& door = context_.options.doors[job.door];
  note_oddities(feed, poll);
  poll.entries_seen = poll.entries_seen.value_or(0);
  poll.entries_new = poll.entries_new.value_or(0);
  const Instant oldest = poll.at - kSitemapAge;
  const auto most = context_.options.limits.entries_per_door;
  const store::DoorKind kind = kind_of(feed);
  for (const FeedEntry& entry : feed.entries) {
    if (*poll.entries_seen >= most) {
      add_message(poll, fmt::format("only its first {} entries were taken", most));
      break;
    }
    if (++*poll.entries_seen % kBreath == 0 && context_.breathe()) {
      poll.outcome = Outcome::cancelled;  // it will be asked in full again
      break;
    }
    // A plain sitemap goes back to the site's first day. A news sitemap is the publisher's own list of what is new.
    const bool is_plain_sitemap = feed.format == "sitemap" && !entry.published;
    if (is_plain_sitemap && entry.modified && entry.modified->utc < oldest) continue;
    if (const auto taken = take_entry(door, entry, kind, poll); !taken) return taken;
  }
  return {};
}

Result<void> DoorPolls::take_entry(const Door& door, const FeedEntry& entry, store::DoorKind kind,
                                   store::Poll& poll) {
  store::Page page;
  page.canonical_url = canonical_url(entry.url).str();
  page.url = entry.url.str();
  page.door = door.url.str();
  page.outlet = door.outlet;
  page.first_seen = poll.at;
  page.next_try = poll.at;
  page.entry_title = entry.title;
  page.entry_summary = entry.summary;
  page.entry_published = entry.published;
  page.entry_author = entry.author;
  page.listed_by = kind;
  const auto is_new = context_.env.ledger.add_page(page);
  if (!is_new) return pass_on(is_new);
  if (!*is_new) return {};
  ++*poll.entries_new;
  if (context_.options.doors_only) return {};
  ++context_.progress.pages;
  return context_.queue.push_page({page.canonical_url, page.url, page.outlet});
}

void DoorPolls::queue_parts(const Job& job, const Feed& feed, const store::Poll& poll) {
  const auto picked = pick_sitemaps(feed.sitemaps, poll.at - kSitemapAge, kSitemapsPerIndex);
  const bool is_older_wanted =
      goes_on(job, feed, poll.entries_new.value_or(0), feed.entries.size());
  if (picked.empty() && !is_older_wanted) return;
  pending_[job.door] = {poll, 0, {}};
  if (is_older_wanted) (void)note_listed(job.door, feed);
  for (const SitemapLink& link : picked) queue_part(job, link.url);
  if (is_older_wanted) queue_part(job, *feed.next);
}

void DoorPolls::queue_part(const Job& job, const Url& url) {
  auto part = std::make_unique<Job>();
  part->kind = Job::Kind::door_part;
  part->url = url;
  part->door = job.door;
  part->part = job.part + 1;
  ++pending_[job.door].parts_left;
  context_.queue.push_back(std::move(part));
}

// How many pages this part lists that no part before it did: boxes of what is most read stand on every part.
std::size_t DoorPolls::note_listed(std::size_t door, const Feed& feed) {
  auto& listed = pending_[door].listed;
  const std::size_t before = listed.size();
  for (const FeedEntry& entry : feed.entries) listed.insert(canonical_url(entry.url).str());
  return listed.size() - before;
}

// Whether a section page is to be followed back: all that this part lists of its `own` was new, so the last known one lies
// further back. On the first part nobody can tell the list from the boxes beside it: there half is enough.
bool DoorPolls::goes_on(const Job& job, const Feed& feed, std::int64_t fresh,
                        std::size_t own) const {
  if (!feed.next || own == 0) return false;
  const std::size_t wanted = job.part == 1 ? (own + 1) / 2 : own;
  const bool is_new = static_cast<std::size_t>(fresh) >= wanted;
  return is_new && job.part < context_.options.limits.section_parts;
}

Result<void> DoorPolls::finish_part(const Job& job, const Received& received) {
  const HttpAnswer& answer = received.answer;
  const AnswerClass& meaning = received.meaning;
  const Door& door = context_.options.doors[job.door];
  store::Poll& poll = pending_[job.door].poll;
  poll.bytes += answer.wire_bytes;
  poll.duration += answer.took;
  if (meaning.outcome != Outcome::ok) return skip(job, meaning.outcome, meaning.message);
  const auto feed = feed_from(door, answer, context_.options.limits.door_bytes);
  if (!feed) return skip(job, Outcome::bad_content, feed.error().message);
  if (!feed->sitemaps.empty()) {
    return skip(job, Outcome::bad_content, "a sitemap index inside a sitemap index");
  }
  const std::int64_t new_before = poll.entries_new.value_or(0);
  if (const auto taken = take_feed(job, *feed, poll); !taken) return taken;
  const std::int64_t fresh = poll.entries_new.value_or(0) - new_before;
  if (feed->next && goes_on(job, *feed, fresh, note_listed(job.door, *feed))) {
    queue_part(job, *feed->next);
  }
  return skip(job, Outcome::ok, "");
}

Result<void> DoorPolls::skip(const Job& job, Outcome outcome, std::string_view why) {
  const Door& door = context_.options.doors[job.door];
  if (job.kind == Job::Kind::door) {
    store::Poll poll;
    poll.door = door.url.str();
    poll.at = context_.env.clock();
    poll.outcome = outcome;
    poll.message = why;
    poll.not_before = job.state.not_before;
    return record(job.door, poll);
  }
  Pending& pending = pending_[job.door];
  if (outcome != Outcome::ok) {
    add_message(pending.poll, fmt::format("{}: {}", job.first_url().str(), why));
    context_.book.trouble(door.outlet, job.first_url().str(), why);
  }
  if (--pending.parts_left > 0) return {};
  store::Poll poll = std::move(pending.poll);
  pending_.erase(job.door);
  if (poll.entries_seen.value_or(0) == 0)
    poll.outcome = outcome == Outcome::ok ? Outcome::empty : outcome;
  return record(job.door, poll);
}

Result<void> DoorPolls::record(std::size_t index, const store::Poll& poll) {
  if (poll.outcome == Outcome::cancelled) return {};
  const Door& door = context_.options.doors[index];
  OutletSummary& outlet = context_.book.of(door.outlet);
  outlet.entries += static_cast<std::uint64_t>(poll.entries_seen.value_or(0));
  outlet.new_entries += static_cast<std::uint64_t>(poll.entries_new.value_or(0));
  if (poll.outcome == Outcome::ok) {
    ++outlet.doors_answered;
  } else if (poll.outcome == Outcome::not_modified) {
    ++outlet.doors_unchanged;
  } else {
    ++outlet.doors_failed;
  }
  const bool is_quiet = poll.outcome == Outcome::not_modified || poll.message.empty();
  if (!is_quiet) context_.book.trouble(door.outlet, poll.door, poll.message);
  ++context_.progress.doors_done;
  return context_.env.ledger.record_poll(poll);
}

}  // namespace saola::crawler
