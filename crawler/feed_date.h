// crawler/feed_date.h
//
// The dates that Vietnamese feeds print. RFC 822 and RFC 3339 ask for one shape each; feeds have two dozen.
//
// Sources: RSS 2.0 (pubDate: RFC 822, 5), RFC 3339 (Atom), and what feeds really send: years of two digits; zones such as
// "+07", "+07:00" and "GMT+7"; the month first, with U+202F before AM or PM; Vietnamese names of days, the day before the month.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/time.h"

namespace saola::crawler {

/// Which of two small numbers is the day: "3/5/2026" is 3 May or 5 March.
enum class DateOrder { unknown, day_first, month_first };

/// What the dates of one feed say together: a number over 12 in any of them decides for all. Unknown if none does, or
/// if they contradict each other.
[[nodiscard]] DateOrder guess_date_order(std::span<const std::string> texts);

/// Reads one date.
///
/// @param text   UTF-8; white space of any kind (U+00A0, U+202F) separates.
/// @param order  for numbers that could be either; unknown: month first with AM or PM (ASP.NET's habit), else day first.
/// @return the moment with the offset as written; without a zone, Viet Nam time (+07:00); a date alone is its midnight.
///         None: no date in it, or one that does not exist. A day's name is not checked against the date.
/// Two-digit years: 70 to 99 are 19xx, others 20xx. "20:55 PM" is 20:55.
[[nodiscard]] std::optional<Timestamp> parse_feed_date(std::string_view text,
                                                       DateOrder order = DateOrder::unknown);

}  // namespace saola::crawler
