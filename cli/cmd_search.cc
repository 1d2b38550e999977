#include <fmt/format.h>

#include <cmath>

#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/options.h"
#include "query/search.h"

namespace saola::cli {
namespace {

constexpr const char* kFormats = "text, json, csv, urls";

struct Options {
  std::vector<std::string> query;
  query::FilterWords filters;
  FormatWords format;
  std::size_t limit = 20;
  std::size_t skip = 0;
  bool collapse = false;
  double recent = 0;
  std::string sort = "rank";
};

void add_options(CLI::App& app, Options& options) {
  add_query(app, options.query);
  add_filters(app, options.filters);
  app.add_option("--limit", options.limit, "articles at most; 0: all")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{0}, std::size_t{1'000'000'000}))
      ->capture_default_str();
  app.add_option("--skip", options.skip, "articles of the order before the first shown")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{0}, std::size_t{1'000'000'000}));
  app.add_flag("--collapse", options.collapse, "leave out copies of articles shown before them");
  app.add_option("--recent", options.recent,
                 "with --sort rank: halve an article's score for every so many days of its age")
      ->type_name("DAYS")
      ->check(CLI::Range(0.01, 1'000'000.0));
  app.add_option("--sort", options.sort, "rank, newest, oldest")
      ->type_name("S")
      ->capture_default_str();
  add_format(app, options.format, kFormats);
}

Result<void> run(const Options& options, Env& env) {
  const auto filters = query::make_filters(options.filters);
  if (!filters) return pass_on(filters);
  const auto sort = query::parse_sort(options.sort);
  if (!sort) return pass_on(sort);
  if (options.recent > 0 && *sort != query::Sort::rank) {
    return fail(Code::usage, "--recent weighs scores, and this order has none",
                "leave out --sort, or --recent");
  }
  if (std::isnan(options.recent)) return fail(Code::usage, "--recent wants a number of days");
  const auto output = make_output(options.format, kFormats, env);
  if (!output) return pass_on(output);
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  const auto definitions = load_definitions(*workspace, env, options.filters.live);
  const query::SearchOptions asked{.query = joined(options.query),
                                   .filters = *filters,
                                   .sort = *sort,
                                   .limit_articles = options.limit,
                                   .skip_articles = options.skip,
                                   .collapse_copies = options.collapse,
                                   .half_life_days = options.recent,
                                   .now = env.clock()};
  const auto summary = query::search(asked, {workspace->index(), definitions}, **output);
  if (!summary) return pass_on(summary);
  for (const std::string& note : summary->notes) env.log.note("note: " + note);
  if (summary->copies > 0) {
    env.log.note(fmt::format("{} copies of articles before them are left out", summary->copies));
  }
  if (summary->shown == 0 && summary->matches > 0) {
    env.log.note(fmt::format("--skip {} passes over all {} articles", options.skip,
                             summary->matches - summary->copies));
  } else if (summary->shown + summary->copies < summary->matches) {
    env.log.note(
        fmt::format("{} of {} articles; --limit 0 shows all", summary->shown, summary->matches));
  }
  return {};
}

}  // namespace

void set_up_search(CLI::App& app, Action& chosen) { set_up_command(app, chosen, add_options, run); }

}  // namespace saola::cli
