#include "query/topic_stamp.h"

#include <fmt/format.h>

#include <optional>
#include <set>

#include "base/digest.h"
#include "query/bind.h"

namespace saola::query {

namespace {

// Raised when other marks come of the same topics and lexicons: scores, standing, evidence.
constexpr std::string_view kJudging = "1";

std::string digest_of_lexicons(const Node& bound, const Definitions& definitions) {
  std::string all;
  const auto ids = lexicons_of(bound);
  const std::set<std::string_view> asked(ids.begin(), ids.end());
  for (std::size_t i = 0; i < definitions.lexicons.size(); ++i) {
    const std::string& id = definitions.lexicons[i].id;
    if (asked.contains(id)) all += fmt::format("{} {}\n", id, definitions.stamps[i]);
  }
  return short_id(all);
}

std::string digest_of_queries(const Node& bound, const Definitions& definitions) {
  std::string all(kJudging);
  for (const std::string& id : topics_of(bound)) {
    all += fmt::format("\n{}\n{}", id, find_topic(definitions, id)->query.text);
  }
  return short_id(all);
}

// None: it cannot be bound.
std::optional<store::TopicStamp> stamp_of(const Topic& topic, const Definitions& definitions) {
  const auto bound = bind_topic(topic.id, definitions);
  if (!bound) return std::nullopt;
  return store::TopicStamp{topic.version, digest_of_queries(*bound, definitions),
                           digest_of_lexicons(*bound, definitions)};
}

}  // namespace

store::TopicStamps topic_stamps(const Definitions& definitions) {
  store::TopicStamps stamps;
  for (const Topic& topic : definitions.topics) {
    if (auto stamp = stamp_of(topic, definitions)) stamps[topic.id] = std::move(*stamp);
  }
  return stamps;
}

Result<store::TopicStamps> usable_marks(const Xapian::Database& db,
                                        const Definitions& definitions) {
  if (definitions.live) return store::TopicStamps{};
  return store::index_topics(db);
}

std::string topic_warning(const store::TopicStamps& marks, const Definitions& definitions,
                          const std::vector<std::string>& topics) {
  if (definitions.live || marks.empty()) return {};
  std::string changed;
  for (const std::string& id : std::set<std::string>(topics.begin(), topics.end())) {
    const Topic* topic = find_topic(definitions, id);
    const auto now = topic == nullptr ? std::nullopt : stamp_of(*topic, definitions);
    if (!now) continue;
    const auto marked = marks.find(id);
    if (marked == marks.end()) {
      changed += fmt::format("{}{} is not in it", changed.empty() ? "" : ", ", id);
    } else if (marked->second.version != now->version || marked->second.query != now->query) {
      changed += fmt::format("{}{} stands there in version {}", changed.empty() ? "" : ", ", id,
                             marked->second.version);
    }
  }
  if (changed.empty()) return {};
  return fmt::format(
      "the index was made with other topic files: {}; run `saola index`, or add --live to ask them "
      "as they are now",
      changed);
}

int counted_version(std::string_view topic, const Definitions& definitions,
                    const store::TopicStamps& marks) {
  const auto marked = marks.find(topic);
  if (marked != marks.end()) return marked->second.version;
  const Topic* file = find_topic(definitions, topic);
  return file == nullptr ? 0 : file->version;
}

}  // namespace saola::query
