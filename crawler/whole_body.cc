#include "crawler/whole_body.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/gzip.h"
#include "base/printable.h"
#include "crawler/ascii.h"

namespace saola::crawler {
namespace {

constexpr std::size_t kLengthDigits =
    18;  // libcurl passes over a longer one, and takes what came for the whole

// "gzip, identity" -> "gzip" "identity", of all fields of the name, in lower case.
std::vector<std::string> words_of(const store::NamedFields& headers, std::string_view name) {
  std::vector<std::string> words;
  for (std::string_view value : store::values_of(headers, name)) {
    while (!value.empty()) {
      const auto comma = std::min(value.find(','), value.size());
      const std::string_view word = ascii_trimmed(value.substr(0, comma));
      if (!word.empty()) words.push_back(ascii_lower(word));
      value.remove_prefix(std::min(comma + 1, value.size()));
    }
  }
  return words;
}

}  // namespace

Result<std::string> whole_body(const store::NamedFields& headers, std::string received,
                               std::uint64_t limit_bytes) {
  const auto lengths = words_of(headers, "Content-Length");
  const bool do_differ = std::any_of(lengths.begin(), lengths.end(),
                                     [&](const auto& one) { return one != lengths.front(); });
  if (do_differ) return fail(Code::bad_input, "its Content-Lengths contradict each other");
  const bool is_chunked = !store::values_of(headers, "Transfer-Encoding").empty();
  const bool is_endless = !lengths.empty() && !is_chunked && lengths.front().size() > kLengthDigits;
  if (is_endless) return fail(Code::bad_input, "its Content-Length is none that could be kept");
  std::vector<std::string> codings = words_of(headers, "Content-Encoding");
  std::erase(codings, "identity");
  if (codings.empty() || received.empty()) return received;
  const bool is_gzip = codings.size() == 1 && (codings[0] == "gzip" || codings[0] == "x-gzip");
  if (!is_gzip) {
    return fail(Code::bad_input,
                fmt::format("packed as \"{}\", which was not asked for",
                            printable(fmt::format("{}", fmt::join(codings, ", ")))));
  }
  return gunzip(received, limit_bytes);
}

}  // namespace saola::crawler
