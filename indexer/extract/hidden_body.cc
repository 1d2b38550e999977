#include "indexer/extract/hidden_body.h"

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "indexer/extract/blocks.h"
#include "indexer/extract/dom.h"
#include "indexer/extract/lean_markup.h"
#include "indexer/extract/marks.h"
#include "indexer/extract/names.h"
#include "indexer/extract/page_json.h"
#include "indexer/extract/prompts.h"
#include "indexer/extract/text_key.h"

namespace saola::extract {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLeastBody = 400;      // bytes of all paragraphs
constexpr std::size_t kLeastParagraph = 60;  // bytes that show a field to hold text
constexpr std::size_t kMaxValues = 200'000;  // looked at in one script
constexpr std::size_t kLevelsUp =
    2;  // from the object that holds the title to the one that holds the text

using Paragraphs = std::vector<std::string>;

std::size_t bytes_of(const Paragraphs& paragraphs) {
  std::size_t sum = 0;
  for (const std::string& paragraph : paragraphs) sum += paragraph.size();
  return sum;
}

// Text with or without markup, cut into paragraphs.
void append_paragraphs(const std::string& text, Paragraphs& out) {
  std::string markup = text;
  if (text.find('<') == std::string::npos) {
    markup.clear();
    for (const char c : text) markup += c == '\n' ? std::string("<p>") : std::string(1, c);
  }
  const Document document = Document::parse(lean_markup(markup).html);
  const BlockList list = cut_blocks(document);
  const std::vector<Drop> marks = mark_elements(document, list, hints_of_all(document), 0);
  for (const Block& block : list.blocks)
    if (marks[block.first] == Drop::none && !block.is_linkish() && !is_prompt(list.text(block)) &&
        !is_caption(list.text(block)))
      out.emplace_back(list.text(block));
}

bool reads_like_text(const std::string& value) {
  constexpr std::size_t kWhereALinkStarts = 20;
  const std::size_t first = value.find_first_not_of(" \n\t");
  return value.size() >= kLeastParagraph && first != std::string::npos && value[first] != '{' &&
         value[first] != '[' && value.find(' ') != std::string::npos &&
         value.find("://") > kWhereALinkStarts && value.find("function(") == std::string::npos &&
         value.find_first_of(".!?") != std::string::npos;
}

// The strings below one value, told apart by the names that lead to them: the list items of an array are one field.
class Fields {
 public:
  Paragraphs longest(const Json& root) {
    waiting_.push_back({&root, 0});
    for (std::size_t seen = 0; !waiting_.empty() && seen < kMaxValues; ++seen) {
      const auto [value, path] = waiting_.back();
      waiting_.pop_back();
      if (value->is_string())
        take(value->get_ref<const std::string&>(), path);
      else
        open(*value, path);
    }
    const auto best = std::max_element(
        fields_.begin(), fields_.end(),
        [](const auto& a, const auto& b) { return a.second.weight < b.second.weight; });
    Paragraphs paragraphs;
    if (best == fields_.end() || best->second.weight < kLeastBody) return paragraphs;
    for (const std::string* text : best->second.texts) append_paragraphs(*text, paragraphs);
    return paragraphs;
  }

 private:
  struct Field {
    std::vector<const std::string*> texts;
    std::size_t weight = 0;  // bytes of those that read like text
  };

  void take(const std::string& text, std::size_t path) {
    Field& field = fields_[path];
    field.texts.push_back(&text);
    if (reads_like_text(text)) field.weight += text.size();
  }

  void open(const Json& value, std::size_t path) {
    if (!value.is_structured()) return;
    const std::size_t before = waiting_.size();
    for (const auto& [key, child] : value.items())
      waiting_.push_back(
          {&child, value.is_object() ? path * 31 + std::hash<std::string>{}(key) : path});
    std::reverse(waiting_.begin() + static_cast<std::ptrdiff_t>(before), waiting_.end());
  }

  std::vector<std::pair<const Json*, std::size_t>>
      waiting_;  // values, and a hash of the names to them
  std::map<std::size_t, Field> fields_;
};

// Finds the object that is called like the page, and the text in it or a little around it.
class StateReader {
 public:
  explicit StateReader(std::string_view title) : title_(key_of(title)) {}

  Paragraphs read(const Json& root) {
    if (title_.size() < 8) return {};
    waiting_.push_back({&root, {}});
    for (std::size_t seen = 0; !waiting_.empty() && seen < kMaxValues; ++seen) {
      auto [value, above] = std::move(waiting_.back());
      waiting_.pop_back();
      if (value->is_object() && is_called_so(*value)) consider(*value, above);
      if (!value->is_structured()) continue;
      above.push_back(value);
      if (above.size() > kLevelsUp) above.erase(above.begin());
      for (const Json& child : *value)
        if (child.is_structured()) waiting_.push_back({&child, above});
    }
    return std::move(best_);
  }

 private:
  [[nodiscard]] bool is_called_so(const Json& object) const {
    return std::any_of(object.begin(), object.end(), [&](const Json& value) {
      return value.is_string() && value.get_ref<const std::string&>().size() < 1000 &&
             key_of(value.get_ref<const std::string&>()) == title_;
    });
  }

  void consider(const Json& object, const std::vector<const Json*>& above) {
    if (++considered_ > 8) return;
    Paragraphs found = Fields().longest(object);
    for (std::size_t up = above.size(); up-- > 0 && found.empty();)
      if (above[up]->is_object()) found = Fields().longest(*above[up]);
    if (bytes_of(found) > bytes_of(best_)) best_ = std::move(found);
  }

  std::string title_;
  std::vector<std::pair<const Json*, std::vector<const Json*>>> waiting_;
  Paragraphs best_;
  int considered_ = 0;
};

}  // namespace

std::vector<std::string> find_hidden_body(std::span<const std::string_view> scripts,
                                          std::string_view article_body, std::string_view title) {
  Paragraphs best;
  for (const std::string_view script : scripts) {
    Paragraphs found = StateReader(title).read(parse_script_json(script));
    if (bytes_of(found) > bytes_of(best)) best = std::move(found);
  }
  if (bytes_of(best) >= kLeastBody) return best;
  best.clear();
  append_paragraphs(std::string(article_body), best);
  if (bytes_of(best) < kLeastBody) best.clear();
  return best;
}

}  // namespace saola::extract
