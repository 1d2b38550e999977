#include "cli/commands.h"

namespace saola::cli {
namespace {

/// THE command table. Help and the "--help works" tests follow from it.
constexpr Command kCommands[] = {
    {"init", "lay out a workspace", set_up_init},
    {"crawl", "poll the doors of feeds.txt and fetch new pages into the archive", set_up_crawl},
    {"feeds", "find, check, export and import the doors of feeds.txt", set_up_feeds},
    {"import", "take in .warc, .warc.gz or .jsonl files", set_up_import},
    {"index", "bring the index up to date with the archive and the lexicons", set_up_index},
    {"search", "find articles", set_up_search},
    {"count", "how many articles, over time", set_up_count},
    {"topics", "what is monitored, and why an article counts", set_up_topics},
    {"review", "decide by hand whether articles count for a topic", set_up_review},
    {"report", "write the weekly coverage files", set_up_report},
    {"nightly", "crawl, index, report: what cron runs", set_up_nightly},
    {"status", "per outlet: what was polled, seen, stored, blocked, failed", set_up_status},
    {"show", "one article and where it lies in the archive", set_up_show},
    {"extract", "what extraction makes of a page", set_up_extract},
    {"explain", "a query as understood: text, tree, Xapian", set_up_explain},
    {"fields", "the table of fields", set_up_fields},
    {"text", "the text analysis as a filter, line by line", set_up_text},
    {"robots", "may an agent fetch these URLs, as the crawler would decide", set_up_robots},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

}  // namespace saola::cli
