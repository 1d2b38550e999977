#include "crawler/crawl_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "crawler/ascii.h"
#include "crawler/page_fetch.h"
#include "store/commit.h"

namespace saola::crawler {
namespace {

using store::Outcome;

constexpr std::uint64_t kBreath = 1'000;  // pages, some milliseconds
constexpr Ticks kLongestWait{200};        // so that is_stopped is asked often enough
constexpr int kJobsAtOnce = 200;      // looked at before the requests on their way get their turn
constexpr Ticks kCommitEvery{2'000};  // what a power cut may cost
constexpr int kSecondTries = 1;       // in a run, of a robots.txt or door that did not answer

PolitenessOptions politeness_options(const CrawlOptions& options) {
  PolitenessOptions out;
  out.pause = options.pause;
  out.backoff = options.limits.backoff;
  out.longest_retry_after = options.limits.longest_retry_after;
  out.failures_until_break = options.limits.failures_until_break;
  return out;
}

std::string domain_of(const Url& url) { return registrable_domain(url.host); }

bool is_front_page(const Url& url) {
  const std::string path = ascii_lower(url.path);
  const bool is_root = path.empty() || path == "/" || path == "/index.html" ||
                       path == "/index.htm" || path == "/index.php" || path == "/default.aspx";
  return is_root && canonical_url(url).query.empty();
}

std::string printed_time(std::chrono::seconds time) {
  return time < std::chrono::hours(1)
             ? fmt::format("{} s", time.count())
             : fmt::format("{:.1f} hours", static_cast<double>(time.count()) / 3600);
}

bool was_asked_before(const Job& job, const Url& url) {
  return url == job.url || std::find(job.via.begin(), job.via.end(), url) != job.via.end();
}

}  // namespace

CrawlRun::CrawlRun(const CrawlOptions& options, const CrawlEnv& env, HttpClient client)
    : options_(options),
      env_(env),
      started_(std::chrono::steady_clock::now()),
      context_(options, env),
      polls_(context_),
      politeness_(politeness_options(options)),
      budget_(options.limits.budget),
      client_(std::move(client)) {
  context_.breathe = [this] {
    client_.breathe();
    return is_stopped();
  };
  for (const Door& door : options_.doors) {
    named_.insert(door.url.origin());
    budget_.set(domain_of(door.url), door.budget);
  }
}

Ticks CrawlRun::now() const {
  return std::chrono::duration_cast<Ticks>(std::chrono::steady_clock::now() - started_);
}

Result<CrawlSummary> CrawlRun::run() {
  auto done = begin();
  if (done) done = loop();
  if (done) done = write_down_spent();
  const auto committed = store::commit(env_.archive, env_.ledger);
  if (!done) return pass_on(done);
  if (!committed) return pass_on(committed);
  CrawlSummary summary = context_.book.finish();
  summary.took = now();
  summary.was_stopped = is_stopped();
  return summary;
}

Result<void> CrawlRun::begin() {
  if (const auto begun = env_.ledger.begin(); !begun) return begun;
  if (const auto spent = take_spent(); !spent) return spent;
  if (const auto started = polls_.start(); !started) return started;
  if (options_.doors_only) return {};
  if (const auto queued = queue_waiting_pages(); !queued) return queued;
  return queue_revisits();
}

// A run that goes on where an earlier one of the day was stopped goes on with its budgets too.
Result<void> CrawlRun::take_spent() {
  day_ = Day(std::chrono::floor<std::chrono::days>(env_.clock().time_since_epoch() + kHomeOffset));
  const auto rows = env_.ledger.spent_on(day_);
  if (!rows) return pass_on(rows);
  for (const store::Spent& row : *rows) budget_.begin_with(row.domain, {row.requests, row.bytes});
  return {};
}

Result<void> CrawlRun::write_down_spent() {
  for (const auto& [domain, spent] : budget_.take_changes()) {
    const auto set = env_.ledger.set_spent({domain, day_, spent.requests, spent.bytes});
    if (!set) return set;
  }
  return {};
}

Result<void> CrawlRun::queue_waiting_pages() {
  for (const Door& door : options_.doors) {
    if (context_.is_wanted(door.outlet)) outlets_.insert(door.outlet);
  }
  Result<void> pushed;
  const auto asked = env_.ledger.pages_due(env_.clock(), [&](store::DuePage page) {
    const bool can_be_asked = outlets_.contains(page.outlet) && parse_url(page.url);
    if (!can_be_asked) return true;
    ++context_.progress.pages;
    pushed = context_.queue.push_page(std::move(page), JobQueue::Found::before);
    return pushed && !(context_.progress.pages % kBreath == 0 && is_stopped());
  });
  return asked ? pushed : asked;
}

// What cannot be asked in this run stays due.
Result<void> CrawlRun::queue_revisits() {
  auto pages = env_.ledger.revisits_due(env_.clock());
  if (!pages) return pass_on(pages);
  for (store::Page& page : *pages) {
    if (!outlets_.contains(page.outlet)) continue;
    auto original = env_.ledger.original(page.canonical_url);
    if (!original) return pass_on(original);
    JobPtr job = make_revisit_job(std::move(page), std::move(*original));
    if (job == nullptr) continue;
    ++context_.progress.pages;
    context_.queue.push_back(std::move(job));
  }
  return {};
}

Result<void> CrawlRun::loop() {
  while (!is_stopped()) {
    if (now() >= options_.limits.run_time) {
      if (const auto left = leave_all(); !left) return left;
    }
    if (const auto begun = start_jobs(); !begun) return begun;
    if (running_.empty() && context_.queue.empty()) break;
    const auto ready = context_.queue.next_ready();
    const bool has_room = static_cast<int>(running_.size()) < options_.limits.connections;
    const Ticks until = ready && has_room ? *ready - now() : kLongestWait;
    for (HttpAnswer& answer : client_.wait(std::clamp(until, Ticks(0), kLongestWait))) {
      if (const auto taken = take_in(std::move(answer)); !taken) return taken;
      if (env_.progress) env_.progress(context_.progress);
    }
    if (const auto committed = commit_if_due(); !committed) return committed;
  }
  for (const JobPtr& job : left_pages()) {  // stopped
    const bool is_new_page = job->kind == Job::Kind::page && !job->is_revisit;
    if (is_new_page) ++context_.book.of(job->page.outlet).waiting;
  }
  return {};
}

// The run has taken its time: what is on its way is still taken in, the rest waits for the next run.
Result<void> CrawlRun::leave_all() {
  const std::string why = fmt::format(
      "the run's {} were over",
      printed_time(std::chrono::duration_cast<std::chrono::seconds>(options_.limits.run_time)));
  for (const JobPtr& job : left_pages()) {
    const auto left = job->kind == Job::Kind::page ? put_off_page(context_, *job, why)
                                                   : skip(*job, Outcome::refused, why);
    if (!left) return left;
  }
  return {};
}

// Empties the queue and counts the pages that were not asked for. @return the other jobs.
std::vector<JobPtr> CrawlRun::left_pages() {
  JobQueue::Left left = context_.queue.clear();
  for (const auto& [outlet, pages] : left.pages) {
    context_.book.of(outlet).waiting += pages;
    context_.progress.pages_done += pages;
  }
  return std::move(left.jobs);
}

Result<void> CrawlRun::start_jobs() {
  int left = kJobsAtOnce;
  while (static_cast<int>(running_.size()) < options_.limits.connections && left-- > 0) {
    auto job = context_.queue.take(now());
    if (!job) return pass_on(job);
    if (*job == nullptr) return {};
    if (const auto considered = consider(std::move(*job)); !considered) return considered;
  }
  return {};
}

Result<void> CrawlRun::consider(JobPtr job) {
  const std::string domain = domain_of(job->url);
  const auto goes_on = passes_domain(domain, *job);
  if (!goes_on) return pass_on(goes_on);
  if (*goes_on) {
    const auto is_allowed = passes_robots(job);
    if (!is_allowed) return pass_on(is_allowed);
    if (*is_allowed) {
      send(std::move(job));
      return {};
    }
  }
  context_.queue.release(domain, now());  // nothing was sent: no pause is due
  return {};
}

Result<bool> CrawlRun::passes_domain(const std::string& domain, Job& job) {
  if (const auto looked = look_at_standing(domain); !looked) return pass_on(looked);
  const bool is_new_page = job.kind == Job::Kind::page && job.via.empty();
  const bool is_over = is_new_page && options_.max_pages > 0 && pages_asked_ >= options_.max_pages;
  if (is_new_page && !is_over) {
    const auto is_waiting = is_still_waiting(context_, job);
    if (!is_waiting || !*is_waiting) return is_waiting;
  }
  const std::string why = is_over ? std::string() : reason_to_leave(domain, job.url);
  if (why.empty() && !is_over) return true;
  const auto left = is_over ? put_off_page(context_, job, "") : leave(job, domain, why);
  if (!left) return pass_on(left);
  return false;
}

// What the domain asked for in an earlier run.
Result<void> CrawlRun::look_at_standing(const std::string& domain) {
  if (!met_.insert(domain).second) return {};
  const auto host = env_.ledger.host(domain);
  if (!host) return pass_on(host);
  const bool is_early =
      *host && (*host)->not_before && must_wait(*(*host)->not_before, env_.clock());
  if (is_early) politeness_.give_time(domain, (*host)->reason);
  return {};
}

// Why nothing more is asked of this place in this run; empty: it may be asked.
std::string CrawlRun::reason_to_leave(const std::string& domain, const Url& url) const {
  if (const auto why = politeness_.asked_for_time(domain); !why.empty()) {
    return fmt::format("{}: {}", domain, why);
  }
  if (const auto why = politeness_.broken(url.host); !why.empty()) {
    return fmt::format("{}: {}", url.host, why);
  }
  const std::string why = budget_.used_up(domain);
  return why.empty() ? why : fmt::format("{}: {}", domain, why);
}

// The place is left alone for this run: a page waits for the next, a door has not been looked at.
Result<void> CrawlRun::leave(const Job& job, const std::string& domain, std::string_view why) {
  if (job.kind == Job::Kind::page) return put_off_page(context_, job, why);
  if (!politeness_.asked_for_time(domain).empty()) return skip(job, Outcome::rate_limited, why);
  const bool is_spent = !budget_.used_up(domain).empty();
  return skip(job, is_spent ? Outcome::refused : Outcome::network_error, why);
}

// What robots.txt says; a job whose origin has not been asked yet is parked, and the question sent in its place.
Result<bool> CrawlRun::passes_robots(JobPtr& job) {
  if (job->kind == Job::Kind::robots) return true;
  const auto known = robots_.of(context_, job->url.origin());
  if (!known) return pass_on(known);
  OriginRobots& origin = **known;
  using State = OriginRobots::State;
  if (origin.state == State::unknown || origin.state == State::asked) {
    const bool is_first = origin.state == State::unknown;
    JobPtr question = make_robots_job(job->url);
    origin.parked.push_back(std::move(job));
    if (!is_first) return false;
    origin.state = State::asked;
    job = std::move(question);
    return true;
  }
  if (origin.state == State::unreachable) {
    if (const auto skipped = skip(*job, origin.outcome, origin.message); !skipped)
      return pass_on(skipped);
    return false;
  }
  if (const auto delay = origin.robots.crawl_delay(kProductToken)) {
    politeness_.set_crawl_delay(domain_of(job->url), *delay);
  }
  const RobotsDecision decision = origin.robots.decide(kProductToken, job->url.target());
  if (decision.is_allowed) return true;
  if (const auto forbidden = forbid(*job, decision); !forbidden) return pass_on(forbidden);
  return false;
}

Result<void> CrawlRun::skip(const Job& job, Outcome outcome, std::string_view why) {
  switch (job.kind) {
    case Job::Kind::page:
      return outcome == Outcome::refused ? refuse_page(context_, job, why)
                                         : put_off_page(context_, job, why);
    case Job::Kind::door:
    case Job::Kind::door_part:
      return polls_.skip(job, outcome, why);
    case Job::Kind::robots:  // redirected to a domain that is left alone, or the run is over
      go_on(*robots_.give_up(job, Outcome::network_error, why));
      return {};
  }
  return {};
}

Result<void> CrawlRun::forbid(const Job& job, const RobotsDecision& decision) {
  if (job.kind == Job::Kind::page) return forbid_page(context_, job, decision);
  return polls_.skip(job, Outcome::robots_denied,
                     fmt::format("robots.txt, line {}: {}", decision.line, decision.rule));
}

void CrawlRun::send(JobPtr job) {
  HttpRequest request;
  request.id = ++last_id_;
  request.url = job->url;
  const bool is_page = job->kind == Job::Kind::page;
  const bool is_robots = job->kind == Job::Kind::robots;
  request.max_bytes = is_page ? options_.limits.page_bytes : options_.limits.door_bytes;
  if (is_robots) request.max_bytes = Robots::kMaxBytes;
  request.may_be_cut = is_robots;
  request.is_strangers = !named_.contains(job->url.origin());
  if (is_page && job->via.empty() && job->retries == 0) ++pages_asked_;
  if (job->kind == Job::Kind::door) {
    request.headers = conditional_headers(job->state, env_.clock());
  } else if (job->is_revisit && job->original && job->url.str() == job->original->target_uri) {
    request.headers = conditional_headers(*job->original);
  }
  job->is_conditional = !request.headers.empty();
  ++context_.book.requests;
  budget_.spend_request(domain_of(job->url));
  client_.start(std::move(request));
  running_.emplace(last_id_, std::move(job));
}

Result<void> CrawlRun::take_in(HttpAnswer answer) {
  const auto found = running_.find(answer.id);
  JobPtr job = std::move(found->second);
  running_.erase(found);
  const std::string domain = domain_of(answer.url);
  context_.book.bytes += answer.body.size();
  context_.progress.bytes += answer.body.size();
  auto received = receive(context_, *job, answer);
  if (!received) return pass_on(received);
  const Reaction reaction = reaction_of(answer, received->meaning);
  if (const auto settled = settle(std::move(job), std::move(*received)); !settled) return settled;
  budget_.spend_bytes(domain, answer.wire_bytes);
  const Ticks ready = politeness_.end(domain, answer.url.host, now(), reaction);
  const bool is_left = !politeness_.asked_for_time(domain).empty();  // nobody waits for it then
  context_.queue.release(domain, is_left ? now() : ready);
  return is_left ? remember_wish(domain, answer, reaction) : Result<void>();
}

// Later runs leave the domain alone as well, until the moment that it named.
Result<void> CrawlRun::remember_wish(const std::string& domain, const HttpAnswer& answer,
                                     const Reaction& reaction) {
  if (!reaction.retry_after) return {};
  store::HostState host;
  host.host = domain;
  host.not_before =
      answer.at + std::chrono::duration_cast<std::chrono::seconds>(*reaction.retry_after);
  host.reason = politeness_.asked_for_time(domain);
  return env_.ledger.set_host(host);
}

Result<void> CrawlRun::settle(JobPtr job, Received received) {
  AnswerClass& meaning = received.meaning;
  if (meaning.outcome == Outcome::moved) return follow(std::move(job), std::move(received));
  if (meaning.outcome == Outcome::not_modified && !job->is_conditional) {
    meaning.outcome = Outcome::http_error;
    meaning.message = "status 304 though nothing was asked under a condition";
  }
  const int status = received.answer.status;
  const bool is_busy = status == 429 || (status == 503 && meaning.outcome != Outcome::blocked);
  const bool waits_too_long =
      meaning.retry_after && *meaning.retry_after > options_.limits.longest_retry_after;
  if (is_busy && !waits_too_long && job->retries < options_.limits.retries_in_run) {
    ++job->retries;
    context_.queue.push_front(std::move(job));
    return {};
  }
  // All that a site has hangs on its robots.txt and doors: one dropped connection must not cost the night.
  const bool has_failed = meaning.outcome == Outcome::timeout ||
                          meaning.outcome == Outcome::network_error || (status >= 500 && !is_busy);
  if (has_failed && job->kind != Job::Kind::page && job->retries < kSecondTries) {
    ++job->retries;
    job->url = job->first_url();
    job->via.clear();
    context_.queue.push_back(std::move(job));
    return {};
  }
  return finish(*job, received);
}

// A redirect is another question: to another lane perhaps, under another robots.txt.
Result<void> CrawlRun::follow(JobPtr job, Received received) {
  AnswerClass& meaning = received.meaning;
  const Url target = *meaning.redirect;
  if (!store::values_of(received.answer.headers, "Set-Cookie").empty())
    job->was_given_cookie = true;
  const bool is_sent_home = is_front_page(target) && !is_front_page(job->first_url()) &&
                            domain_of(target) == domain_of(job->first_url());
  if (job->kind == Job::Kind::page && is_sent_home) {
    meaning.redirect.reset();
    meaning.outcome = Outcome::gone;
    meaning.message = fmt::format("sent to the front page {}", printable(target.str()));
    return finish(*job, received);
  }
  const bool is_loop = was_asked_before(*job, target);
  const bool is_too_long = static_cast<int>(job->via.size()) >= options_.limits.redirects;
  if (is_loop || is_too_long) {
    const bool is_wall = is_loop && job->was_given_cookie;
    meaning.redirect.reset();
    meaning.outcome = is_wall ? Outcome::blocked : Outcome::refused;
    meaning.message = is_wall   ? "cookie wall: it sets a cookie and redirects in a circle"
                      : is_loop ? "it redirects in a circle"
                                : fmt::format("more than {} redirects", options_.limits.redirects);
    return finish(*job, received);
  }
  if (job->kind == Job::Kind::page) {
    const auto is_known = leads_to_known(context_, *job, target);
    if (!is_known) return pass_on(is_known);
    if (*is_known) return finish_page(context_, *job, received);
  }
  job->via.push_back(std::exchange(job->url, target));
  context_.queue.push_front(std::move(job));
  return {};
}

Result<void> CrawlRun::finish(const Job& job, const Received& received) {
  switch (job.kind) {
    case Job::Kind::robots:
      return finish_robots(job, received.answer);
    case Job::Kind::page:
      return finish_page(context_, job, received);
    case Job::Kind::door:
    case Job::Kind::door_part:
      return polls_.finish(job, received);
  }
  return {};
}

Result<void> CrawlRun::finish_robots(const Job& job, const HttpAnswer& answer) {
  const bool was_cut_short = answer.status >= 300 && answer.status < 400 && answer.status != 304;
  const auto finished = robots_.finish(context_, job, answer, was_cut_short);
  if (!finished) return pass_on(finished);
  if (const auto delay = (*finished)->robots.crawl_delay(kProductToken)) {
    politeness_.set_crawl_delay(domain_of(job.first_url()), *delay);
  }
  const bool is_known = (*finished)->state == OriginRobots::State::known;
  const auto reopened = is_known
                            ? reopen_pages(context_, job.first_url().origin(), (*finished)->robots)
                            : Result<void>();
  go_on(**finished);
  return reopened;
}

// Those that waited for a robots.txt come first.
void CrawlRun::go_on(OriginRobots& origin) {
  while (!origin.parked.empty()) {
    context_.queue.push_front(std::move(origin.parked.back()));
    origin.parked.pop_back();
  }
}

Result<void> CrawlRun::commit_if_due() {
  const bool is_due =
      now() - last_commit_ >= kCommitEvery || env_.archive.unsynced_bytes() >= store::kCommitBytes;
  if (!is_due) return {};
  last_commit_ = now();
  if (const auto written = write_down_spent(); !written) return written;
  if (const auto committed = store::commit(env_.archive, env_.ledger); !committed) return committed;
  return env_.ledger.begin();
}

}  // namespace saola::crawler
