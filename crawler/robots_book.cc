#include "crawler/robots_book.h"

#include <fmt/format.h>

namespace saola::crawler {
namespace {

using store::Outcome;
using State = OriginRobots::State;

constexpr std::chrono::hours kKept{24};  // RFC 9309, 2.4: no longer than a day

bool is_allowing_status(int status) { return status >= 400 && status < 500 && status != 429; }

void take(OriginRobots& origin, std::string_view body, int status) {
  origin.state = State::known;
  origin.robots = is_allowing_status(status) ? Robots::allow_all() : Robots::parse(body);
}

}  // namespace

Result<OriginRobots*> RobotsBook::of(CrawlContext& context, const std::string& origin) {
  OriginRobots& entry = origins_[origin];
  if (entry.state != State::unknown) return &entry;
  const auto kept = context.env.ledger.robots(origin);
  if (!kept) return pass_on(kept);
  if (*kept && (*kept)->expires > context.env.clock())
    take(entry, (*kept)->body, (*kept)->http_status);
  return &entry;
}

Result<OriginRobots*> RobotsBook::finish(CrawlContext& context, const Job& job,
                                         const HttpAnswer& answer, bool cut_short) {
  OriginRobots& entry = origins_[job.first_url().origin()];
  const bool has_rules = answer.status >= 200 && answer.status < 300;
  const bool is_allowing = is_allowing_status(answer.status) || cut_short;
  if (answer.outcome != Outcome::ok || !(has_rules || is_allowing)) {
    const bool is_refused = answer.outcome == Outcome::refused;
    entry.state = State::unreachable;
    entry.outcome = answer.outcome == Outcome::ok ? Outcome::http_error : answer.outcome;
    const std::string why =
        answer.outcome == Outcome::ok ? fmt::format("status {}", answer.status) : answer.message;
    entry.message = is_refused ? why : fmt::format("robots.txt could not be asked: {}", why);
    return &entry;
  }
  store::RobotsEntry row;
  row.origin = job.first_url().origin();
  row.fetched = answer.at;
  row.expires = answer.at + kKept;
  row.http_status = has_rules ? answer.status : 404;
  if (has_rules) row.body = answer.body;
  take(entry, row.body, row.http_status);
  if (const auto set = context.env.ledger.set_robots(row); !set) return pass_on(set);
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
