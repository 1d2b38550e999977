#include "query/filters.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/printable.h"
#include "store/fields.h"
#include "store/terms.h"

namespace saola::query {

namespace {

Result<std::optional<DayRange>> parse_bound(const std::string& word, std::string_view option) {
  if (word.empty()) return std::nullopt;
  auto range = parse_period(word);
  if (!range) return pass_on(range, option);
  return *range;
}

}  // namespace

Result<void> check_language(std::string_view code) {
  const auto& known = store::kLanguages;
  if (std::find(known.begin(), known.end(), store::lower_ascii(code)) != known.end()) return {};
  return fail(Code::usage, fmt::format("no language \"{}\"", printable(code)),
              fmt::format("the languages are {}", fmt::join(known, ", ")));
}

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
  for (const std::string& language : words.languages) {
    if (auto known = check_language(language); !known) return pass_on(known, "--lang");
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
