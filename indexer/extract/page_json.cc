#include "indexer/extract/page_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

namespace saola::extract {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxDepth = 200;           // of objects and arrays
constexpr std::size_t kMaxBodyBytes = 4U << 20;  // of one script element

// JSON as pages write it: control characters inside strings, trailing commas, a comment or CDATA around.
std::string mended(std::string_view body) {
  if (const std::size_t cdata = body.substr(0, 64).find("CDATA["); cdata != std::string_view::npos)
    body.remove_prefix(cdata + 6);
  const std::size_t begin = body.find_first_of("{[");
  if (const std::size_t closed = body.rfind("]]>"); closed != std::string_view::npos)
    body = body.substr(0, closed);
  const std::size_t end = body.find_last_of("}]");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  std::string out;
  out.reserve(end - begin + 1);
  bool inside = false;
  bool escaped = false;
  for (const char c : body.substr(begin, end - begin + 1)) {
    if (inside) {
      out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
      if (c == '"' && !escaped) inside = false;
      escaped = c == '\\' && !escaped;
      continue;
    }
    if (c == '"') inside = true;
    if (c == '}' || c == ']') {
      while (!out.empty() && static_cast<unsigned char>(out.back()) <= ' ') out.pop_back();
      if (!out.empty() && out.back() == ',') out.pop_back();
    }
    out += c;
  }
  return out;
}

// Counts brackets in strings too: real pages stay far below.
bool opens_too_deep(std::string_view body) {
  std::size_t depth = 0;
  for (const char c : body) {
    if (c == '[' || c == '{') ++depth;
    if ((c == ']' || c == '}') && depth > 0) --depth;
    if (depth > kMaxDepth) return true;
  }
  return false;
}

// From a quote or a bracket to the one that closes it, or to the end.
std::string_view value_at(std::string_view script, std::size_t begin) {
  std::size_t depth = 0;
  bool inside = false;
  for (std::size_t i = begin; i < script.size(); ++i) {
    const char c = script[i];
    if (inside && c == '\\') {
      ++i;
      continue;
    }
    if (c == '"') inside = !inside;
    if (!inside && (c == '{' || c == '[')) ++depth;
    if (!inside && (c == '}' || c == ']') && depth > 0) --depth;
    if (!inside && depth == 0) return script.substr(begin, i + 1 - begin);
  }
  return script.substr(begin);
}

}  // namespace

Json parse_page_json(std::string_view body) {
  if (body.size() > kMaxBodyBytes || opens_too_deep(body)) return nullptr;
  Json json = Json::parse(body, nullptr, false);
  if (json.is_discarded()) json = Json::parse(mended(body), nullptr, false);
  if (json.is_discarded()) return nullptr;
  return json;
}

Json parse_script_json(std::string_view script) {
  constexpr std::string_view kParse = "JSON.parse(\"";
  script.remove_prefix(std::min(script.find_first_not_of(" \t\r\n"), script.size()));
  if (script.starts_with('{') || script.starts_with('[')) return parse_page_json(script);
  const std::size_t call = script.find(kParse);
  const std::size_t begin = script.find_first_of("{[", script.find('='));
  if (call != std::string_view::npos && call < begin) {
    const Json text = parse_page_json(value_at(script, call + kParse.size() - 1));
    return text.is_string() ? parse_page_json(text.get_ref<const std::string&>()) : nullptr;
  }
  return begin == std::string_view::npos ? nullptr : parse_page_json(value_at(script, begin));
}

}  // namespace saola::extract
