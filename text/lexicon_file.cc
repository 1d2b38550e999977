#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "text/lexicon.h"
#include "text/toml.h"

namespace saola::text {
namespace {

/// Whether the analyser is sure to find a word: tells it of nearly every spelling without cutting it into terms, which takes
/// longer than all else that is done to a file. A first piece with an ASCII letter, short enough whatever its canonical form,
/// in what can be no address.
bool surely_has_word(std::string_view phrase) {
  constexpr std::size_t kShort = 20;  // bytes
  if (phrase.find_first_of("@:.") != std::string_view::npos) return false;
  const std::string_view piece = phrase.substr(0, phrase.find(' '));
  return piece.size() <= kShort && std::any_of(piece.begin(), piece.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
         });
}

/// Collects what is wrong at the first place it is met; later problems are left for the next run.
class Reader {
 public:
  explicit Reader(std::string_view name) : name_(name) {}

  void blame(const toml::node& node, std::string_view what, std::string_view hint = {}) {
    if (error_) return;
    error_ = Error{Code::bad_input, fmt::format("{}:{}: {}", name_, node.source().begin.line, what),
                   std::string(hint)};
  }

  [[nodiscard]] std::string string(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return {};
    if (!node->is_string())
      blame(*node, fmt::format("{} is not a string", key), "put it in quotes");
    return node->value_or(std::string());
  }

  [[nodiscard]] std::string needed(const toml::table& table, std::string_view key) {
    std::string value = string(table, key);
    if (value.empty())
      blame(table, fmt::format("no {}", key), fmt::format("add a line {} = \"...\"", key));
    return value;
  }

  [[nodiscard]] std::vector<std::string> strings(const toml::table& table, std::string_view key) {
    std::vector<std::string> values;
    const toml::node* node = table.get(key);
    if (node == nullptr) return values;
    const toml::array* array = node->as_array();
    if (array == nullptr) {
      blame(*node, fmt::format("{} is not a list", key),
            fmt::format("write {} = [\"...\", \"...\"]", key));
      return values;
    }
    for (const toml::node& item : *array) {
      if (!item.is_string())
        blame(item, fmt::format("{} holds something that is not a string", key));
      values.push_back(item.value_or(std::string()));
    }
    return values;
  }

  /// Phrases: strings in which the analyser finds a word.
  [[nodiscard]] std::vector<std::string> phrases(const toml::table& table, std::string_view key) {
    std::vector<std::string> values = strings(table, key);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (surely_has_word(values[i]) || !analyzer_.analyze(values[i]).empty()) continue;
      blame(*table.get(key)->as_array()->get(i),
            fmt::format("{} holds a spelling without a word: \"{}\"", key, values[i]));
    }
    return values;
  }

  template <std::size_t N>
  void check_keys(const toml::table& table, const std::array<std::string_view, N>& known) {
    for (const auto& [key, node] : table) {
      bool is_known = false;
      for (const std::string_view name : known) is_known = is_known || name == key.str();
      if (!is_known)
        blame(node, fmt::format("unknown key {}", key.str()),
              "the keys are listed in lexicons/README.md");
    }
  }

  void check_id(const toml::node& node, std::string_view id) {
    for (const char c : id) {
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-') continue;
      blame(node, fmt::format("bad id \"{}\"", id),
            "an id has lower-case letters, digits and hyphens only");
      return;
    }
  }

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  std::string_view name_;
  std::optional<Error> error_;
  Analyzer analyzer_;
};

constexpr std::array<std::string_view, 6> kLexiconKeys = {"id",     "version", "label",
                                                          "source", "revisit", "entry"};
constexpr std::array<std::string_view, 11> kEntryKeys = {
    "id",       "vi",     "en",   "spellings", "folded", "cased",
    "excluded", "safety", "note", "source",    "tags"};

LexiconEntry read_entry(const toml::table& table, Reader& reader) {
  reader.check_keys(table, kEntryKeys);
  LexiconEntry entry;
  entry.id = reader.needed(table, "id");
  reader.check_id(table, entry.id);
  entry.label_vi = reader.needed(table, "vi");
  entry.label_en = reader.needed(table, "en");
  entry.spellings = reader.phrases(table, "spellings");
  entry.folded = reader.phrases(table, "folded");
  entry.cased = reader.phrases(table, "cased");
  entry.excluded = reader.phrases(table, "excluded");
  entry.safety = reader.string(table, "safety");
  if (!entry.safety.empty() && entry.safety != "alone" && entry.safety != "company" &&
      entry.safety != "never")
    reader.blame(*table.get("safety"), fmt::format("unknown safety \"{}\"", entry.safety),
                 "it is \"alone\", \"company\" or \"never\"");
  entry.note = reader.string(table, "note");
  entry.source = reader.string(table, "source");
  entry.tags = reader.strings(table, "tags");
  if (entry.spellings.empty() && entry.folded.empty() && entry.cased.empty())
    reader.blame(table, fmt::format("entry {} has no spellings", entry.id),
                 "add spellings = [\"...\"]");
  return entry;
}

void read_head(const toml::table& table, Reader& reader, Lexicon& lexicon) {
  reader.check_keys(table, kLexiconKeys);
  lexicon.id = reader.needed(table, "id");
  reader.check_id(table, lexicon.id);
  const toml::node* version = table.get("version");
  lexicon.version = version == nullptr ? 0 : version->value_or(0);
  if (lexicon.version < 1)
    reader.blame(version == nullptr ? table : *version, "no version", "add a line version = 1");
  const toml::node* revisit = table.get("revisit");
  lexicon.revisit = revisit != nullptr && revisit->value_or(false);
  if (revisit != nullptr && !revisit->is_boolean())
    reader.blame(*revisit, "revisit is neither true nor false", "write revisit = true");
  const toml::node* label = table.get("label");
  if (label != nullptr && label->is_table()) {
    lexicon.label_vi = reader.needed(*label->as_table(), "vi");
    lexicon.label_en = reader.needed(*label->as_table(), "en");
  } else {
    reader.blame(table, "no label", "add lines label.vi = \"...\" and label.en = \"...\"");
  }
}

void read_entries(const toml::table& table, Reader& reader, Lexicon& lexicon) {
  const toml::node* node = table.get("entry");
  if (node == nullptr || !node->is_array_of_tables())
    return reader.blame(node == nullptr ? table : *node, "no entries", "add an [[entry]]");
  std::set<std::string> ids;
  for (const toml::node& item : *node->as_array()) {
    lexicon.entries.push_back(read_entry(*item.as_table(), reader));
    if (!ids.insert(lexicon.entries.back().id).second)
      reader.blame(item, fmt::format("entry {} stands here twice", lexicon.entries.back().id),
                   "give one another id");
  }
}

}  // namespace

Result<Lexicon> parse_lexicon(std::string_view toml, std::string_view name) {
  const toml::parse_result parsed = toml::parse(toml, name);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return fail(Code::bad_input,
                fmt::format("{}:{}: {}", name, error.source().begin.line, error.description()),
                "the format is shown in lexicons/README.md");
  }
  Reader reader(name);
  Lexicon lexicon;
  read_head(parsed.table(), reader, lexicon);
  read_entries(parsed.table(), reader, lexicon);
  if (reader.error()) return tl::unexpected<Error>(*reader.error());
  return lexicon;
}

}  // namespace saola::text
