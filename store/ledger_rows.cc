#include "store/ledger_rows.h"

#include <algorithm>
#include <array>
#include <utility>

namespace saola::store {
namespace {

// The names stand in state.db: they are never changed.
constexpr std::array<std::pair<Outcome, std::string_view>, 14> kOutcomes{{
    {Outcome::ok, "ok"},
    {Outcome::not_modified, "not_modified"},
    {Outcome::empty, "empty"},
    {Outcome::moved, "moved"},
    {Outcome::http_error, "http_error"},
    {Outcome::gone, "gone"},
    {Outcome::blocked, "blocked"},
    {Outcome::rate_limited, "rate_limited"},
    {Outcome::robots_denied, "robots_denied"},
    {Outcome::refused, "refused"},
    {Outcome::timeout, "timeout"},
    {Outcome::network_error, "network_error"},
    {Outcome::bad_content, "bad_content"},
    {Outcome::cancelled, "cancelled"},
}};

constexpr std::array<std::pair<PageState, std::string_view>, 6> kStates{{
    {PageState::waiting, "waiting"},
    {PageState::stored, "stored"},
    {PageState::failed, "failed"},
    {PageState::blocked, "blocked"},
    {PageState::forbidden, "forbidden"},
    {PageState::skipped, "skipped"},
}};

template <typename Value, std::size_t N>
std::optional<Value> value_named(const std::array<std::pair<Value, std::string_view>, N>& table,
                                 std::string_view name) {
  const auto hit =
      std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.second == name; });
  if (hit == table.end()) return std::nullopt;
  return hit->first;
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  return kOutcomes[static_cast<std::size_t>(outcome)].second;
}

std::optional<Outcome> outcome_from(std::string_view name) { return value_named(kOutcomes, name); }

Outcome outcome_from_status(int http_status) {
  switch (http_status) {
    case 304:
      return Outcome::not_modified;
    case 404:
    case 410:
      return Outcome::gone;
    case 401:
    case 402:
    case 403:
    case 407:
    case 428:
    case 451:
      return Outcome::blocked;
    case 429:
      return Outcome::rate_limited;
    default:
      break;
  }
  if (http_status >= 200 && http_status < 300) return Outcome::ok;
  if (http_status >= 300 && http_status < 400) return Outcome::moved;
  return Outcome::http_error;
}

bool is_success(Outcome outcome) {
  return outcome == Outcome::ok || outcome == Outcome::not_modified || outcome == Outcome::moved;
}

bool is_block(Outcome outcome) {
  return outcome == Outcome::blocked || outcome == Outcome::rate_limited ||
         outcome == Outcome::robots_denied;
}

std::optional<Instant> next_revisit(Instant stored, Instant now) {
  using std::chrono::hours;
  for (const hours after : {hours(1), hours(24), hours(7 * 24)}) {
    if (stored + after > now) return stored + after;
  }
  return std::nullopt;
}

std::string_view to_string(PageState state) {
  return kStates[static_cast<std::size_t>(state)].second;
}

std::optional<PageState> page_state_from(std::string_view name) {
  return value_named(kStates, name);
}

}  // namespace saola::store
