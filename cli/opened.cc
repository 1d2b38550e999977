#include "cli/opened.h"

#include "cli/watching.h"
#include "store/recovery.h"

namespace saola::cli {

namespace {

query::Definitions read_definitions(const Workspace& workspace) {
  auto definitions = query::load_definitions(workspace.topics(), workspace.lexicons());
  query::add_reviews(definitions, workspace.reviews());
  return definitions;
}

Result<query::Definitions> whole(query::Definitions definitions) {
  if (!definitions.problems.empty()) return tl::unexpected<Error>(definitions.problems.front());
  return definitions;
}

}  // namespace

query::Definitions load_definitions(const Workspace& workspace, const Env& env, bool live) {
  auto definitions = read_definitions(workspace);
  for (const Error& problem : definitions.problems) env.log.warn(problem);
  definitions.live = live;
  return definitions;
}

Result<query::Definitions> load_for_index(const Workspace& workspace, const Env& env) {
  auto definitions = whole(query::load_definitions({}, workspace.lexicons()));
  if (!definitions) return definitions;
  query::TopicFolder topics = query::load_topics(workspace.topics());
  for (const Error& problem : topics.problems) env.log.warn(problem);
  definitions->topics = std::move(topics.topics);
  return definitions;
}

Result<query::Definitions> load_all_definitions(const Workspace& workspace) {
  return whole(read_definitions(workspace));
}

Result<Writing> open_for_writing(const Workspace& workspace, std::string_view command, Env& env) {
  auto lock = lock_workspace(workspace);
  if (!lock) return pass_on(lock);
  auto ledger = store::Ledger::open(workspace.ledger());
  if (!ledger) return pass_on(ledger);
  const auto recovery =
      store::recover(workspace.archive(), *ledger, make_revisit_plan(workspace, env),
                     [&env] { return env.stop.load(); });
  if (!recovery) return pass_on(recovery, "looking through the archive");
  for (const std::string& message : recovery->messages) {
    env.log.warn({Code::corrupt, message, {}});
    if (command == "nightly") env.status = 1;  // a person should look
  }
  auto ids = store::random_record_ids();
  store::ArchiveOptions options{.clock = env.clock, .ids = ids, .info = {}};
  options.software = std::string("saola/") + SAOLA_VERSION;
  auto archive = store::ArchiveWriter::open(workspace.archive(), options);
  if (!archive) return pass_on(archive);
  const auto run = ledger->begin_run(command, env.clock());
  if (!run) return pass_on(run);
  return Writing{workspace, std::move(*lock), std::move(*ledger), ids, std::move(*archive), *run};
}

void end_run(Writing& writing, const Result<void>& outcome, Env& env) {
  std::string result = "ok";
  if (env.stop) result = "cancelled";
  if (!outcome) result = "failed: " + outcome.error().message;
  const auto ended = writing.ledger.end_run(writing.run, env.clock(), result);
  if (!ended) env.log.warn(ended.error());
}

}  // namespace saola::cli
