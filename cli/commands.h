// cli/commands.h
//
// What each cmd_NAME.cc gives to the command table.

#pragma once

#include "cli/command.h"

namespace saola::cli {

void set_up_init(CLI::App& app, Action& chosen);
void set_up_crawl(CLI::App& app, Action& chosen);
void set_up_feeds(CLI::App& app, Action& chosen);
void set_up_import(CLI::App& app, Action& chosen);
void set_up_index(CLI::App& app, Action& chosen);
void set_up_search(CLI::App& app, Action& chosen);
void set_up_count(CLI::App& app, Action& chosen);
void set_up_topics(CLI::App& app, Action& chosen);
void set_up_review(CLI::App& app, Action& chosen);
void set_up_report(CLI::App& app, Action& chosen);
void set_up_nightly(CLI::App& app, Action& chosen);
void set_up_status(CLI::App& app, Action& chosen);
void set_up_show(CLI::App& app, Action& chosen);
void set_up_extract(CLI::App& app, Action& chosen);
void set_up_explain(CLI::App& app, Action& chosen);
void set_up_fields(CLI::App& app, Action& chosen);
void set_up_text(CLI::App& app, Action& chosen);
void set_up_robots(CLI::App& app, Action& chosen);

}  // namespace saola::cli
