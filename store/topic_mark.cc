#include "store/topic_mark.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

namespace saola::store {

namespace {

constexpr std::string_view kTopicPrefix = "XT";
constexpr const char* kTopicsKey = "saola_topics";
constexpr const char* kRebuild = "run `saola index --rebuild`";

struct StandingName {
  Standing standing;
  std::string_view name;
};

constexpr std::array kStandings{
    StandingName{Standing::nowhere, "nowhere"}, StandingName{Standing::title, "title"},
    StandingName{Standing::lead, "lead"}, StandingName{Standing::body, "body"},
    StandingName{Standing::passing, "passing"}};

tl::unexpected<Error> broken(std::string_view what) {
  return fail(Code::corrupt, fmt::format("index: {} is damaged", what), kRebuild);
}

std::optional<std::uint32_t> number_of(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The part of `line` up to the first blank, which is taken from it with the blank.
std::string_view take_word(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

std::optional<EvidenceSpan> span_of(std::string_view word) {
  EvidenceSpan span;
  span.in_title = word.starts_with('t');
  if (span.in_title) word.remove_prefix(1);
  const std::size_t hyphen = word.find('-');
  if (hyphen == std::string_view::npos) return std::nullopt;
  const auto begin = number_of(word.substr(0, hyphen));
  const auto end = number_of(word.substr(hyphen + 1));
  if (!begin || !end || *end < *begin) return std::nullopt;
  span.begin = *begin;
  span.end = *end;
  return span;
}

std::optional<TopicMark> mark_of(std::string_view line) {
  TopicMark mark;
  const auto score = number_of(take_word(line));
  const std::string_view standing = take_word(line);
  const auto named = std::find_if(kStandings.begin(), kStandings.end(),
                                  [&](const StandingName& row) { return row.name == standing; });
  if (!score || *score > 100 || named == kStandings.end()) return std::nullopt;
  mark.score = static_cast<int>(*score);
  mark.standing = named->standing;
  while (!line.empty()) {
    const auto span = span_of(take_word(line));
    if (!span) return std::nullopt;
    mark.evidence.push_back(*span);
  }
  return mark;
}

Result<TopicStamps> topics_of_shard(const Xapian::Database& db) {
  auto text = xapian_try("index", [&] { return db.get_metadata(kTopicsKey); });
  if (!text) return pass_on(text);
  TopicStamps stamps;
  if (text->empty()) return stamps;
  const auto object = nlohmann::json::parse(*text, nullptr, false);
  if (!object.is_object()) return broken(kTopicsKey);
  for (const auto& [topic, parts] : object.items()) {
    const bool sound = parts.is_array() && parts.size() == 3 && parts[0].is_number_integer() &&
                       parts[1].is_string() && parts[2].is_string();
    if (!sound) return broken(kTopicsKey);
    stamps[topic] = {parts[0].get<int>(), parts[1].get<std::string>(), parts[2].get<std::string>()};
  }
  return stamps;
}

}  // namespace

std::string_view to_string(Standing standing) {
  return std::find_if(kStandings.begin(), kStandings.end(),
                      [&](const StandingName& row) { return row.standing == standing; })
      ->name;
}

std::string topic_term(std::string_view topic) { return std::string(kTopicPrefix).append(topic); }

std::string to_marks_value(const TopicMarks& marks) {
  std::string value;
  for (const auto& [topic, mark] : marks) {
    value += fmt::format("{} {} {}", topic, mark.score, to_string(mark.standing));
    for (const EvidenceSpan& span : mark.evidence) {
      value += fmt::format(" {}{}-{}", span.in_title ? "t" : "", span.begin, span.end);
    }
    value += '\n';
  }
  return value;
}

Result<TopicMarks> from_marks_value(std::string_view value) {
  TopicMarks marks;
  while (!value.empty()) {
    const std::size_t end = value.find('\n');
    if (end == std::string_view::npos) return broken("a topic's mark");
    std::string_view line = value.substr(0, end);
    value.remove_prefix(end + 1);
    const std::string topic(take_word(line));
    auto mark = mark_of(line);
    if (!mark) return broken("a topic's mark");
    marks[topic] = std::move(*mark);
  }
  return marks;
}

Result<TopicMarks> marks_of(const Xapian::Document& document) {
  auto value = xapian_try("index", [&] { return document.get_value(kMarksSlot); });
  if (!value) return pass_on(value);
  return from_marks_value(*value);
}

Result<TopicStamps> index_topics(const Xapian::Database& db) {
  const auto shards = shards_of(db);
  TopicStamps all;
  for (std::size_t i = 0; i < shards.size(); ++i) {
    auto stamps = topics_of_shard(shards[i]);
    if (!stamps) return stamps;
    if (i == 0) all = *stamps;
    std::erase_if(all, [&](const auto& topic) {
      const auto here = stamps->find(topic.first);
      return here == stamps->end() || here->second != topic.second;
    });
  }
  return all;
}

void set_index_topics(Xapian::WritableDatabase& db, const TopicStamps& stamps) {
  nlohmann::json object = nlohmann::json::object();
  for (const auto& [topic, stamp] : stamps) {
    object[topic] = {stamp.version, stamp.query, stamp.lexicons};
  }
  db.set_metadata(kTopicsKey, object.dump());
}

Result<bool> put_marks(Xapian::WritableDatabase& db, Xapian::docid id,
                       const std::vector<std::string>& topics, const TopicMarks& marks) {
  Xapian::Document document = db.get_document(id);
  auto held = marks_of(document);
  if (!held) return pass_on(held);
  TopicMarks next = *held;
  for (const std::string& topic : topics) {
    const auto mark = marks.find(topic);
    const bool was_counted = held->contains(topic);
    const bool is_counted = mark != marks.end();
    if (was_counted && !is_counted) document.remove_term(topic_term(topic));
    if (is_counted && !was_counted) document.add_boolean_term(topic_term(topic));
    next.erase(topic);
    if (is_counted) next[topic] = mark->second;
  }
  if (next == *held) return false;
  if (next.empty()) {
    document.remove_value(kMarksSlot);
  } else {
    document.add_value(kMarksSlot, to_marks_value(next));
  }
  db.replace_document(id, document);
  return true;
}

std::vector<Xapian::docid> marked_documents(const Xapian::Database& db, std::string_view topic) {
  const std::string term = topic_term(topic);
  std::vector<Xapian::docid> documents;
  for (auto at = db.postlist_begin(term); at != db.postlist_end(term); ++at) {
    documents.push_back(*at);
  }
  return documents;
}

}  // namespace saola::store
