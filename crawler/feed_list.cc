#include "crawler/feed_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "base/file.h"
#include "base/printable.h"
#include "base/utf8.h"
#include "crawler/ascii.h"

namespace saola::crawler {
namespace {

constexpr const char* kKeysHint =
    "words after the URL: outlet= name=\"...\" section= lang= type=feed|sitemap|page tier= "
    "requests= "
    "megabytes=";

// The words of one line; quotes hold a word together and are dropped, "#" after a space ends the line.
Result<std::vector<std::string>> words_of(std::string_view line) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (true) {
    while (at < line.size() && is_ascii_space(line[at])) ++at;
    if (at == line.size() || line[at] == '#') return words;
    std::string word;
    bool is_quoted = false;
    for (; at < line.size() && (is_quoted || !is_ascii_space(line[at])); ++at) {
      if (line[at] == '"') {
        is_quoted = !is_quoted;
      } else {
        word += line[at];
      }
    }
    if (is_quoted) return fail(Code::bad_input, "a quotation mark is not closed", kKeysHint);
    words.push_back(std::move(word));
  }
}

std::optional<DoorType> door_type_from(std::string_view text) {
  for (const DoorType type : {DoorType::any, DoorType::feed, DoorType::sitemap, DoorType::page}) {
    if (text == to_string(type)) return type;
  }
  return std::nullopt;
}

Result<void> set_type(Door& door, std::string_view value) {
  const auto type = door_type_from(value);
  if (!type) {
    return fail(Code::bad_input, fmt::format("type={} is not known", printable(value)),
                "use type=feed, type=sitemap or type=page");
  }
  door.type = *type;
  return {};
}

Result<void> set_number(std::uint64_t& number, const std::string& word, std::uint64_t unit) {
  const std::string_view digits = std::string_view(word).substr(word.find('=') + 1);
  constexpr std::uint64_t kMost = 1'000'000'000;
  std::uint64_t read = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), read);
  if (error != std::errc() || end != digits.data() + digits.size() || read == 0 || read > kMost) {
    return fail(Code::bad_input, fmt::format("{} is no number", printable(word)),
                "give a whole number from 1, for example requests=500");
  }
  number = read * unit;
  return {};
}

Result<void> apply_word(Door& door, const std::string& word) {
  const auto equals = word.find('=');
  if (equals == std::string::npos) {
    return fail(Code::bad_input, fmt::format("\"{}\" is not key=value", printable(word)),
                kKeysHint);
  }
  const std::string key = word.substr(0, equals);
  std::string value = word.substr(equals + 1);
  if (value.empty()) return fail(Code::bad_input, fmt::format("{}= has no value", key), kKeysHint);
  if (key == "type") return set_type(door, value);
  if (key == "requests") return set_number(door.budget.requests, word, 1);
  if (key == "megabytes") return set_number(door.budget.bytes, word, 1'000'000);
  if (key == "outlet") {
    door.outlet = ascii_lower(value);
  } else if (key == "name") {
    door.name = std::move(value);
  } else if (key == "section") {
    door.section = std::move(value);
  } else if (key == "lang") {
    door.lang = ascii_lower(value);
  } else if (key == "tier") {
    door.tier = std::move(value);
  } else {
    return fail(Code::bad_input, fmt::format("\"{}=\" is not known", printable(key)), kKeysHint);
  }
  return {};
}

Result<Door> door_from(const std::vector<std::string>& words) {
  auto url = parse_url(words.front());
  if (!url) {
    return fail(Code::bad_input, url.error().message,
                "a line begins with the whole URL of a feed, sitemap or page: https://...");
  }
  Door door;
  door.url = std::move(*url);
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (const auto applied = apply_word(door, words[i]); !applied) return pass_on(applied);
  }
  if (door.outlet.empty()) door.outlet = registrable_domain(door.url.host);
  return door;
}

Result<std::optional<Door>> parse_line(std::string_view line) {
  if (find_bad_utf8(line)) {
    return fail(Code::bad_input, "the line is not UTF-8", "save the file as UTF-8");
  }
  const auto words = words_of(line);
  if (!words) return pass_on(words);
  if (words->empty()) return std::nullopt;
  auto door = door_from(*words);
  if (!door) return pass_on(door);
  return std::move(*door);
}

}  // namespace

std::string_view to_string(DoorType type) {
  switch (type) {
    case DoorType::any:
      return "any";
    case DoorType::feed:
      return "feed";
    case DoorType::sitemap:
      return "sitemap";
    case DoorType::page:
      return "page";
  }
  return "any";
}

FeedList parse_feed_list(std::string_view text, std::string_view file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  FeedList list;
  std::map<std::string, int> line_of;  // URL -> where it was first named
  const auto report = [&](int number, Error error) {
    error.message = fmt::format("{}:{}: {}", file, number, error.message);
    list.errors.push_back(std::move(error));
  };
  for (int number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    auto door = parse_line(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!door) {
      report(number, door.error());
      continue;
    }
    if (!*door) continue;
    (*door)->line = number;
    const auto [first, is_new] = line_of.emplace((*door)->url.str(), number);
    if (is_new) {
      list.doors.push_back(std::move(**door));
    } else {
      report(number, {Code::bad_input, fmt::format("the same door as in line {}", first->second),
                      "remove one of the two lines"});
    }
  }
  return list;
}

Result<FeedList> read_feed_list(const std::filesystem::path& path) {
  const auto text = read_file(path);
  if (!text) return pass_on(text);
  return parse_feed_list(*text, path.string());
}

std::string to_line(const Door& door) {
  std::string line = door.url.str();
  const auto add = [&line](std::string_view key, std::string value) {
    if (value.empty()) return;
    std::replace(value.begin(), value.end(), '"', '\'');
    const bool is_plain = value.find_first_of(" \t#") == std::string::npos;
    line += is_plain ? fmt::format(" {}={}", key, value) : fmt::format(" {}=\"{}\"", key, value);
  };
  if (door.outlet != registrable_domain(door.url.host)) add("outlet", door.outlet);
  add("name", door.name);
  add("section", door.section);
  add("lang", door.lang);
  add("tier", door.tier);
  if (door.type != DoorType::any) add("type", std::string(to_string(door.type)));
  if (door.budget.requests > 0) add("requests", std::to_string(door.budget.requests));
  if (door.budget.bytes > 0) add("megabytes", std::to_string(door.budget.bytes / 1'000'000));
  return line;
}

}  // namespace saola::crawler
