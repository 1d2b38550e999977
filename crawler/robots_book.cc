#include "crawler/robots_book.h"

#include <fmt/format.h>

namespace saola::crawler {
namespace {

using store::Outcome;
using State = OriginRobots::State;

bool is_allowing_status(int status) { return status >= 400 && status < 500 && status != 429; }

OriginRobots read_row(const store::RobotsEntry& row) {
  OriginRobots origin;
  origin.http_status = row.http_status;
  origin.file_bytes = row.body.size();
  origin.asked = row.fetched;
  origin.expires = row.expires;
  if (row.outcome == Outcome::ok) {
    origin.state = State::known;
    origin.robots =
        is_allowing_status(row.http_status) ? Robots::allow_all() : Robots::parse(row.body);
    return origin;
  }
  origin.state = State::unreachable;
  origin.outcome = row.outcome;
  origin.message = row.message;
  return origin;
}

// Why an answer is none that could be obeyed; "" if it is one.
std::string fault_of(const HttpAnswer& answer, bool cut_short) {
  if (answer.outcome != Outcome::ok) return answer.message;
  const bool has_rules = answer.status >= 200 && answer.status < 300 && answer.status != 206;
  if (has_rules || cut_short || is_allowing_status(answer.status)) return {};
  return fmt::format("status {}", answer.status);
}

store::RobotsEntry unreachable_row(const HttpAnswer& answer, const std::string& fault) {
  const bool is_heard = !answer.ip.empty() && answer.status != 429;
  store::RobotsEntry row;
  row.fetched = answer.at;
  row.expires = answer.at + (is_heard ? kUnreachableKept : kUnheardKept);
  row.outcome = answer.outcome == Outcome::ok ? Outcome::http_error : answer.outcome;
  row.http_status = answer.status;
  row.message = fmt::format("robots.txt could not be asked: {}; it is asked again after {}", fault,
                            to_iso(row.expires));
  return row;
}

}  // namespace

Result<OriginRobots> kept_robots(store::Ledger& ledger, const std::string& origin, Instant now) {
  const auto kept = ledger.robots(origin);
  if (!kept) return pass_on(kept);
  const bool is_in_time = *kept && (*kept)->fetched <= now && now < (*kept)->expires;
  if (!is_in_time) return OriginRobots();
  return read_row(**kept);
}

Result<OriginRobots*> RobotsBook::of(CrawlContext& context, const std::string& origin) {
  OriginRobots& entry = origins_[origin];
  const Instant now = context.env.clock();
  const bool is_over = entry.state != State::asked && entry.expires <= now;
  if (!is_over) return &entry;
  auto kept = kept_robots(context.env.ledger, origin, now);
  if (!kept) return pass_on(kept);
  make_room(kept->file_bytes);
  entry = std::move(*kept);
  return &entry;
}

// What the ledger has as well is read from there again.
void RobotsBook::make_room(std::size_t more_bytes) {
  if (bytes_ + more_bytes > kFilesInMemory) {
    for (auto& [origin, entry] : origins_) {
      if (entry.state == State::known && entry.parked.empty()) entry = OriginRobots();
    }
    bytes_ = 0;
  }
  bytes_ += more_bytes;
}

Result<OriginRobots*> RobotsBook::finish(CrawlContext& context, const Job& job,
                                         const HttpAnswer& answer, bool cut_short) {
  const std::string fault = fault_of(answer, cut_short);
  if (answer.outcome == Outcome::refused) {
    return give_up(job, Outcome::refused, fault);  // our own rules, not theirs
  }
  store::RobotsEntry row;
  if (fault.empty()) {
    const bool has_rules = answer.status >= 200 && answer.status < 300;
    row.fetched = answer.at;
    row.expires = answer.at + kRobotsKept;
    row.http_status = cut_short ? 404 : answer.status;
    if (has_rules) row.body = answer.body;
  } else {
    row = unreachable_row(answer, fault);
  }
  row.origin = job.first_url().origin();
  if (const auto set = context.env.ledger.set_robots(row); !set) return pass_on(set);
  OriginRobots& entry = origins_[row.origin];
  auto parked = std::move(entry.parked);
  make_room(row.body.size());
  entry = read_row(row);
  entry.parked = std::move(parked);
  return &entry;
}

OriginRobots* RobotsBook::give_up(const Job& job, Outcome outcome, std::string_view why) {
  OriginRobots& entry = origins_[job.first_url().origin()];
  entry.state = State::unreachable;
  entry.outcome = outcome;
  entry.message = why;
  entry.expires = Instant::max();
  return &entry;
}

JobPtr make_robots_job(const Url& url) {
  auto job = std::make_unique<Job>();
  job->kind = Job::Kind::robots;
  job->url = url;
  job->url.path = "/robots.txt";
  job->url.query.clear();
  return job;
}

}  // namespace saola::crawler
