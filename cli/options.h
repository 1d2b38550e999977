// cli/options.h
//
// Options that several commands share: one function each, so that they mean and read the same everywhere.

#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/env.h"
#include "query/filters.h"
#include "query/output.h"

namespace saola::cli {

/// --since, --until, --outlet, --lang, --topic, --live, --tz
void add_filters(CLI::App& app, query::FilterWords& words);

/// --live alone, for commands without filters.
void add_live(CLI::App& app, bool& live);

/// How answers are written, as typed.
struct FormatWords {
  std::string format = "text";
  bool no_bom = false;
};

/// --format (one of `known`), --no-bom
void add_format(CLI::App& app, FormatWords& words, const std::string& known);

/// @param bars  draw them, where the text format has numbers to draw.
/// @error  Code::usage for a format that `known` (add_format) does not list.
[[nodiscard]] Result<std::unique_ptr<query::Output>> make_output(const FormatWords& words,
                                                                 const std::string& known, Env& env,
                                                                 bool bars = false);

/// QUERY, as one argument or several words. A query that begins with - comes after --.
void add_query(CLI::App& app, std::vector<std::string>& words);

/// The words of a query with one space between.
[[nodiscard]] std::string joined(const std::vector<std::string>& words);

}  // namespace saola::cli
