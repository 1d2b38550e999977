// `saola topics list | show ID | check | explain ID DOC | near ID`

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/options.h"
#include "query/explain.h"
#include "query/near_misses.h"
#include "query/topic.h"

namespace saola::cli {
namespace {

constexpr const char* kFormats = "text, csv, json";

struct ListOptions {
  FormatWords format;
};

void add_list_options(CLI::App& app, ListOptions& options) {
  add_format(app, options.format, kFormats);
}

Result<void> run_list(const ListOptions& options, Env& env) {
  const auto output = make_output(options.format, kFormats, env);
  if (!output) return pass_on(output);
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  return query::list_topics(load_definitions(*workspace, env), **output);
}

struct ShowOptions {
  std::string id;
};

void add_show_options(CLI::App& app, ShowOptions& options) {
  app.add_option("ID", options.id, "a topic")->required();
}

Result<void> run_show(const ShowOptions& options, Env& env) {
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  return query::show_topic(load_definitions(*workspace, env), options.id, env.out);
}

struct NoOptions {};
void add_nothing(CLI::App&, NoOptions&) {}

/// Every problem of every file is told before the check fails, so that one run is enough to mend them all.
Result<void> run_check(const NoOptions&, Env& env) {
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  auto definitions = query::load_definitions(workspace->topics(), workspace->lexicons());
  query::add_reviews(definitions, workspace->reviews());
  std::vector<Error> problems = definitions.problems;
  std::size_t examples = 0;
  for (const query::Topic& topic : definitions.topics) {
    const auto found = query::check_topic(topic, definitions);
    problems.insert(problems.end(), found.begin(), found.end());
    examples += topic.examples.size();
  }
  for (const Error& problem : problems) env.log.error(problem);
  if (!problems.empty()) {
    return fail(Code::bad_input, fmt::format("{} problems in topics and lexicons", problems.size()),
                "each line above names its file and line");
  }
  env.out << fmt::format(
      "{} topics and {} lexicons are sound; {} examples come out as they should\n",
      definitions.topics.size(), definitions.lexicons.size(), examples);
  return {};
}

struct ExplainOptions {
  std::string id;
  std::string document;
};

void add_explain_options(CLI::App& app, ExplainOptions& options) {
  app.add_option("ID", options.id, "a topic")->required();
  app.add_option("DOC", options.document, "an article's id, as search shows it")->required();
}

Result<void> run_explain(const ExplainOptions& options, Env& env) {
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  const auto definitions = load_definitions(*workspace, env);
  return query::explain_document(options.id, options.document, {workspace->index(), definitions},
                                 env.out);
}

struct NearWords {
  std::string id;
  query::FilterWords filters;
  std::size_t limit = 20;
  FormatWords format;
};

void add_near_options(CLI::App& app, NearWords& options) {
  app.add_option("ID", options.id, "a topic")->required();
  add_filters(app, options.filters);
  app.add_option("--limit", options.limit, "articles at most; 0: all")->capture_default_str();
  add_format(app, options.format, kFormats);
}

Result<void> run_near(const NearWords& options, Env& env) {
  const auto filters = query::make_filters(options.filters);
  if (!filters) return pass_on(filters);
  const auto output = make_output(options.format, kFormats, env);
  if (!output) return pass_on(output);
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  const auto definitions = load_definitions(*workspace, env, options.filters.live);
  const auto summary = query::near_misses({options.id, *filters, options.limit},
                                          {workspace->index(), definitions}, **output);
  if (!summary) return pass_on(summary);
  for (const std::string& note : summary->notes) env.log.note("note: " + note);
  return {};
}

}  // namespace

void set_up_topics(CLI::App& app, Action& chosen) {
  app.require_subcommand(1);
  set_up_command(*app.add_subcommand("list", "all topics with their versions"), chosen,
                 add_list_options, run_list);
  set_up_command(*app.add_subcommand("show", "one topic: purpose, query, examples"), chosen,
                 add_show_options, run_show);
  set_up_command(
      *app.add_subcommand("check", "are all topics and lexicons sound, and their examples right"),
      chosen, add_nothing, run_check);
  set_up_command(*app.add_subcommand("explain", "why an article counts for a topic, or why not"),
                 chosen, add_explain_options, run_explain);
  set_up_command(*app.add_subcommand("near", "the articles that a topic just does not count"),
                 chosen, add_near_options, run_near);
}

}  // namespace saola::cli
