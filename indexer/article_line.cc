#include "indexer/article_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/digest.h"
#include "base/url.h"
#include "base/utf8.h"
#include "store/terms.h"
#include "text/canonical.h"
#include "text/language.h"
#include "text/lead_tail.h"
#include "text/repair.h"

namespace saola::indexer {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxIdBytes = 2'000;  // as long as a URL may sensibly be
constexpr std::size_t kMaxTitleBytes =
    10'000;  // far beyond any headline; longer is text in the wrong key
constexpr std::ptrdiff_t kMaxNesting = 64;  // an article is flat; room for what others add

constexpr std::array<std::pair<const char*, const char*>, 2> kAliases{
    {{"date", "published"}, {"site", "outlet"}}};

bool is_opening(char c) { return c == '[' || c == '{'; }

// How deep brackets are nested outside strings.
std::ptrdiff_t nesting_of(std::string_view json) {
  std::ptrdiff_t depth = 0;
  std::ptrdiff_t deepest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string && c == '\\') ++i;
    if (c == '"') in_string = !in_string;
    if (in_string) continue;
    if (is_opening(c)) deepest = std::max(deepest, ++depth);
    if ((c == ']' || c == '}') && depth > 0) --depth;
  }
  return deepest;
}

// The library writes nested values by recursion, so depth from outside must have an end. With so few brackets a line cannot
// be too deep, wherever they stand.
bool is_too_deep(std::string_view json) {
  const auto opening = std::count_if(json.begin(), json.end(), is_opening);
  return opening > kMaxNesting && nesting_of(json) > kMaxNesting;
}

// Whether it is UTF-8 throughout the library finds out as well; it takes a NUL for the end of the line.
Result<Json> parse_json(std::string_view line) {
  if (const auto nul = line.find('\0'); nul != std::string_view::npos) {
    return fail(Code::bad_input, fmt::format("not JSON from byte {} on: a NUL", nul + 1),
                "each line must be one whole JSON object");
  }
  if (is_too_deep(line)) {
    return fail(Code::bad_input, fmt::format("nested deeper than {} levels", kMaxNesting));
  }
  try {
    Json object = Json::parse(line);
    if (object.is_object()) return object;
    return fail(Code::bad_input, "not a JSON object", "each line is one {\"title\": ...}");
  } catch (const Json::parse_error& error) {
    if (const auto bad = find_bad_utf8(line)) {
      return fail(Code::bad_utf8, fmt::format("not UTF-8 at byte {}", *bad + 1),
                  "convert the file to UTF-8 first (`saola text decode`)");
    }
    return fail(Code::bad_input, fmt::format("not JSON from byte {} on", error.byte),
                "each line must be one whole JSON object");
  } catch (const Json::out_of_range&) {
    return fail(Code::bad_input, "a number is too large", "no number beyond 1.7e308 can be read");
  }
}

void rename_aliases(Json& object) {
  for (const auto& [alias, name] : kAliases) {
    auto found = object.find(alias);
    if (found == object.end() || !found->is_string()) continue;
    const bool absent = !object.contains(name) || object[name].is_null();
    if (!absent) continue;
    object[name] = *found;
    object.erase(alias);
  }
}

// The string under `key` as it stands there; empty when it is absent or null.
Result<std::string> string_of(const Json& object, const char* key) {
  auto found = object.find(key);
  if (found == object.end() || found->is_null()) return std::string();
  if (!found->is_string()) {
    return fail(Code::bad_input, fmt::format("\"{}\" is not a string", key));
  }
  return found->get<std::string>();
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\f\v";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// Every line that is not blank is a paragraph; one blank line between two.
std::string paragraphs(std::string_view text) {
  std::string joined;
  for (auto at = text.begin(); at != text.end();) {
    const auto end = std::find_if(at, text.end(), [](char c) { return c == '\n' || c == '\r'; });
    const std::string_view line = trimmed({at, end});
    at = end == text.end() ? end : end + 1;
    if (line.empty()) continue;
    if (!joined.empty()) joined += "\n\n";
    joined += line;
  }
  return joined;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// A text of one line.
std::string one_line(std::string_view text) {
  std::string line(trimmed(text));
  for (char& c : line) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  return line;
}

Result<void> read_texts(const Json& object, store::Article& article) {
  const std::array<std::pair<const char*, std::string*>, 8> fields{{
      {"title", &article.title},
      {"text", &article.text},
      {"lead", &article.lead},
      {"url", &article.url},
      {"outlet", &article.outlet},
      {"language", &article.language},
      {"author", &article.author},
      {"section", &article.section},
  }};
  for (const auto& [key, value] : fields) {
    auto text = string_of(object, key);
    if (!text) return pass_on(text);
    const bool is_name = value == &article.url;  // of something elsewhere: not ours to mend
    if (auto mended = is_name ? std::nullopt : text::repair(*text)) *text = std::move(*mended);
    const std::string shown = text::display_form(*text);
    *value = value == &article.text ? paragraphs(shown) : one_line(shown);
  }
  if (article.title.empty()) return fail(Code::bad_input, "no \"title\"");
  if (article.text.empty()) return fail(Code::bad_input, "no \"text\"");
  if (article.title.size() > kMaxTitleBytes) {
    return fail(Code::bad_input, fmt::format("the title has {} bytes, the limit is {}",
                                             article.title.size(), kMaxTitleBytes));
  }
  return {};
}

Result<void> read_url(store::Article& article) {
  if (article.url.empty()) return {};
  auto url = parse_url(article.url);
  if (!url) return pass_on(url, "\"url\"");
  article.canonical_url = canonical_url(*url).str();
  if (article.outlet.empty()) article.outlet = registrable_domain(url->host);
  return {};
}

// A slip of the pen in a year would stretch every table of weeks by centuries.
constexpr Instant kOldest{std::chrono::sys_days(std::chrono::year(1900) / 1 / 1)};
constexpr Instant kNewest{std::chrono::sys_days(std::chrono::year(2200) / 1 / 1)};

Result<void> read_time(const Json& object, store::Article& article) {
  auto text = string_of(object, "published");
  if (!text) return pass_on(text);
  if (trimmed(*text).empty()) return {};
  auto time = parse_iso(trimmed(*text), kHomeOffset);
  if (!time) return pass_on(time, "\"published\"");
  if (time->utc < kOldest || time->utc >= kNewest) {
    return fail(Code::bad_input,
                fmt::format("\"published\": {} is no date of a news article", to_iso(*time)),
                "years from 1900 to 2199 are taken");
  }
  article.published = *time;
  article.published_from = "import";
  return {};
}

// An id is kept to the byte: it is somebody's name for the article, not text.
Result<void> read_id(const Json& object, store::Article& article) {
  auto found = object.find("id");
  if (found != object.end() && !found->is_null()) {
    if (found->is_number_integer()) {
      article.id = found->dump();
    } else if (found->is_string()) {
      article.id = found->get<std::string>();
    } else {
      return fail(Code::bad_input, "\"id\" is neither a string nor a whole number");
    }
  }
  if (article.id.size() > kMaxIdBytes || has_control(article.id)) {
    return fail(
        Code::bad_input,
        fmt::format("\"id\" is longer than {} bytes or holds a control character", kMaxIdBytes));
  }
  if (!article.id.empty()) return {};
  article.id = article.canonical_url.empty() ? short_id(article.title + "\n" + article.text)
                                             : short_id(article.canonical_url);
  return {};
}

void complete(store::Article& article) {
  article.outlet = store::lower_ascii(article.outlet);
  article.language = store::lower_ascii(article.language);
  if (article.language.empty()) {
    article.language = text::detect_language(article.text);
  } else if (article.language != "vi" && article.language != "en") {
    article.language = "other";
  }
  const text::LeadTail around = text::split_lead_tail(article.text);
  article.dateline = around.dateline;
  article.credit = around.credit;
}

Result<store::Article> article_of(const Json& object) {
  store::Article article;
  if (auto done = read_texts(object, article); !done) return pass_on(done);
  if (auto done = read_url(article); !done) return pass_on(done);
  if (auto done = read_time(object, article); !done) return pass_on(done);
  if (auto done = read_id(object, article); !done) return pass_on(done);
  complete(article);
  return article;
}

}  // namespace

Result<ArticleLine> parse_article_line(std::string_view line) {
  auto object = parse_json(line);
  if (!object) return pass_on(object);
  rename_aliases(*object);
  auto article = article_of(*object);
  if (!article) return pass_on(article);
  (*object)["id"] = article->id;
  return ArticleLine{std::move(*article), object->dump()};
}

Result<store::Article> parse_article(std::string_view line) {
  auto object = parse_json(line);
  if (!object) return pass_on(object);
  rename_aliases(*object);
  return article_of(*object);
}

}  // namespace saola::indexer
