#include "indexer/extract/json_ld.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "indexer/extract/page_json.h"

namespace saola::extract {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxNodes = 5000;  // objects looked at on one page

// A string, or the first one in an array, or the name of an object.
std::string string_of(const Json& value, int depth = 0) {
  if (value.is_string()) return value.get<std::string>();
  if (depth > 3) return {};
  if (value.is_array() && !value.empty()) return string_of(value.front(), depth + 1);
  if (!value.is_object()) return {};
  for (const char* key : {"name", "@value", "@id", "url"})
    if (const auto found = value.find(key); found != value.end())
      return string_of(*found, depth + 1);
  return {};
}

std::string member(const Json& node, const char* key) {
  const auto found = node.find(key);
  return found == node.end() ? std::string() : string_of(*found);
}

std::string types_of(const Json& node) {
  const auto found = node.find("@type");
  if (found == node.end()) return {};
  if (found->is_string()) return found->get<std::string>();
  std::string all;
  if (found->is_array())
    for (const Json& type : *found)
      if (type.is_string()) all += (all.empty() ? "" : " ") + type.get<std::string>();
  return all;
}

bool is_article_type(std::string_view types) {
  for (const std::string_view name :
       {"Article", "BlogPosting", "Report", "LiveBlogPosting", "SocialMediaPosting"})
    if (types.find(name) != std::string_view::npos) return true;
  return false;
}

bool is_page_type(std::string_view types) {
  return types.find("WebPage") != std::string_view::npos;
}

bool is_listing_type(std::string_view types) {
  return types.find("CollectionPage") != std::string_view::npos ||
         types.find("SearchResultsPage") != std::string_view::npos;
}

void fill(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

void add_authors(const Json& author, JsonLd& out) {
  if (author.is_array()) {
    for (const Json& one : author)
      if (std::string name = string_of(one); !name.empty()) out.authors.push_back(std::move(name));
  } else if (std::string name = string_of(author); !name.empty()) {
    out.authors.push_back(std::move(name));
  }
}

// "voi, tê tê", or an array of such.
void add_keywords(const Json& value, JsonLd& out) {
  if (value.is_string()) out.keywords.push_back(value.get<std::string>());
  if (!value.is_array()) return;
  for (const Json& one : value)
    if (std::string word = string_of(one); !word.empty()) out.keywords.push_back(std::move(word));
}

std::size_t count_of(const Json& value) {
  if (value.is_number_unsigned()) return value.get<std::size_t>();
  const std::string text = value.is_string() ? value.get<std::string>() : std::string();
  const bool digits =
      !text.empty() && text.size() < 7 && text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? std::stoul(text) : 0;
}

// Whether the node says so; none: it says nothing.
std::optional<bool> is_free(const Json& node) {
  const auto free = node.find("isAccessibleForFree");
  if (free == node.end()) return std::nullopt;
  if (free->is_boolean()) return free->get<bool>();
  if (!free->is_string()) return std::nullopt;
  const std::string said = free->get<std::string>();
  if (said == "False" || said == "false") return false;
  return true;
}

bool has_locked_part(const Json& node) {
  const auto parts = node.find("hasPart");
  if (parts == node.end()) return false;
  if (parts->is_object()) return is_free(*parts) == false;
  return parts->is_array() && std::any_of(parts->begin(), parts->end(), [](const Json& part) {
           return part.is_object() && is_free(part) == false;
         });
}

void read_article(const Json& node, std::string_view types, JsonLd& out) {
  const bool first = !out.has_article;
  out.has_article = true;
  fill(out.type, std::string(types));
  const std::string headline = member(node, "headline");
  if (!first && !out.headline.empty() && !headline.empty() && headline != out.headline) return;
  fill(out.headline, headline);
  if (out.headline.empty()) fill(out.headline, member(node, "name"));
  fill(out.alternative_headline, member(node, "alternativeHeadline"));
  fill(out.description, member(node, "description"));
  fill(out.published, member(node, "datePublished"));
  fill(out.created, member(node, "dateCreated"));
  fill(out.modified, member(node, "dateModified"));
  fill(out.body, member(node, "articleBody"));
  fill(out.section, member(node, "articleSection"));
  fill(out.publisher, member(node, "publisher"));
  fill(out.url, member(node, "mainEntityOfPage"));
  fill(out.url, member(node, "url"));
  if (const auto author = node.find("author"); author != node.end() && out.authors.empty())
    add_authors(*author, out);
  if (const auto keywords = node.find("keywords"); keywords != node.end() && out.keywords.empty())
    add_keywords(*keywords, out);
  if (const auto words = node.find("wordCount"); words != node.end() && out.word_count == 0)
    out.word_count = count_of(*words);
  out.paywalled |= !is_free(node).value_or(!has_locked_part(node));
}

void read_node(const Json& node, JsonLd& out) {
  const std::string types = types_of(node);
  if (is_article_type(types)) return read_article(node, types, out);
  out.has_listing |= is_listing_type(types);
  out.has_gallery |= types.find("ImageGallery") != std::string::npos ||
                     types.find("MediaGallery") != std::string::npos;
  if (!is_page_type(types) && types.find("VideoObject") == std::string::npos) return;
  fill(out.page_published, member(node, "datePublished"));
  fill(out.page_modified, member(node, "dateModified"));
}

// Where further nodes lie. Not everywhere: an article inside "isPartOf" or "mentions" is another one.
bool leads_on(const std::string& key) {
  return key == "@graph" || key == "mainEntity" || key == "@list" || key == "hasPart" ||
         key == "mainEntityOfPage" || key == "subjectOf";
}

void walk(const Json& root, JsonLd& out) {
  std::vector<const Json*> waiting{&root};
  for (std::size_t seen = 0; !waiting.empty() && seen < kMaxNodes; ++seen) {
    const Json& node = *waiting.back();
    waiting.pop_back();
    if (node.is_array()) {
      for (auto it = node.rbegin(); it != node.rend(); ++it) waiting.push_back(&*it);
      continue;
    }
    if (!node.is_object()) continue;
    read_node(node, out);
    for (const auto& [key, value] : node.items())
      if (leads_on(key) && value.is_structured()) waiting.push_back(&value);
  }
}

}  // namespace

JsonLd read_json_ld(std::span<const std::string_view> bodies) {
  JsonLd out;
  for (const std::string_view body : bodies) walk(parse_page_json(body), out);
  return out;
}

}  // namespace saola::extract
