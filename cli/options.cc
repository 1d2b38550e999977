#include "cli/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace saola::cli {
namespace {

bool is_listed(const std::string& name, const std::string& known) {
  return (", " + known + ", ").find(", " + name + ", ") != std::string::npos;
}

// https://no-color.org: set and not empty.
bool is_color_unwanted() {
  const char* value = std::getenv("NO_COLOR");
  return value != nullptr && *value != '\0';
}

const CLI::Validator kNotEmpty(
    [](const std::string& value) {
      return value.empty() ? std::string("is empty") : std::string();
    },
    "");

}  // namespace

void add_filters(CLI::App& app, query::FilterWords& words) {
  const std::string period = "2018, 2018-10, 2018-W41 or 2018-10-06";
  app.add_option("--since", words.since, "published from the start of this period on: " + period)
      ->type_name("D")
      ->check(kNotEmpty);
  app.add_option("--until", words.until, "published up to the end of this period: " + period)
      ->type_name("D")
      ->check(kNotEmpty);
  app.add_option("--outlet", words.outlets, "only this outlet; may be given several times")
      ->type_name("O")
      ->check(kNotEmpty)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--lang", words.languages, "only this language: vi, en, other")
      ->type_name("L")
      ->check(kNotEmpty)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--topic", words.topics, "only this topic; may be given several times")
      ->type_name("ID")
      ->check(kNotEmpty)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  add_live(app, words.live);
  app.add_option("--tz", words.tz, "the zone in which days, weeks and months are cut")
      ->type_name("ZONE")
      ->capture_default_str();
}

void add_live(CLI::App& app, bool& live) {
  app.add_flag("--live", live,
               "ask topics as their files stand now, not as the index was made (slower)");
}

void add_format(CLI::App& app, FormatWords& words, const std::string& known) {
  app.add_option("--format", words.format, "one of " + known)
      ->type_name("F")
      ->capture_default_str();
  app.add_flag("--no-bom", words.no_bom, "CSV without the byte-order mark that Excel wants");
}

Result<std::unique_ptr<query::Output>> make_output(const FormatWords& words,
                                                   const std::string& known, Env& env, bool bars) {
  const auto format = query::parse_format(words.format);
  if (!format || !is_listed(words.format, known)) {
    return fail(Code::usage, fmt::format("--format {}: no such format here", words.format),
                "one of " + known);
  }
  return query::make_output({.format = *format,
                             .byte_order_mark = !words.no_bom,
                             .bars = bars,
                             .bold = env.out_is_terminal && !is_color_unwanted()},
                            env.out);
}

void add_query(CLI::App& app, std::vector<std::string>& words) {
  app.add_option("QUERY", words,
                 "words, \"phrases\", AND OR NOT -word (...) title: @lexicon; none: every article");
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

}  // namespace saola::cli
