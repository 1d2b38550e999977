// Reads one topic file.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/printable.h"
#include "query/query_parser.h"
#include "query/topic.h"
#include "text/toml.h"

namespace saola::query {

namespace {

constexpr std::array<std::string_view, 6> kKeys{"id",      "version", "label",
                                                "purpose", "query",   "example"};
constexpr std::array<std::string_view, 2> kLabelKeys{"vi", "en"};
constexpr std::array<std::string_view, 3> kExampleKeys{"text", "match", "why"};
constexpr const char* kFormatHint = "the format is shown in topics/README.md";

constexpr std::size_t kMaxIdBytes = 100;  // it becomes a term of the index

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= kMaxIdBytes && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// One topic file on its way to a Topic. The first mistake ends the reading.
class TopicFile {
 public:
  TopicFile(std::string_view toml, std::string_view name) : toml_(toml), name_(name) {}

  Result<Topic> read() {
    const toml::parse_result parsed = toml::parse(toml_, name_);
    if (!parsed) {
      return wrong(parsed.error().source().begin.line, std::string(parsed.error().description()));
    }
    const toml::table& table = parsed.table();
    if (auto known = check_keys(table, kKeys); !known) return pass_on(known);
    if (auto head = read_head(table); !head) return pass_on(head);
    if (auto query = read_query(table); !query) return pass_on(query);
    if (auto examples = read_examples(table); !examples) return pass_on(examples);
    return std::move(topic_);
  }

 private:
  Result<void> read_head(const toml::table& table) {
    const toml::node* label = table.get("label");
    if (label == nullptr || !label->is_table()) {
      return wrong(line_of(label), "label.vi and label.en are missing");
    }
    const toml::table& labels = *label->as_table();
    if (auto known = check_keys(labels, kLabelKeys); !known) return known;
    for (auto [from, key, to] :
         {std::tuple(&table, "id", &topic_.id), std::tuple(&labels, "vi", &topic_.label_vi),
          std::tuple(&labels, "en", &topic_.label_en),
          std::tuple(&table, "purpose", &topic_.purpose)}) {
      if (auto text = read_text(*from, key, *to); !text) return text;
    }
    if (auto id = check_id(table); !id) return id;
    return read_version(table);
  }

  Result<void> read_version(const toml::table& table) {
    const toml::node* version = table.get("version");
    const auto number = version == nullptr ? std::nullopt : version->value_exact<std::int64_t>();
    if (!number || *number < 1 || *number > 1'000'000) {
      return wrong(line_of(version), "\"version\" must be a whole number from 1 on");
    }
    topic_.version = static_cast<int>(*number);
    return {};
  }

  Result<void> check_id(const toml::table& table) const {
    const auto line = line_of(table.get("id"));
    if (!is_id(topic_.id)) {
      return wrong(line,
                   "\"id\" must be of lower-case ASCII letters, digits and hyphens, 100 at most");
    }
    const std::string stem = std::filesystem::path(name_).stem().string();
    if (stem == topic_.id) return {};
    return wrong(line, fmt::format("the id is \"{}\", but the file is named \"{}\"", topic_.id,
                                   printable(stem)));
  }

  Result<void> read_query(const toml::table& table) {
    std::string text;
    if (auto read = read_text(table, "query", text); !read) return read;
    const Origin origin{std::string(name_), first_text_line(*table.get("query"))};
    auto query = parse_query(text, Dialect::topic, origin);
    if (!query) return pass_on(query);
    topic_.query = std::move(*query);
    return {};
  }

  // A string in three quotes that begins with a line break has its text on the next line.
  unsigned first_text_line(const toml::node& node) const {
    const toml::source_position begin = node.source().begin;
    std::size_t at = 0;
    for (unsigned line = 1; line < begin.line && at < toml_.size(); ++line) {
      at = std::min(toml_.find('\n', at), toml_.size() - 1) + 1;
    }
    const std::string_view line = toml_.substr(at, toml_.find('\n', at) - at);
    const std::size_t quotes = std::min(line.rfind("'''"), line.rfind("\"\"\""));
    const bool opens =
        quotes != std::string_view::npos && line.find_last_not_of(" \t\r") == quotes + 2;
    return static_cast<unsigned>(begin.line) + (opens ? 1 : 0);
  }

  Result<void> read_examples(const toml::table& table) {
    const toml::node* node = table.get("example");
    if (node == nullptr) return {};
    const toml::array* list = node->as_array();
    if (list == nullptr) return wrong(line_of(node), "examples are written as [[example]]");
    for (const toml::node& item : *list) {
      if (!item.is_table()) return wrong(line_of(&item), "examples are written as [[example]]");
      if (auto read = read_example(*item.as_table()); !read) return read;
    }
    return {};
  }

  Result<void> read_example(const toml::table& table) {
    if (auto known = check_keys(table, kExampleKeys); !known) return known;
    TopicExample example;
    example.line = static_cast<unsigned>(table.source().begin.line);
    if (auto text = read_text(table, "text", example.text); !text) return text;
    const toml::node* match = table.get("match");
    const auto must_match = match == nullptr ? std::nullopt : match->value_exact<bool>();
    if (!must_match) return wrong(example.line, "an example says match = true or match = false");
    example.must_match = *must_match;
    if (table.contains("why")) {
      if (auto why = read_text(table, "why", example.why); !why) return why;
    }
    topic_.examples.push_back(std::move(example));
    return {};
  }

  Result<void> read_text(const toml::table& table, std::string_view key, std::string& to) const {
    const toml::node* node = table.get(key);
    const auto text = node == nullptr ? std::nullopt : node->value_exact<std::string>();
    if (text && text->find_first_not_of(" \t\r\n") != std::string::npos) {
      to = *text;
      return {};
    }
    const auto line = node == nullptr ? table.source().begin.line : node->source().begin.line;
    return wrong(line, fmt::format("\"{}\" is missing, empty or not a text", key));
  }

  template <std::size_t N>
  Result<void> check_keys(const toml::table& table,
                          const std::array<std::string_view, N>& known) const {
    for (const auto& [key, node] : table) {
      if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
      return wrong(key.source().begin.line, fmt::format("unknown key \"{}\"", printable(key.str())),
                   fmt::format("known here: {}", fmt::join(known, ", ")));
    }
    return {};
  }

  static toml::source_index line_of(const toml::node* node) {
    return node == nullptr ? 1 : node->source().begin.line;
  }

  tl::unexpected<Error> wrong(toml::source_index line, std::string_view what,
                              std::string hint = kFormatHint) const {
    return fail(Code::bad_input,
                fmt::format("{}:{}: {}", name_, std::max<toml::source_index>(line, 1), what),
                std::move(hint));
  }

  std::string_view toml_;
  std::string_view name_;
  Topic topic_;
};

}  // namespace

Result<Topic> parse_topic(std::string_view toml, std::string_view name) {
  return TopicFile(toml, name).read();
}

}  // namespace saola::query
