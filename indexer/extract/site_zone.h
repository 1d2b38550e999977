// indexer/extract/site_zone.h
//
// The time zone of the country that a site names in its domain or language: pages that give their time in UTC alone hide
// the local day.
//
// Source: ISO 3166-1 codes as top-level domains; IANA time zone database. Countries with several zones are left out, but
// for those whose newspapers share one.

#pragma once

#include <string>
#include <string_view>

namespace saola::extract {

/// "Europe/Berlin" of "https://www.example.de/a", or of any site in German; empty: cannot be told.
/// @param language  the page's own: "de", "de-AT"; may be empty.
[[nodiscard]] std::string zone_of_site(std::string_view url, std::string_view language);

}  // namespace saola::extract
