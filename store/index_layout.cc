#include "store/index_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/file.h"

namespace saola::store {

namespace {

constexpr std::string_view kNote = "# saola ";  // before the JSON object that is ours
constexpr std::string_view kHelp =
    "# One line a shard. A closed year may go to another machine, with its folder:\n"
    "#   xapian-tcpsrv --port 33015 2015.1      there, and here, in place of its line:\n"
    "#   remote HOST:33015\n";
constexpr const char* kCure = "mend the line; or run `saola index --rebuild --shard year`";

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<ShardLine> parse_line(std::string_view line) {
  const auto blank = line.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  const std::string_view kind = line.substr(0, blank);
  const std::string_view rest = line.substr(line.find_first_not_of(' ', blank));
  ShardLine shard;
  if (kind == "auto" || kind == "glass") {
    shard.folder = rest;
    if (shard_key(rest).empty()) return std::nullopt;
    return shard;
  }
  const auto colon = rest.rfind(':');
  if (kind != "remote" || colon == std::string_view::npos || colon == 0) return std::nullopt;
  shard.host = rest.substr(0, colon);
  const char* end = rest.data() + rest.size();
  const auto read = std::from_chars(rest.data() + colon + 1, end, shard.port);
  constexpr unsigned kLastPort = 65'535;
  if (read.ec != std::errc() || read.ptr != end || shard.port == 0 || shard.port > kLastPort) {
    return std::nullopt;
  }
  return shard;
}

bool take_note(std::string_view json, IndexLayout& layout) {
  const auto object = nlohmann::json::parse(json, nullptr, false);
  if (!object.is_object()) return false;
  const auto position = object.find("position");
  if (position == object.end() || !position->is_object()) return false;
  for (auto file = position->begin(); file != position->end(); ++file) {
    if (!file->is_number_unsigned()) return false;
    layout.position[file.key()] = file->get<std::uint64_t>();
  }
  const auto base = object.find("base");
  if (base != object.end() && base->is_string()) layout.base = base->get<std::string>();
  return true;
}

std::string to_text(const IndexLayout& layout) {
  nlohmann::json note = {{"position", nlohmann::json::object()}};
  for (const auto& [file, offset] : layout.position) note["position"][file] = offset;
  if (!layout.base.empty()) note["base"] = layout.base;
  constexpr auto kReplace = nlohmann::json::error_handler_t::replace;
  std::string text = fmt::format("{}{}\n{}", kNote, note.dump(-1, ' ', false, kReplace), kHelp);
  for (const ShardLine& shard : layout.shards) {
    text += shard.folder.empty() ? fmt::format("remote {}:{}\n", shard.host, shard.port)
                                 : fmt::format("auto {}\n", shard.folder);
  }
  return text;
}

}  // namespace

std::filesystem::path layout_file(const std::filesystem::path& index) { return index / "XAPIANDB"; }

std::filesystem::path next_layout_file(const std::filesystem::path& index) {
  return index / "XAPIANDB.next";
}

Result<std::optional<IndexLayout>> read_layout(const std::filesystem::path& file) {
  std::error_code ignored;  // what cannot be looked at is opened as a database, which tells why
  if (!std::filesystem::exists(file, ignored)) return std::optional<IndexLayout>();
  const auto text = read_file(file);
  if (!text && text.error().code == Code::not_found) return std::optional<IndexLayout>();
  if (!text) return pass_on(text);
  IndexLayout layout;
  bool has_note = false;
  std::string_view rest = *text;
  for (int number = 1; !rest.empty(); ++number) {
    const auto end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    bool sound = true;
    if (line.starts_with(kNote)) {
      sound = take_note(line.substr(kNote.size()), layout);
      has_note = true;
    } else if (!line.empty() && line.front() != '#') {
      const auto shard = parse_line(line);
      sound = shard.has_value();
      if (sound) layout.shards.push_back(*shard);
    }
    if (!sound) {
      return fail(Code::corrupt, fmt::format("{}:{}: not understood", file.string(), number),
                  kCure);
    }
  }
  if (!has_note) {
    return fail(Code::corrupt,
                fmt::format("{}: the line \"{}...\" is missing", file.string(), kNote), kCure);
  }
  return std::optional(std::move(layout));
}

Result<void> write_layout(const std::filesystem::path& file, const IndexLayout& layout) {
  return write_whole(file, to_text(layout));
}

std::string shard_key(std::string_view folder) {
  const std::string_view name = folder.substr(folder.rfind('/') + 1);  // npos + 1: from the start
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos || !all_digits(name.substr(dot + 1))) return {};
  const std::string_view key = name.substr(0, dot);
  if (key != kUndatedShard && !all_digits(key)) return {};
  return std::string(key);
}

std::string shard_of_day(std::string_view day_key) {
  constexpr std::size_t kMonthAndDay = 4;
  if (day_key.size() <= kMonthAndDay) return std::string(kUndatedShard);
  return std::string(day_key.substr(0, day_key.size() - kMonthAndDay));
}

}  // namespace saola::store
