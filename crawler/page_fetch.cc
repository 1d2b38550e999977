#include "crawler/page_fetch.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "crawler/page_head.h"

namespace saola::crawler {
namespace {

using store::Outcome;

// How long a page waits after its first, second, ... failure.
constexpr std::array<std::chrono::hours, 4> kWaits = {
    std::chrono::hours(1), std::chrono::hours(6), std::chrono::hours(20), std::chrono::hours(44)};

// A page that robots.txt forbids is looked at again so long: then it is no news.
constexpr std::chrono::hours kReopenedFor{30 * 24};
// Where only a redirect's end is forbidden, its beginning would be asked each time.
constexpr std::chrono::hours kForbiddenBehindRedirect{7 * 24};

constexpr int kGoneAttempts = 2;  // a feed may name a page a little before it is there

std::optional<Instant> next_try(const CrawlContext& context, const Job& job,
                                const store::Fetch& fetch, const AnswerClass& meaning) {
  const int attempts = job.page.attempts + 1;
  const int most =
      fetch.outcome == Outcome::gone ? kGoneAttempts : context.options.limits.page_attempts;
  if (attempts >= most) return std::nullopt;
  const auto at = std::min(static_cast<std::size_t>(attempts - 1), kWaits.size() - 1);
  const Instant usual = fetch.at + kWaits[at];
  return meaning.retry_after ? std::max(usual, fetch.at + *meaning.retry_after) : usual;
}

store::Fetch fetch_row(const Job& job, const Received& received) {
  const HttpAnswer& answer = received.answer;
  const AnswerClass& meaning = received.meaning;
  store::Fetch fetch;
  fetch.canonical_url = job.page.canonical_url;
  fetch.url = job.first_url().str();
  fetch.door = job.page.door;
  fetch.outlet = job.page.outlet;
  fetch.at = answer.at;
  fetch.outcome = meaning.outcome;
  fetch.http_status = answer.status;
  fetch.bytes = answer.wire_bytes;
  fetch.duration = answer.took;
  fetch.etag = store::value_of(answer.headers, "ETag").value_or("");
  fetch.last_modified = store::value_of(answer.headers, "Last-Modified").value_or("");
  fetch.message = meaning.message;
  fetch.archived = received.archived;
  fetch.is_revisit = job.is_revisit;
  if (job.is_revisit && meaning.outcome == Outcome::ok && received.is_unchanged) {
    fetch.outcome = Outcome::not_modified;
  }
  if (received.original) fetch.body_digest = sha256_hex(answer.body);
  for (std::size_t i = 1; i < job.via.size(); ++i) {
    fetch.via.push_back(canonical_url(job.via[i]).str());
  }
  const Url& last = meaning.redirect ? *meaning.redirect : answer.url;
  const std::string final_url = canonical_url(last).str();
  const bool is_other = final_url != job.page.canonical_url;
  if (is_other && store::is_success(meaning.outcome)) fetch.final_url = final_url;
  return fetch;
}

void count_revisit(OutletSummary& outlet, const store::Fetch& fetch) {
  ++outlet.revisited;
  if (fetch.outcome == Outcome::ok) ++outlet.updated;
  if (fetch.outcome == Outcome::gone) ++outlet.withdrawn;
}

void count(CrawlContext& context, const Job& job, const store::Fetch& fetch) {
  OutletSummary& outlet = context.book.of(job.page.outlet);
  if (job.is_revisit) {
    count_revisit(outlet, fetch);
    if (store::is_success(fetch.outcome) || fetch.outcome == Outcome::gone) return;
  }
  if (fetch.outcome == Outcome::ok) {
    ++outlet.stored;
    return;
  }
  if (fetch.outcome == Outcome::moved) {
    ++outlet.known;
    return;
  }
  const bool is_blocked =
      fetch.outcome == Outcome::blocked || fetch.outcome == Outcome::rate_limited;
  ++(is_blocked ? outlet.blocked : outlet.failed);
  context.book.trouble(job.page.outlet, job.url.str(), fetch.message);
}

// A page worth a second look is planned to be fetched again; what its revisit records refer to is written down.
Result<void> plan_revisits(CrawlContext& context, const Job& job, const Received& received,
                           const store::Fetch& fetch) {
  if (fetch.outcome != Outcome::ok || !received.original) return {};
  store::Ledger& ledger = context.env.ledger;
  if (job.is_revisit) {
    const auto page = ledger.page(job.page.canonical_url);
    if (!page) return pass_on(page);
    const bool is_last = !*page || !(*page)->revisit_at;
    return is_last ? Result<void>() : ledger.set_original(fetch.canonical_url, *received.original);
  }
  if (!context.env.is_watched) return {};
  const PageHead head =
      title_and_lead(job.page.entry_title, job.page.entry_summary, received.answer.body,
                     store::value_of(received.answer.headers, "Content-Type").value_or(""));
  if (!context.env.is_watched(head.title, head.description)) return {};
  const auto planned =
      ledger.set_revisit(fetch.canonical_url, store::next_revisit(fetch.at, fetch.at));
  if (!planned) return planned;
  return ledger.set_original(fetch.canonical_url, *received.original);
}

}  // namespace

JobPtr make_revisit_job(store::Page page, std::optional<store::Original> original) {
  auto url = parse_url(page.url);
  if (!url) return nullptr;
  auto job = std::make_unique<Job>();
  job->kind = Job::Kind::page;
  job->url = std::move(*url);
  job->page = std::move(page);
  job->is_revisit = true;
  job->original = std::move(original);
  return job;
}

store::NamedFields conditional_headers(const store::Original& original) {
  store::NamedFields headers;
  if (!original.etag.empty()) headers.push_back({"If-None-Match", original.etag});
  if (!original.last_modified.empty()) {
    headers.push_back({"If-Modified-Since", original.last_modified});
  }
  return headers;
}

Result<bool> is_still_waiting(CrawlContext& context, Job& job) {
  if (job.is_revisit) return true;
  auto page = context.env.ledger.page(job.page.canonical_url);
  if (!page) return pass_on(page);
  if (!*page) return false;
  job.page = std::move(**page);
  return job.page.state == store::PageState::waiting;
}

Result<bool> leads_to_known(CrawlContext& context, const Job& job, const Url& target) {
  const auto known = context.env.ledger.page_behind(canonical_url(target).str());
  if (!known) return pass_on(known);
  return *known && **known != job.page.canonical_url;
}

Result<void> finish_page(CrawlContext& context, const Job& job, const Received& received) {
  const store::Fetch fetch = fetch_row(job, received);
  std::optional<Instant> again;
  if (!store::is_success(fetch.outcome)) again = next_try(context, job, fetch, received.meaning);
  if (const auto done = context.env.ledger.record_fetch(fetch, again); !done) return pass_on(done);
  if (auto planned = plan_revisits(context, job, received, fetch); !planned) return planned;
  count(context, job, fetch);
  ++context.progress.pages_done;
  return {};
}

Result<void> put_off_page(CrawlContext& context, const Job& job, std::string_view why) {
  ++context.progress.pages_done;
  if (job.is_revisit) return {};  // it stays due
  ++context.book.of(job.page.outlet).waiting;
  if (why.empty()) return {};
  return context.env.ledger.set_page_state(job.page.canonical_url, store::PageState::waiting, why);
}

Result<void> forbid_page(CrawlContext& context, const Job& job, const RobotsDecision& decision) {
  const store::Page& page = job.page;
  const Instant now = context.env.clock();
  ++context.progress.pages_done;
  if (job.is_revisit) {
    const Instant stored = page.stored_at.value_or(page.first_seen);
    return context.env.ledger.set_revisit(page.canonical_url, store::next_revisit(stored, now));
  }
  ++context.book.of(page.outlet).forbidden;
  return context.env.ledger.set_page_state(
      page.canonical_url, store::PageState::forbidden,
      fmt::format("robots.txt, line {}: {}", decision.line, decision.rule),
      job.via.empty() ? now : now + kForbiddenBehindRedirect);
}

Result<void> reopen_pages(CrawlContext& context, const std::string& origin, const Robots& robots) {
  if (context.options.doors_only) return {};
  const Instant now = context.env.clock();
  auto pages = context.env.ledger.forbidden_pages(origin, now - kReopenedFor, now);
  if (!pages) return pass_on(pages);
  for (store::DuePage& page : *pages) {
    const auto url = parse_url(page.url);
    const bool is_open = url && context.is_wanted(page.outlet) &&
                         robots.decide(kProductToken, url->target()).is_allowed;
    if (!is_open) continue;
    const auto set =
        context.env.ledger.set_page_state(page.canonical_url, store::PageState::waiting, "");
    if (!set) return set;
    ++context.progress.pages;
    if (const auto pushed = context.queue.push_page(std::move(page), JobQueue::Found::before);
        !pushed)
      return pushed;
  }
  return {};
}

Result<void> refuse_page(CrawlContext& context, const Job& job, std::string_view why) {
  HttpAnswer answer;
  answer.url = job.url;
  answer.at = context.env.clock();
  answer.outcome = Outcome::refused;
  AnswerClass meaning;
  meaning.outcome = Outcome::refused;
  meaning.message = why;
  return finish_page(context, job, {answer, std::move(meaning), {}, {}, false});
}

}  // namespace saola::crawler
