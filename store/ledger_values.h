// store/ledger_values.h
//
// Domain values as SQL has them, and back. Inside of store/ledger.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.h"
#include "store/ledger_rows.h"
#include "store/sqlite.h"

namespace saola::store {

[[nodiscard]] inline SqlValue sql(Instant time) { return time.time_since_epoch().count(); }
[[nodiscard]] inline SqlValue sql(std::string_view text) { return text; }
[[nodiscard]] inline SqlValue sql(std::int64_t number) { return number; }
[[nodiscard]] inline SqlValue sql(std::uint64_t number) {
  return static_cast<std::int64_t>(number);
}
[[nodiscard]] inline SqlValue sql(int number) { return std::int64_t{number}; }
[[nodiscard]] inline SqlValue sql(bool truth) { return std::int64_t{truth}; }
[[nodiscard]] inline SqlValue sql(std::chrono::milliseconds time) {
  return std::int64_t{time.count()};
}
[[nodiscard]] inline SqlValue sql(Outcome outcome) { return to_string(outcome); }
[[nodiscard]] inline SqlValue sql(PageState state) { return to_string(state); }

template <typename Value>
[[nodiscard]] SqlValue sql(const std::optional<Value>& value) {
  return value ? sql(*value) : SqlValue{};
}

/// The three columns of a place in the archive.
[[nodiscard]] inline SqlValue file_of(const std::optional<Location>& place) {
  return place ? sql(std::string_view(place->file)) : SqlValue{};
}
[[nodiscard]] inline SqlValue offset_of(const std::optional<Location>& place) {
  return place ? sql(place->offset) : SqlValue{};
}
[[nodiscard]] inline SqlValue bytes_of(const std::optional<Location>& place) {
  return place ? sql(place->bytes) : SqlValue{};
}

[[nodiscard]] inline Instant instant_at(const SqlRow& row, int column) {
  return Instant(std::chrono::seconds(row.integer(column)));
}
[[nodiscard]] inline std::optional<Instant> maybe_instant_at(const SqlRow& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return instant_at(row, column);
}
[[nodiscard]] inline std::optional<std::int64_t> maybe_integer_at(const SqlRow& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.integer(column);
}
[[nodiscard]] inline std::optional<Location> place_at(const SqlRow& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Location{row.text(column), static_cast<std::uint64_t>(row.integer(column + 1)),
                  static_cast<std::uint64_t>(row.integer(column + 2))};
}

/// A door's state, in the order of its columns from `etag` to `last_outcome`.
[[nodiscard]] inline DoorState door_state_at(const SqlRow& row, int column) {
  DoorState state;
  state.etag = row.text(column);
  state.last_modified = row.text(column + 1);
  state.body_digest = row.text(column + 2);
  state.trust_validators = row.integer(column + 3) != 0;
  state.last_poll = maybe_instant_at(row, column + 4);
  state.last_success = maybe_instant_at(row, column + 5);
  state.last_full = maybe_instant_at(row, column + 6);
  state.last_new_entry = maybe_instant_at(row, column + 7);
  state.not_before = maybe_instant_at(row, column + 8);
  state.failures = static_cast<int>(row.integer(column + 9));
  state.last_outcome = outcome_from(row.text(column + 10));
  return state;
}

/// Does all that `steps` does or nothing, inside an open transaction or outside of one.
template <typename Steps>
[[nodiscard]] Result<void> atomically(Database& database, const Steps& steps) {
  if (auto begun = database.script("SAVEPOINT step"); !begun) return begun;
  Result<void> done = steps();
  if (done) done = database.script("RELEASE step");
  if (!done && database.in_transaction()) {  // a full disk may have ended it already
    (void)database.script(
        "ROLLBACK TO step; RELEASE step");  // the first error is the one that counts
  }
  return done;
}

}  // namespace saola::store
