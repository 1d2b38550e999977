#include "query/filters.h"

#include <fmt/format.h>

namespace saola::query {

namespace {

Result<std::optional<DayRange>> parse_bound(const std::string& word, std::string_view option) {
  if (word.empty()) return std::nullopt;
  auto range = parse_period(word);
  if (!range) return pass_on(range, option);
  return *range;
}

}  // namespace

Result<Filters> make_filters(const FilterWords& words) {
  auto since = parse_bound(words.since, "--since");
  if (!since) return pass_on(since);
  auto until = parse_bound(words.until, "--until");
  if (!until) return pass_on(until);
  if (*since && *until && (*until)->last < (*since)->first) {
    return fail(Code::usage,
                fmt::format("--since {} is after --until {}", words.since, words.until),
                "both ends are included; give the earlier one to --since");
  }
  auto zone = Zone::open(words.tz);
  if (!zone) {
    Error error = zone.error();
    error.code = Code::usage;
    error.message.insert(0, "--tz: ");
    return tl::unexpected<Error>(std::move(error));
  }
  return Filters{*since, *until, *zone, words.outlets, words.languages, words.topics};
}

}  // namespace saola::query
