#include "cli/watching.h"

#include <memory>
#include <optional>
#include <vector>

#include "crawler/page_head.h"
#include "query/definitions.h"
#include "text/analyze.h"
#include "text/lexicon.h"

namespace saola::cli {
namespace {

class Watch {
 public:
  explicit Watch(const std::vector<text::Lexicon>& lexicons) : matcher_(lexicons) {}

  bool names_something(std::string_view text) {
    matches_.clear();
    matcher_.match(analyzer_.analyze(text), matches_);
    return !matches_.empty();
  }

 private:
  text::LexiconMatcher matcher_;
  text::Analyzer analyzer_;
  std::vector<text::LexiconMatch> matches_;
};

}  // namespace

crawler::IsWatched make_watch(const Workspace& workspace, const Env& env) {
  query::Definitions definitions = query::load_definitions({}, workspace.lexicons());
  for (const Error& problem : definitions.problems) env.log.warn(problem);
  std::erase_if(definitions.lexicons,
                [](const text::Lexicon& lexicon) { return !lexicon.revisit; });
  if (definitions.lexicons.empty()) return {};
  // A std::function has to be copyable, the matcher is not: its copies share one.
  auto watch = std::make_shared<Watch>(definitions.lexicons);
  return [watch](std::string_view title, std::string_view lead) {
    return watch->names_something(title) || watch->names_something(lead);
  };
}

store::RevisitPlan make_revisit_plan(const Workspace& workspace, const Env& env) {
  auto watch = std::make_shared<std::optional<crawler::IsWatched>>();
  return {env.clock(), [&workspace, &env, watch](const store::FoundPage& page) {
            if (!*watch) *watch = make_watch(workspace, env);
            const crawler::PageHead head =
                crawler::title_and_lead(page.title, page.summary, page.body, page.content_type);
            return **watch && (**watch)(head.title, head.description);
          }};
}

}  // namespace saola::cli
