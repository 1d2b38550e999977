#include "query/count_question.h"

#include <fmt/format.h>

#include <algorithm>

#include "query/periods.h"
#include "query/topic_stamp.h"

namespace saola::query {

namespace {

std::vector<std::string> sorted_once(std::vector<std::string> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

Result<Wanted> wanted_fields(const CountOptions& options, const Definitions& definitions) {
  Wanted wanted;
  for (std::size_t k = 0; k < kFieldCount; ++k) {
    const Dimension dimension = kFieldDimensions[k];
    wanted.fields[k] =
        std::find(options.by.begin(), options.by.end(), dimension) != options.by.end();
    if (!wanted.fields[k] || field_of(dimension).kind != store::FieldKind::facet) continue;
    auto entries = facet_entries(field_of(dimension), definitions);
    if (!entries) return pass_on(entries);
    wanted.facets[k] = std::move(*entries);
  }
  return wanted;
}

}  // namespace

Result<void> check_count(const CountOptions& options) {
  const bool has_time = std::any_of(options.by.begin(), options.by.end(), is_time);
  if (options.cumulative && !has_time) {
    return fail(Code::usage, "--cumulative adds up over time, and --by names no time",
                "add day, week, month or year to --by");
  }
  if (options.cumulative && !options.compare.empty()) {
    return fail(Code::usage, "--cumulative and --compare do not go together",
                "count each query by itself with --cumulative");
  }
  return {};
}

Result<CountQuestion> count_question(const CountOptions& options, const Definitions& definitions,
                                     Asking& asking) {
  CountQuestion question;
  auto wanted = wanted_fields(options, definitions);
  if (!wanted) return pass_on(wanted);
  question.wanted = std::move(*wanted);
  question.wanted.time = std::any_of(options.by.begin(), options.by.end(), is_time);
  if (std::find(options.by.begin(), options.by.end(), Dimension::topic) != options.by.end()) {
    question.topic_ids = options.filters.topics.empty() ? topic_ids(definitions)
                                                        : sorted_once(options.filters.topics);
  }
  auto named = options.filters.topics;
  named.insert(named.end(), question.topic_ids.begin(), question.topic_ids.end());
  auto marks = marks_for(named, definitions, asking.db);
  if (!marks) return pass_on(marks);
  auto topics = bind_topics(question.topic_ids, definitions, asking.db, *marks);
  if (!topics) return pass_on(topics);
  question.topics = std::move(*topics);
  for (const std::string& id : question.topic_ids) {
    question.versions.push_back(counted_version(id, definitions, *marks));
  }
  for (const std::string& id : sorted_once(options.filters.topics)) {
    const int version = counted_version(id, definitions, *marks);
    question.filter_versions.push_back(fmt::format("{} {}", id, version));
  }
  if (options.filters.topics.empty()) {  // else prepare() has told
    note_if_any(topic_warning(*marks, definitions, question.topic_ids), asking.notes);
    note_reviews(definitions, question.topics, asking.notes);
  }
  for (const std::string& query : options.compare) {
    auto side = read_query(query, definitions, asking);
    if (!side) {
      const bool is_first = question.sides.empty();
      return pass_on(side, is_first ? "--compare, first query" : "--compare, second query");
    }
    question.sides.push_back(std::move(*side));
  }
  return question;
}

}  // namespace saola::query
