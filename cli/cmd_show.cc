#include <fmt/format.h>

#include <ostream>

#include "base/printable.h"
#include "cli/commands.h"
#include "cli/workspace.h"
#include "query/said.h"
#include "store/archive.h"
#include "store/http_message.h"
#include "store/index_db.h"

namespace saola::cli {
namespace {

struct Options {
  std::string document;
  bool html = false;
  bool text = false;
  bool headers = false;
};

void add_options(CLI::App& app, Options& options) {
  app.add_option("DOC", options.document, "an article's id, as search shows it")->required();
  auto* html = app.add_flag("--html", options.html, "the page as archived");
  auto* text = app.add_flag("--text", options.text, "only the text");
  auto* headers =
      app.add_flag("--headers", options.headers, "the archived record's and response's headers");
  html->excludes(text);
  html->excludes(headers);
  text->excludes(headers);
}

Result<store::StoredArticle> find_article(const Workspace& workspace, const std::string& id) {
  auto index = store::open_index(workspace.index());
  if (!index) return pass_on(index);
  const auto found = store::find_document(*index, id);
  if (!found) return pass_on(found);
  if (!*found) {
    return fail(Code::not_found,
                fmt::format("there is no article \"{}\" in the index", printable(id)),
                "`saola search --format csv` shows the ids in its first column");
  }
  const auto document =
      store::xapian_try("the index", [&] { return index->get_document(**found); });
  if (!document) return pass_on(document);
  return store::stored_article(*document);
}

void print_line(std::ostream& out, std::string_view name, std::string_view value) {
  if (!value.empty()) out << fmt::format("{:<15} {}\n", name, printable(value));
}

std::string time_line(const std::optional<Timestamp>& time, std::string_view from) {
  if (!time) return "unknown: counted in no period";
  return from.empty() ? to_iso(*time) : fmt::format("{} ({})", to_iso(*time), from);
}

void print_article(const store::StoredArticle& stored, std::ostream& out) {
  const store::Article& article = stored.article;
  print_line(out, "id", article.id);
  print_line(out, "url", article.url);
  if (article.canonical_url != article.url) print_line(out, "canonical url", article.canonical_url);
  print_line(out, "outlet", article.outlet);
  print_line(out, "section", article.section);
  print_line(out, "author", article.author);
  print_line(out, "published", time_line(article.published, article.published_from));
  if (article.modified) print_line(out, "modified", to_iso(*article.modified));
  print_line(out, "language", article.language);
  print_line(out, "dateline", article.dateline);
  print_line(out, "credit", article.credit);
  print_line(out, "archive",
             fmt::format("{} at byte {}", stored.archive_file, stored.archive_offset));
  print_line(out, "title", article.title);
  for (const query::SaidNumber& number : query::numbers_said(article)) {
    out << fmt::format("{:<15} {}: {}\n", "number", number.value, number.sentence);
  }
  out << "\n" << printable_lines(article.text) << "\n";
}

/// Raw bytes into a file or a pipe; on a terminal made printable, because a page is hostile.
void print_raw(std::string_view bytes, const Env& env) {
  env.out << (env.out_is_terminal ? printable_lines(bytes) : std::string(bytes));
}

void print_headers(const store::WarcRecord& record, Env& env) {
  env.out << "WARC/" << printable(record.version) << "\n";
  for (const auto& [name, value] : record.headers) {
    env.out << printable(name) << ": " << printable(value) << "\n";
  }
  const auto response = store::parse_http_response(record.block);
  if (!response) return;
  env.out << "\n" << printable(response->start_line) << "\n";
  for (const auto& [name, value] : response->headers) {
    env.out << printable(name) << ": " << printable(value) << "\n";
  }
}

Result<void> print_page(const store::WarcRecord& record, Env& env) {
  const auto response = store::parse_http_response(record.block);
  if (!response) {  // an imported article: the archive holds its JSON
    print_raw(record.block, env);
    return {};
  }
  const auto body = store::http_body(*response);
  if (!body) return pass_on(body);
  print_raw(*body, env);
  return {};
}

Result<void> run(const Options& options, Env& env) {
  const auto workspace = find_workspace(env);
  if (!workspace) return pass_on(workspace);
  const auto stored = find_article(*workspace, options.document);
  if (!stored) return pass_on(stored);
  if (options.text) {
    env.out << printable_lines(stored->article.text) << "\n";
    return {};
  }
  if (!options.html && !options.headers) {
    print_article(*stored, env.out);
    return {};
  }
  const auto entry =
      store::Archive(workspace->archive()).read(stored->archive_file, stored->archive_offset);
  if (!entry) return pass_on(entry);
  if (options.html) return print_page(entry->record, env);
  print_headers(entry->record, env);
  return {};
}

}  // namespace

void set_up_show(CLI::App& app, Action& chosen) { set_up_command(app, chosen, add_options, run); }

}  // namespace saola::cli
