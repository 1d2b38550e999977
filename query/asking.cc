#include "query/asking.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "query/beginnings.h"
#include "query/bind.h"
#include "query/collisions.h"
#include "query/marked_topics.h"
#include "query/query_parser.h"
#include "query/topic_stamp.h"
#include "query/value_notes.h"

namespace saola::query {

namespace {

// What was found otherwise than it was meant, or cannot be found.
std::vector<std::string> notes_on(const Xapian::Database& db, const Query& query,
                                  const Node& bound) {
  std::vector<std::string> notes = query.notes;
  for (std::string& note : lane_notes(db, bound, query.marked)) note_if_any(std::move(note), notes);
  for (std::string& note : value_notes(db, query)) note_if_any(std::move(note), notes);
  return notes;
}

// Binds one topic after the other; what several of them ask is looked through once.
class TopicBinder {
 public:
  TopicBinder(const Definitions& definitions, const Xapian::Database& db,
              const store::TopicStamps& marks)
      : definitions_(definitions), db_(db), marks_(marks) {}

  Result<Node> bind(const std::string& id) {
    // People's decisions may be on topics that this one asks: these are told by its tree.
    const bool is_marked = marks_.contains(id) && definitions_.reviews.empty();
    auto topic = is_marked ? topic_alone(id, definitions_, sound_) : bind_topic(id, definitions_);
    if (!topic) return topic;
    auto checked = check_beginnings(*topic, {}, definitions_, db_);
    if (!checked) return pass_on(checked);
    use_marks(*topic, marks_, definitions_);
    return topic;
  }

 private:
  const Definitions& definitions_;
  const Xapian::Database& db_;
  const store::TopicStamps& marks_;
  SoundTopics sound_;
};

}  // namespace

Result<std::string> index_warning(const Xapian::Database& db, const Definitions& definitions) {
  const auto articles = store::xapian_try("index", [&] { return db.get_doccount(); });
  if (!articles) return pass_on(articles);
  if (*articles == 0) {
    return std::string(
        "the index holds no article: run `saola index`, or wait until the run that makes it has "
        "ended");
  }
  auto stamps = store::index_lexicons(db);
  if (!stamps) return pass_on(stamps);
  std::string changed;
  const auto add = [&](const std::string& id) { changed += (changed.empty() ? "" : ", ") + id; };
  for (std::size_t i = 0; i < definitions.lexicons.size(); ++i) {
    const std::string& id = definitions.lexicons[i].id;
    const auto indexed = stamps->find(id);
    if (indexed == stamps->end() || indexed->second != definitions.stamps[i]) add(id);
    if (indexed != stamps->end()) stamps->erase(indexed);
  }
  for (const auto& [id, stamp] : *stamps) add(id);
  if (changed.empty()) return std::string();
  return fmt::format(
      "the index was made with other versions of these lexicons: {}; until `saola index` has run, "
      "@lexicon and topics answer as before",
      printable(changed));
}

Result<std::vector<Node>> bind_topics(const std::vector<std::string>& ids,
                                      const Definitions& definitions, const Xapian::Database& db,
                                      const store::TopicStamps& marks) {
  std::vector<Node> topics;
  TopicBinder binder(definitions, db, marks);
  for (const std::string& id : ids) {
    auto topic = binder.bind(id);
    if (!topic) return pass_on(topic);
    topics.push_back(std::move(*topic));
  }
  return topics;
}

Result<std::vector<Node>> bind_sound_topics(const Definitions& definitions,
                                            const Xapian::Database& db,
                                            const store::TopicStamps& marks,
                                            std::vector<std::string>& notes) {
  std::vector<Node> topics;
  TopicBinder binder(definitions, db, marks);
  for (const Topic& topic : definitions.topics) {
    auto bound = binder.bind(topic.id);
    if (!bound && bound.error().code == Code::locked) return pass_on(bound);
    if (bound) {
      topics.push_back(std::move(*bound));
    } else {
      notes.push_back(bound.error().message);
    }
  }
  return topics;
}

Result<store::TopicStamps> marks_for(const std::vector<std::string>& topics,
                                     const Definitions& definitions, const Xapian::Database& db) {
  if (topics.empty()) return store::TopicStamps{};
  return usable_marks(db, definitions);
}

void note_if_any(std::string note, std::vector<std::string>& notes) {
  const bool is_told = std::find(notes.begin(), notes.end(), note) != notes.end();
  if (!note.empty() && !is_told) notes.push_back(std::move(note));
}

std::vector<std::string> topic_ids(const Definitions& definitions) {
  std::vector<std::string> ids;
  for (const Topic& topic : definitions.topics) ids.push_back(topic.id);
  return ids;
}

Result<Node> read_query(std::string_view query, const Definitions& definitions, Asking& asking) {
  auto parsed = parse_query(query);
  if (!parsed) return pass_on(parsed);
  auto root = bind(*parsed, definitions);
  if (!root) return pass_on(root);
  auto checked = check_beginnings(*root, *parsed, definitions, asking.db);
  if (!checked) return pass_on(checked);
  auto marks = marks_for(topics_of(*root), definitions, asking.db);
  if (!marks) return pass_on(marks);
  use_marks(*root, *marks, definitions);
  use_bigrams(*root, asking.bigrams);
  auto notes = store::xapian_try("index", [&] { return notes_on(asking.db, *parsed, *root); });
  if (!notes) return pass_on(notes);
  for (std::string& note : *notes) note_if_any(std::move(note), asking.notes);
  return root;
}

Result<Asking> prepare(std::string_view query, const Filters& filters, const Sources& sources) {
  auto parsed = parse_query(query);
  if (!parsed) return pass_on(parsed);
  auto root = bind(*parsed, sources.definitions);
  if (!root) return pass_on(root);
  auto db = sources.open(sources.index);
  if (!db) return pass_on(db);
  auto checked = check_beginnings(*root, *parsed, sources.definitions, *db);
  if (!checked) return pass_on(checked);
  std::vector<std::string> asked = topics_of(*root);
  asked.insert(asked.end(), filters.topics.begin(), filters.topics.end());
  auto marks = marks_for(asked, sources.definitions, *db);
  if (!marks) return pass_on(marks);
  use_marks(*root, *marks, sources.definitions);
  auto topics = bind_topics(filters.topics, sources.definitions, *db, *marks);
  if (!topics) return pass_on(topics);
  auto warning = index_warning(*db, sources.definitions);
  if (!warning) return pass_on(warning);
  Asking asking{std::move(*parsed),
                std::move(*root),
                std::move(*topics),
                std::move(*db),
                std::make_shared<Bigrams>(sources.index),
                {}};
  use_bigrams(asking.root, asking.bigrams);
  auto notes = store::xapian_try(sources.index.string(), [&] {
    auto found = notes_on(asking.db, asking.query, asking.root);
    for (std::string& note : value_notes(asking.db, filters)) found.push_back(std::move(note));
    return found;
  });
  if (!notes) return pass_on(notes);
  asking.notes = std::move(*notes);
  note_if_any(std::move(*warning), asking.notes);
  note_if_any(topic_warning(*marks, sources.definitions, asked), asking.notes);
  note_reviews(sources.definitions, {&asking.root, 1}, asking.notes);
  note_reviews(sources.definitions, asking.topics, asking.notes);
  return asking;
}

}  // namespace saola::query
