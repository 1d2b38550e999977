#include "indexer/extract/site_zone.h"

#include "base/url.h"

namespace saola::extract {
namespace {

struct Country {
  std::string_view code;  // as a top-level domain, and behind the hyphen of a language
  std::string_view zone;
};

constexpr Country kCountries[] = {
    {"vn", "Asia/Ho_Chi_Minh"},     {"de", "Europe/Berlin"},
    {"at", "Europe/Vienna"},        {"ch", "Europe/Zurich"},
    {"li", "Europe/Vaduz"},         {"fr", "Europe/Paris"},
    {"it", "Europe/Rome"},          {"es", "Europe/Madrid"},
    {"nl", "Europe/Amsterdam"},     {"be", "Europe/Brussels"},
    {"lu", "Europe/Luxembourg"},    {"pl", "Europe/Warsaw"},
    {"cz", "Europe/Prague"},        {"sk", "Europe/Bratislava"},
    {"hu", "Europe/Budapest"},      {"dk", "Europe/Copenhagen"},
    {"se", "Europe/Stockholm"},     {"no", "Europe/Oslo"},
    {"fi", "Europe/Helsinki"},      {"is", "Atlantic/Reykjavik"},
    {"ie", "Europe/Dublin"},        {"uk", "Europe/London"},
    {"gr", "Europe/Athens"},        {"tr", "Europe/Istanbul"},
    {"jp", "Asia/Tokyo"},           {"kr", "Asia/Seoul"},
    {"cn", "Asia/Shanghai"},        {"tw", "Asia/Taipei"},
    {"hk", "Asia/Hong_Kong"},       {"sg", "Asia/Singapore"},
    {"my", "Asia/Kuala_Lumpur"},    {"th", "Asia/Bangkok"},
    {"ph", "Asia/Manila"},          {"in", "Asia/Kolkata"},
    {"pk", "Asia/Karachi"},         {"il", "Asia/Jerusalem"},
    {"za", "Africa/Johannesburg"},  {"ke", "Africa/Nairobi"},
    {"tz", "Africa/Dar_es_Salaam"}, {"ug", "Africa/Kampala"},
    {"ng", "Africa/Lagos"},         {"ar", "America/Argentina/Buenos_Aires"},
    {"uy", "America/Montevideo"},   {"co", "America/Bogota"},
    {"pe", "America/Lima"},         {"nz", "Pacific/Auckland"},
};

// Languages spoken by newspapers of one zone.
constexpr Country kLanguages[] = {
    {"vi", "Asia/Ho_Chi_Minh"},  {"de", "Europe/Berlin"}, {"it", "Europe/Rome"},
    {"pl", "Europe/Warsaw"},     {"cs", "Europe/Prague"}, {"sv", "Europe/Stockholm"},
    {"da", "Europe/Copenhagen"}, {"nb", "Europe/Oslo"},   {"no", "Europe/Oslo"},
    {"ja", "Asia/Tokyo"},        {"ko", "Asia/Seoul"},    {"tr", "Europe/Istanbul"},
};

std::string look_up(std::string_view code) {
  for (const Country& country : kCountries)
    if (country.code == code) return std::string(country.zone);
  return {};
}

}  // namespace

std::string zone_of_site(std::string_view url, std::string_view language) {
  if (const auto parsed = parse_url(url)) {
    const std::size_t dot = parsed->host.rfind('.');
    if (dot != std::string::npos)
      if (std::string zone = look_up(std::string_view(parsed->host).substr(dot + 1)); !zone.empty())
        return zone;
  }
  const std::string_view code = language.substr(0, language.find_first_of("-_"));
  for (const Country& one : kLanguages)
    if (one.code == code) return std::string(one.zone);
  return {};
}

}  // namespace saola::extract
