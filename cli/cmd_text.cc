// `saola text canonical | fold | tokens | decode | lexicon | language`: the analysis as a filter, line by line.

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <iterator>

#include "cli/commands.h"
#include "cli/opened.h"
#include "text/analyze.h"
#include "text/canonical.h"
#include "text/charset.h"
#include "text/language.h"

namespace saola::cli {
namespace {

struct NoOptions {};
void add_nothing(CLI::App&, NoOptions&) {}

/// How many lines of output one of input may become.
enum class Lines { one, many };

/// Writes what `change` makes of each line of the input.
template <typename Change>
Result<void> filter_lines(Env& env, Change change, Lines lines = Lines::one) {
  std::string line;
  while (std::getline(env.in, line)) {
    if (env.stop) return fail(Code::cancelled, "stopped");
    if (line.ends_with('\r')) line.pop_back();  // a file from Windows
    std::string changed(change(line));
    if (lines == Lines::one) std::replace(changed.begin(), changed.end(), '\n', ' ');
    env.out << changed << "\n";
  }
  return {};
}

Result<void> run_canonical(const NoOptions&, Env& env) {
  return filter_lines(env, [](const std::string& line) { return text::canonical_form(line); });
}

Result<void> run_fold(const NoOptions&, Env& env) {
  return filter_lines(env, [](const std::string& line) { return text::fold(line); });
}

Result<void> run_language(const NoOptions&, Env& env) {
  return filter_lines(env, [](const std::string& line) { return text::detect_language(line); });
}

struct TokenOptions {
  bool details = false;
};

void add_token_options(CLI::App& app, TokenOptions& options) {
  app.add_flag("--details", options.details,
               "one token a line: exact, folded, first and last byte, sentence, paragraph");
}

std::string token_lines(std::span<const text::Token> tokens) {
  std::string out;
  for (const text::Token& token : tokens) {
    out += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\n", token.exact, token.folded, token.span.begin,
                       token.span.end, token.sentence, token.paragraph);
  }
  return out;
}

std::string token_words(std::span<const text::Token> tokens) {
  std::string out;
  for (const text::Token& token : tokens) {
    if (!out.empty()) out += ' ';
    out += token.exact;
  }
  return out;
}

Result<void> run_tokens(const TokenOptions& options, Env& env) {
  text::Analyzer analyzer;
  return filter_lines(
      env,
      [&](const std::string& line) {
        const auto tokens = analyzer.analyze(line);
        return options.details ? token_lines(tokens) : token_words(tokens);
      },
      options.details ? Lines::many : Lines::one);
}

struct DecodeOptions {
  std::string from;
};

void add_decode_options(CLI::App& app, DecodeOptions& options) {
  app.add_option(
         "--from", options.from,
         "utf-8, utf-16le, utf-16be, windows-1258, tcvn3, vni, viscii, vps, ...; none: detect")
      ->type_name("CHARSET");
}

tl::unexpected<Error> unknown_charset(const std::string& name) {
  return fail(
      Code::usage, fmt::format("unknown charset \"{}\"", name),
      "one of utf-8, utf-16le, utf-16be, windows-1258, windows-1252, tcvn3, vni, viscii, vps");
}

/// UTF-16 has no bytes that end a line: such input is one text.
bool is_utf16(const std::string& from, std::string_view bytes) {
  const bool has_mark = bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff");
  return from.starts_with("utf-16") || (from.empty() && has_mark);
}

/// Each line by itself: a file may hold lines of several encodings.
Result<void> run_decode(const DecodeOptions& options, Env& env) {
  const auto decode = [&options](std::string_view bytes) {
    return options.from.empty() ? text::decode(bytes) : text::decode_from(bytes, options.from);
  };
  if (decode("").charset.empty()) return unknown_charset(options.from);
  const std::string bytes(std::istreambuf_iterator<char>(env.in), {});
  if (is_utf16(options.from, bytes)) {
    env.out << text::display_form(decode(bytes).utf8);
    return {};
  }
  for (std::string_view rest = bytes; !rest.empty();) {
    const auto end = rest.find('\n');
    env.out << text::display_form(decode(rest.substr(0, end)).utf8) << "\n";
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return {};
}

struct LexiconOptions {
  std::string name;
};

void add_lexicon_options(CLI::App& app, LexiconOptions& options) {
  app.add_option("NAME", options.name, "a lexicon of the workspace")->required();
}

std::string match_lines(std::string_view line, std::span<const text::Token> tokens,
                        std::span<const text::LexiconMatch> matches, const text::Lexicon& lexicon) {
  std::string out;
  for (const text::LexiconMatch& match : matches) {
    const auto begin = tokens[match.first].span.begin;
    const auto end = tokens[match.last - 1].span.end;
    if (!out.empty()) out += '\t';
    out += lexicon.entries[match.entry].id + "=" + std::string(line.substr(begin, end - begin));
  }
  return out;
}

Result<void> run_lexicon(const LexiconOptions& options, Env& env) {
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  const auto definitions = load_definitions(*workspace, env);
  const text::Lexicon* lexicon = query::find_lexicon(definitions, options.name);
  if (lexicon == nullptr) {
    return fail(Code::not_found,
                fmt::format("there is no lexicon \"{}\" in {}", options.name,
                            workspace->lexicons().string()),
                "the file names in lexicons/ are the names");
  }
  const text::LexiconMatcher matcher(std::span(lexicon, 1));
  text::Analyzer analyzer;
  std::vector<text::LexiconMatch> matches;
  return filter_lines(env, [&](const std::string& line) {
    const auto tokens = analyzer.analyze(line);
    matches.clear();
    matcher.match(tokens, matches);
    return match_lines(line, tokens, matches, *lexicon);
  });
}

}  // namespace

void set_up_text(CLI::App& app, Action& chosen) {
  app.require_subcommand(1);
  set_up_command(
      *app.add_subcommand("canonical", "the form in which equal things are written the same"),
      chosen, add_nothing, run_canonical);
  set_up_command(*app.add_subcommand("fold", "without case, tone and diacritics"), chosen,
                 add_nothing, run_fold);
  set_up_command(*app.add_subcommand("tokens", "the terms of each line"), chosen, add_token_options,
                 run_tokens);
  set_up_command(*app.add_subcommand("decode", "bytes in any charset to UTF-8"), chosen,
                 add_decode_options, run_decode);
  set_up_command(*app.add_subcommand("lexicon", "which entries of a lexicon each line holds"),
                 chosen, add_lexicon_options, run_lexicon);
  set_up_command(*app.add_subcommand("language", "vi, en or other for each line"), chosen,
                 add_nothing, run_language);
}

}  // namespace saola::cli
