#include "crawler/crawl.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "crawler/ascii.h"
#include "crawler/crawl_run.h"
#include "crawler/job_queue.h"

namespace saola::crawler {

Result<void> check_options(const CrawlOptions& options) {
  using std::chrono::milliseconds;
  if (options.pause < milliseconds(0)) {
    return fail(Code::usage, "--pause is negative", "give seconds, for example --pause 2");
  }
  if (options.pause < milliseconds(1000) && !options.allow_private) {
    return fail(Code::usage, "--pause is under one second",
                "strangers' servers are asked once a second at most; a shorter pause needs "
                "--allow-private");
  }
  if (options.contact.empty()) {
    return fail(Code::usage, "the crawler has no contact to give",
                "set --contact to an address or a page where editors can complain");
  }
  for (const std::string& outlet : options.only) {
    const bool has_door =
        std::any_of(options.doors.begin(), options.doors.end(),
                    [&](const Door& door) { return door.outlet == ascii_lower(outlet); });
    if (!has_door) {
      return fail(Code::usage,
                  fmt::format("no door belongs to the outlet \"{}\"", printable(outlet)),
                  "outlets are named by outlet= in feeds.txt, or by their domain: vnexpress.net");
    }
  }
  return {};
}

std::string user_agent(const CrawlOptions& options) {
  return fmt::format("{}/{} (+{}; news monitoring)", kProductToken, options.version,
                     options.contact);
}

Result<CrawlSummary> crawl(const CrawlOptions& options, const CrawlEnv& env) {
  if (const auto checked = check_options(options); !checked) return pass_on(checked);
  const CrawlLimits& limits = options.limits;
  HttpOptions http;
  http.user_agent = user_agent(options);
  http.connect_to = options.connect_to;
  http.allow_private = options.allow_private;
  http.ca_file = options.ca_file;
  http.clock = env.clock;
  http.header_bytes = limits.header_bytes;
  http.header_lines = limits.header_lines;
  http.connect_time = limits.connect_time;
  http.total_time = limits.total_time;
  http.slow_time = limits.slow_time;
  http.slow_bytes_per_second = limits.slow_bytes_per_second;
  http.connections = static_cast<int>(JobQueue::kVisits);
  auto client = HttpClient::make(std::move(http));
  if (!client) return pass_on(client);
  return CrawlRun(options, env, std::move(*client)).run();
}

}  // namespace saola::crawler
