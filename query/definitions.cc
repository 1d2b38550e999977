#include "query/definitions.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "base/printable.h"
#include "query/toml_folder.h"
#include "store/index_db.h"

namespace saola::query {

namespace {

template <typename List>
auto find_by_id(const List& list, std::string_view id) -> decltype(list.data()) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const auto& item) { return item.id == id; });
  return found == list.end() ? nullptr : &*found;
}

struct StampedLexicon {
  text::Lexicon lexicon;
  std::string stamp;
};

Result<StampedLexicon> read_lexicon(const std::filesystem::path& path) {
  auto bytes = read_file(path);
  if (!bytes) return pass_on(bytes);
  auto lexicon = text::parse_lexicon(*bytes, path.string());
  if (!lexicon) return pass_on(lexicon);
  std::string stamp = store::lexicon_stamp(lexicon->version, *bytes);
  return StampedLexicon{std::move(*lexicon), std::move(stamp)};
}

}  // namespace

Definitions load_definitions(const std::filesystem::path& topics,
                             const std::filesystem::path& lexicons) {
  Definitions definitions;
  TopicFolder folder = load_topics(topics);
  definitions.topics = std::move(folder.topics);
  definitions.problems = std::move(folder.problems);
  auto paths = toml_files(lexicons);
  if (!paths) definitions.problems.push_back(paths.error());
  std::vector<StampedLexicon> read;
  for (auto& lexicon :
       read_each(paths.value_or(std::vector<std::filesystem::path>{}), read_lexicon)) {
    if (lexicon) {
      read.push_back(std::move(*lexicon));
    } else {
      definitions.problems.push_back(lexicon.error());
    }
  }
  std::sort(read.begin(), read.end(),
            [](const auto& a, const auto& b) { return a.lexicon.id < b.lexicon.id; });
  for (StampedLexicon& item : read) {
    definitions.lexicons.push_back(std::move(item.lexicon));
    definitions.stamps.push_back(std::move(item.stamp));
  }
  return definitions;
}

const Topic* find_topic(const Definitions& definitions, std::string_view id) {
  return find_by_id(definitions.topics, id);
}

const text::Lexicon* find_lexicon(const Definitions& definitions, std::string_view id) {
  return find_by_id(definitions.lexicons, id);
}

Error unknown_topic(const Definitions& definitions, std::string_view id) {
  std::string known;
  for (const Topic& topic : definitions.topics) known += (known.empty() ? "" : ", ") + topic.id;
  return {Code::usage, fmt::format("no topic \"{}\"", printable(id)),
          known.empty() ? "there is no file in topics/" : "the topics are: " + known};
}

}  // namespace saola::query
