#include "query/topic.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/file.h"
#include "base/printable.h"
#include "query/bind.h"
#include "query/definitions.h"
#include "query/output_formats.h"
#include "query/reading.h"
#include "query/toml_folder.h"

namespace saola::query {

namespace {

Result<Topic> read_topic(const std::filesystem::path& path) {
  auto bytes = read_file(path);
  if (!bytes) return pass_on(bytes);
  return parse_topic(*bytes, path.string());
}

// The first line is the title, what follows the text.
store::Article article_of(const TopicExample& example) {
  store::Article article;
  const std::size_t begin = std::min(example.text.find_first_not_of("\r\n"), example.text.size());
  const std::size_t end = std::min(example.text.find('\n', begin), example.text.size());
  article.title = example.text.substr(begin, end - begin);
  article.text = example.text.substr(std::min(end + 1, example.text.size()));
  return article;
}

Error wrong_example(const Topic& topic, const TopicExample& example) {
  const std::string what =
      example.must_match ? "must be found and is not" : "is found and must not be";
  return {Code::bad_input,
          fmt::format("{}:{}: this example {}{}", topic.query.origin.file, example.line, what,
                      example.why.empty() ? "" : ": " + printable(example.why)),
          "change the query, the lexicons or the example"};
}

}  // namespace

TopicFolder load_topics(const std::filesystem::path& folder) {
  TopicFolder loaded;
  auto paths = toml_files(folder);
  if (!paths) {
    loaded.problems.push_back(paths.error());
    return loaded;
  }
  for (auto& topic : read_each(*paths, read_topic)) {
    if (topic) {
      loaded.topics.push_back(std::move(*topic));
    } else {
      loaded.problems.push_back(topic.error());
    }
  }
  std::sort(loaded.topics.begin(), loaded.topics.end(),
            [](const Topic& a, const Topic& b) { return a.id < b.id; });
  return loaded;
}

std::vector<Error> check_topic(const Topic& topic, const Definitions& definitions) {
  auto bound = bind(topic.query, definitions);
  if (!bound) return {bound.error()};
  std::vector<Error> problems;
  Reading reading(chosen_lexicons(definitions.lexicons, lexicons_of(*bound)));
  for (const TopicExample& example : topic.examples) {
    const store::Article article = article_of(example);
    reading.read(article);
    if (reading.holds(*bound) != example.must_match) {
      problems.push_back(wrong_example(topic, example));
    }
  }
  return problems;
}

Result<void> list_topics(const Definitions& definitions, Output& output) {
  output.begin({{{"topic"}, {"version"}, {"label_vi"}, {"label_en"}, {"purpose", false, false}},
                Layout::table});
  for (const Topic& topic : definitions.topics) {
    output.row(
        {topic.id, std::int64_t{topic.version}, topic.label_vi, topic.label_en, topic.purpose});
  }
  return output.end();
}

Result<void> show_topic(const Definitions& definitions, std::string_view id, std::ostream& out) {
  const Topic* topic = find_topic(definitions, id);
  if (topic == nullptr) return tl::unexpected<Error>(unknown_topic(definitions, id));
  out << fmt::format("{} (version {})\n  {}\n  {}\n  {}\n\npurpose\n{}\n\nquery\n{}\n", topic->id,
                     topic->version, printable(topic->label_vi), printable(topic->label_en),
                     printable(topic->query.origin.file), printable_lines(topic->purpose),
                     printable_lines(topic->query.text));
  for (const TopicExample& example : topic->examples) {
    out << fmt::format("\nexample, line {}: {}{}\n{}\n", example.line,
                       example.must_match ? "must be found" : "must not be found",
                       example.why.empty() ? "" : " (" + printable(example.why) + ")",
                       printable_lines(example.text));
  }
  return finish(out);
}

}  // namespace saola::query
