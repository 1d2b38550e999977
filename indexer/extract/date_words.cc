#include "indexer/extract/date_words.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_map>

namespace saola::extract {
namespace {

// English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish, Norwegian, Polish, Czech, Turkish,
// Indonesian, Russian. Parted by spaces.
constexpr const char* kMonths[12] = {
    "january jan januar janner januari janvier janv enero ene gennaio gen janeiro stycznia styczen "
    "ledna leden ocak "
    "января янв",
    "february feb februar februari feber fevrier fevr febrero febbraio febr fevereiro fev lutego "
    "luty unora unor "
    "subat februarie февраля фев",
    "march mar marz maerz mars marzo março marco maart marts marca marzec brezna brezen mart maret "
    "марта",
    "april apr avril avr abril abr aprile kwietnia kwiecien dubna duben nisan апреля апр",
    "may mai mayo maggio mag maio mei maj maja kvetna kveten mayis мая",
    "june jun juni juin junio giugno giu junho czerwca czerwiec cervna cerven haziran июня",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec cervence cervenec temmuz июля",
    "august aug aout agosto ago augustus augusti sierpnia sierpien srpna srpen agustos agustus "
    "августа авг",
    "september sep sept septembre septiembre settembre set setembro septiembr wrzesnia wrzesien "
    "zari eylul "
    "сентября",
    "october oct oktober okt octobre octubre ottobre ott outubro out pazdziernika pazdziernik "
    "rijna rijen ekim "
    "октября окт",
    "november nov novembre noviembre novembro listopada listopad listopadu kasim ноября",
    "december dec dezember dez decembre diciembre dic dicembre dezembro desember des grudnia "
    "grudzien prosince "
    "prosinec aralik desembar декабря"};

using Table = std::unordered_map<std::string_view, int>;

Table make_months() {
  Table table;
  for (int month = 0; month < 12; ++month) {
    std::string_view rest = kMonths[month];
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      table.emplace(rest.substr(0, end), month + 1);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return table;
}

constexpr std::string_view kVietnameseMonths[] = {
    "mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai"};

struct Zone {
  std::string_view name;
  int minutes;
};

constexpr Zone kZones[] = {
    {"z", 0},      {"gmt", 0},    {"utc", 0},    {"ict", 420},  {"cet", 60},   {"mez", 60},
    {"cest", 120}, {"mesz", 120}, {"bst", 60},   {"est", -300}, {"edt", -240}, {"et", -300},
    {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420},
    {"ist", 330},  {"jst", 540},  {"kst", 540},  {"sgt", 480},  {"hkt", 480},  {"myt", 480},
    {"wib", 420},  {"msk", 180},  {"eet", 120},  {"eest", 180}, {"sast", 120}, {"eat", 180},
    {"aest", 600}, {"aedt", 660},
};

}  // namespace

int month_of_word(std::string_view folded) {
  static const Table months = make_months();
  const auto found = months.find(folded);
  return found == months.end() ? 0 : found->second;
}

int vietnamese_month(std::string_view folded) {
  if (folded == "gieng") return 1;
  if (folded == "bon") return 4;
  if (folded == "chap") return 12;
  const auto* found = std::find(std::begin(kVietnameseMonths), std::end(kVietnameseMonths), folded);
  return found == std::end(kVietnameseMonths)
             ? 0
             : static_cast<int>(found - std::begin(kVietnameseMonths)) + 1;
}

bool is_date_filler(std::string_view folded) {
  for (const std::string_view word :
       {"de", "del", "nam", "of", "th", "st", "nd", "rd", "di", "ngay", "er", "der"})
    if (folded == word) return true;
  return false;
}

std::optional<std::chrono::minutes> zone_of_word(std::string_view folded) {
  for (const Zone& zone : kZones)
    if (zone.name == folded) return std::chrono::minutes(zone.minutes);
  return std::nullopt;
}

std::chrono::seconds unit_of_word(std::string_view folded) {
  using namespace std::chrono_literals;
  struct Unit {
    std::string_view names;
    std::chrono::seconds length;
  };
  constexpr Unit kUnits[] = {
      {" giay second seconds sec secs ", 1s},   {" phut minute minutes min mins ", 60s},
      {" gio tieng hour hours hr hrs ", 3600s}, {" ngay day days ", 86400s},
      {" tuan week weeks ", 7 * 86400s},        {" thang month months ", 30 * 86400s},
      {" nam year years ", 365 * 86400s}};
  for (const Unit& unit : kUnits) {
    const std::size_t at = unit.names.find(folded);
    if (!folded.empty() && at != std::string_view::npos && at > 0 && unit.names[at - 1] == ' ' &&
        unit.names[at + folded.size()] == ' ')
      return unit.length;
  }
  return 0s;
}

bool says_updated(std::string_view folded) {
  constexpr std::size_t kBeginning = 200;  // bytes; what stands later is no label
  folded = folded.substr(0, kBeginning);
  for (const std::string_view word :
       {"cap nhat", "updated", "aktualisiert", "actualizado", "mis a jour", "aggiornato",
        "modified", "guncelleme", "geandert", "last edited", "uppdaterad", "oppdatert"})
    if (folded.find(word) != std::string_view::npos) return true;
  return false;
}

}  // namespace saola::extract
