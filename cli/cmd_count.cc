#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/options.h"
#include "query/count.h"

namespace saola::cli {
namespace {

constexpr const char* kFormats = "text, csv, json";

struct Options {
  std::vector<std::string> query;
  query::FilterWords filters;
  FormatWords format;
  std::string by;
  bool share = false;
  bool cumulative = false;
  bool bars = false;
  std::vector<std::string> compare;
};

void add_options(CLI::App& app, Options& options) {
  add_query(app, options.query);
  add_filters(app, options.filters);
  app.add_option(
         "--by", options.by,
         "dimensions, parted by commas: day, week, month, year, outlet, topic, language, section, "
         "species, product, country, province, stage, institution")
      ->type_name("DIMS");
  app.add_flag("--share", options.share,
               "add all_articles of each cell, and articles per 10,000 of them");
  app.add_flag("--cumulative", options.cumulative,
               "add the articles of all periods up to the row's");
  app.add_option("--compare", options.compare, "count two queries side by side, within QUERY")
      ->type_name("Q1 Q2")
      ->expected(2);
  app.add_flag("--bars", options.bars, "draw bars, which a terminal always gets");
  add_format(app, options.format, kFormats);
}

Result<void> run(const Options& options, Env& env) {
  const auto filters = query::make_filters(options.filters);
  if (!filters) return pass_on(filters);
  const auto by = query::parse_dimensions(options.by);
  if (!by) return pass_on(by);
  const bool bars = options.bars || env.out_is_terminal;
  const auto output = make_output(options.format, kFormats, env, bars);
  if (!output) return pass_on(output);
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  const auto definitions = load_definitions(*workspace, env, options.filters.live);
  const query::CountOptions asked{
      joined(options.query), *by, *filters, options.share, options.cumulative, options.compare};
  const auto summary = query::count(asked, {workspace->index(), definitions}, **output);
  if (!summary) return pass_on(summary);
  for (const std::string& note : summary->notes) env.log.note("note: " + note);
  if (summary->undated > 0) {
    env.log.note(
        fmt::format("note: {} undated articles are counted in no period", summary->undated));
  }
  return {};
}

}  // namespace

void set_up_count(CLI::App& app, Action& chosen) { set_up_command(app, chosen, add_options, run); }

}  // namespace saola::cli
