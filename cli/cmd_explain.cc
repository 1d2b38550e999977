#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/options.h"
#include "query/explain.h"

namespace saola::cli {
namespace {

struct Options {
  std::vector<std::string> query;
  std::string article;
  bool live = false;
};

void add_options(CLI::App& app, Options& options) {
  add_query(app, options.query);
  app.add_option("--article", options.article, "why the query finds this article, or not")
      ->type_name("ID");
  add_live(app, options.live);
}

Result<void> run(const Options& options, Env& env) {
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  const auto definitions = load_definitions(*workspace, env, options.live);
  if (!options.article.empty()) {
    return query::explain_article(joined(options.query), options.article,
                                  {workspace->index(), definitions}, env.out);
  }
  return query::explain_query(joined(options.query), {workspace->index(), definitions}, env.out);
}

}  // namespace

void set_up_explain(CLI::App& app, Action& chosen) {
  set_up_command(app, chosen, add_options, run);
}

}  // namespace saola::cli
