#include "indexer/extract/tags.h"

#include <set>
#include <span>
#include <string_view>

#include "indexer/extract/head_field.h"
#include "text/canonical.h"

namespace saola::extract {
namespace {

constexpr std::size_t kMostTags = 30;
constexpr std::size_t kLongestTag = 80;  // bytes

class Collector {
 public:
  // A list that someone parted by commas, or one tag.
  void add(std::string_view written) {
    const std::string unescaped_list = unescaped(written);
    std::string_view list = unescaped_list;
    while (!list.empty()) {
      const std::size_t end = std::min(list.find_first_of(",;"), list.size());
      add_one(head_field(list.substr(0, end)));
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  }

  std::vector<std::string> take() { return std::move(tags_); }

 private:
  void add_one(std::string tag) {
    if (tag.empty() || tag.size() > kLongestTag || tags_.size() >= kMostTags) return;
    if (seen_.insert(text::fold(tag)).second) tags_.push_back(std::move(tag));
  }

  std::vector<std::string> tags_;
  std::set<std::string> seen_;
};

std::vector<std::string> tags_of(std::span<const std::string> lists) {
  Collector collector;
  for (const std::string& list : lists) collector.add(list);
  return collector.take();
}

}  // namespace

std::vector<std::string> choose_tags(const Metadata& metadata, const JsonLd& json_ld) {
  std::vector<std::string> tags = tags_of(metadata.tags);
  if (tags.empty()) tags = tags_of(json_ld.keywords);
  if (tags.empty()) tags = tags_of(std::span(&metadata.keywords, 1));
  return tags;
}

}  // namespace saola::extract
