#include "store/named_fields.h"

#include <algorithm>

#include <fmt/format.h>

namespace saola::store {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// Takes the first line off `rest`; without its line break.
std::string_view take_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// Calls field(name, value, number) or bad(number) for each line; folded lines go to the field before.
template <typename Bad>
NamedFields parse(std::string_view lines, const Bad& bad) {
  NamedFields fields;
  for (int number = 1; !lines.empty(); ++number) {
    const std::string_view line = take_line(lines);
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {
      if (fields.empty()) {
        bad(number);
      } else if (const auto more = trim(line); !more.empty()) {
        auto& value = fields.back().value;
        value.append(value.empty() ? "" : " ").append(more);
      }
      continue;
    }
    const auto colon = line.find(':');
    const auto name = trim(line.substr(0, colon));
    if (colon == std::string_view::npos || name.empty()) {
      bad(number);
      continue;
    }
    fields.push_back({std::string(name), std::string(trim(line.substr(colon + 1)))});
  }
  return fields;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string_view> value_of(const NamedFields& fields, std::string_view name) {
  for (const auto& field : fields) {
    if (same_name(field.name, name)) return field.value;
  }
  return std::nullopt;
}

std::vector<std::string_view> values_of(const NamedFields& fields, std::string_view name) {
  std::vector<std::string_view> values;
  for (const auto& field : fields) {
    if (same_name(field.name, name)) values.emplace_back(field.value);
  }
  return values;
}

void set_value(NamedFields& fields, std::string_view name, std::string_view value) {
  const auto is_name = [&](const NamedField& field) { return same_name(field.name, name); };
  const auto first = std::find_if(fields.begin(), fields.end(), is_name);
  if (first == fields.end()) {
    fields.push_back({std::string(name), std::string(value)});
    return;
  }
  first->value = value;
  fields.erase(std::remove_if(first + 1, fields.end(), is_name), fields.end());
}

void remove_fields(NamedFields& fields, std::string_view name) {
  std::erase_if(fields, [&](const NamedField& field) { return same_name(field.name, name); });
}

std::string to_lines(const NamedFields& fields) {
  std::string lines;
  for (const auto& [name, value] : fields) {
    for (const char c : name) {
      if (!is_control(c)) lines.push_back(c);
    }
    lines.append(": ");
    for (const char c : value) lines.push_back(is_control(c) ? ' ' : c);
    lines.append("\r\n");
  }
  return lines;
}

std::optional<std::size_t> end_of_head(std::string_view text) {
  std::size_t line = 0;  // start of the line looked at
  while (true) {
    const auto end = text.find('\n', line);
    if (end == std::string_view::npos) return std::nullopt;
    if (end == line || (end == line + 1 && text[line] == '\r')) return end + 1;
    line = end + 1;
  }
}

Result<NamedFields> parse_named_fields(std::string_view lines) {
  int first_bad = 0;
  auto fields = parse(lines, [&](int number) { first_bad = first_bad ? first_bad : number; });
  if (first_bad) {
    return fail(Code::bad_input, fmt::format("line {}: no \"name: value\"", first_bad));
  }
  return fields;
}

NamedFields parse_named_fields_leniently(std::string_view lines) {
  return parse(lines, [](int) {});
}

}  // namespace saola::store
