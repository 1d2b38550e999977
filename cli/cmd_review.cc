// `saola review TOPIC [QUERY]`: people's decisions, one after the other or one by its id.

#include <fmt/format.h>

#include <cstdlib>
#include <istream>
#include <ostream>

#include "cli/commands.h"
#include "cli/opened.h"
#include "cli/options.h"
#include "query/asking.h"
#include "query/explain.h"
#include "query/search.h"

namespace saola::cli {
namespace {

struct Options {
  std::string topic;
  std::vector<std::string> query;
  query::FilterWords filters;
  std::string document;
  bool yes = false;
  bool no = false;
  std::string note;
  std::string who;
  std::size_t limit = 20;
};

void add_options(CLI::App& app, Options& options) {
  app.add_option("TOPIC", options.topic, "a topic")->required();
  app.add_option("QUERY", options.query,
                 "the articles to be asked about (else: all that the topic counts)");
  add_filters(app, options.filters);
  app.add_option("--doc", options.document, "decide on this one article, without being asked")
      ->type_name("DOC");
  auto* yes = app.add_flag("--yes", options.yes, "with --doc: it counts")->needs("--doc");
  app.add_flag("--no", options.no, "with --doc: it does not count")->needs("--doc")->excludes(yes);
  app.add_option("--note", options.note, "with --doc: why")->needs("--doc");
  app.add_option("--who", options.who, "your name (else $USER)");
  app.add_option("--limit", options.limit, "articles at most; 0: all")->capture_default_str();
}

/// The ids of what a search finds.
class Ids : public query::Output {
 public:
  void begin(const query::Columns&) override {}
  void row(const std::vector<query::Value>& values) override {
    ids.push_back(std::get<std::string>(values.front()));
  }
  Result<void> end() override { return {}; }
  bool shows(std::string_view) const override { return false; }

  std::vector<std::string> ids;
};

std::string name_of_user(const Options& options) {
  if (!options.who.empty()) return options.who;
  const char* user = std::getenv("USER");
  return user == nullptr ? "" : user;
}

/// One person at work: asks, and writes each answer down at once.
class Reviewer {
 public:
  Reviewer(const Options& options, const Workspace& workspace,
           const query::Definitions& definitions, Env& env)
      : options_(options), workspace_(workspace), definitions_(definitions), env_(env) {}

  Result<void> decide(const std::string& document, bool counts, const std::string& note) {
    const query::Review review{
        document, options_.topic, counts, name_of_user(options_), to_iso(env_.clock()), note};
    if (auto written = query::append_review(workspace_.reviews(), review); !written) return written;
    ++(counts ? yes_ : no_);
    return {};
  }

  Result<void> ask_all(const std::vector<std::string>& documents) {
    for (std::size_t i = 0; i < documents.size() && !env_.stop; ++i) {
      env_.out << fmt::format("{} of {}\n", i + 1, documents.size());
      const query::Sources sources{workspace_.index(), definitions_};
      auto shown = query::explain_document(options_.topic, documents[i], sources, env_.out,
                                           query::Detail::brief);
      if (!shown) return shown;
      const std::string word = answer("does it count? yes, no, skip, quit: ");
      if (word == "q" || word == "quit") break;
      if (word != "yes" && word != "no") continue;
      const std::string note = answer("note, or nothing: ");
      if (auto decided = decide(documents[i], word == "yes", note); !decided) return decided;
    }
    return {};
  }

  void sum_up() const {
    env_.out << fmt::format("decisions written to {}: {} yes, {} no\n",
                            workspace_.reviews().string(), yes_, no_);
  }

 private:
  /// One line of standard input; "quit" at its end. One letter says what its word says.
  std::string answer(std::string_view question) {
    env_.out << question << std::flush;
    std::string line;
    if (!std::getline(env_.in, line)) return "quit";
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line == "y") return "yes";
    if (line == "n") return "no";
    return line;
  }

  const Options& options_;
  const Workspace& workspace_;
  const query::Definitions& definitions_;
  Env& env_;
  std::size_t yes_ = 0;
  std::size_t no_ = 0;
};

/// The articles to be asked about: newest first, without those decided before.
Result<std::vector<std::string>> waiting(const Options& options, const query::Filters& filters,
                                         const query::Sources& sources) {
  std::string query = joined(options.query);
  if (query.empty()) query = "topic:" + options.topic;
  Ids found;
  const query::SearchOptions asked{query, filters, query::Sort::newest, 0};
  const auto summary = query::search(asked, sources, found);
  if (!summary) return pass_on(summary);
  std::vector<std::string> ids;
  for (std::string& id : found.ids) {
    if (options.limit != 0 && ids.size() == options.limit) break;
    const bool is_decided =
        query::find_review(sources.definitions.reviews, options.topic, id) != nullptr;
    if (!is_decided) ids.push_back(std::move(id));
  }
  return ids;
}

Result<void> run(const Options& options, Env& env) {
  const auto filters = query::make_filters(options.filters);
  if (!filters) return pass_on(filters);
  if (!options.document.empty() && !options.yes && !options.no) {
    return fail(Code::usage, "--doc wants a decision", "add --yes or --no");
  }
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  const auto definitions = load_definitions(*workspace, env, options.filters.live);
  if (query::find_topic(definitions, options.topic) == nullptr) {
    return tl::unexpected<Error>(query::unknown_topic(definitions, options.topic));
  }
  const query::Sources sources{workspace->index(), definitions};
  Reviewer reviewer(options, *workspace, definitions, env);
  Result<void> done;
  if (options.document.empty()) {
    const auto documents = waiting(options, *filters, sources);
    if (!documents) return pass_on(documents);
    done = reviewer.ask_all(*documents);
  } else {
    // Also shows that there is such an article.
    done = query::explain_document(options.topic, options.document, sources, env.out,
                                   query::Detail::brief);
    if (done) done = reviewer.decide(options.document, options.yes, options.note);
  }
  if (!done) return done;
  reviewer.sum_up();
  return {};
}

}  // namespace

void set_up_review(CLI::App& app, Action& chosen) { set_up_command(app, chosen, add_options, run); }

}  // namespace saola::cli
