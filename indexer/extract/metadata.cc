#include "indexer/extract/metadata.h"

#include <algorithm>

namespace saola::extract {
namespace {

constexpr std::size_t kMostFields = 16;  // of one kind

struct FieldRank {
  std::string_view name;  // lower case
  int rank;
};

constexpr FieldRank kPublished[] = {
    {"article:published_time", 0},
    {"og:article:published_time", 0},
    {"datepublished", 0},
    {"rnews:datepublished", 0},
    {"article.published", 0},
    {"published_time", 1},
    {"og:published_time", 1},
    {"bt:pubdate", 1},
    {"parsely-pub-date", 1},
    {"sailthru.date", 1},
    {"cxenseparse:recs:publishtime", 1},
    {"cxenseparse:publishtime", 1},
    {"pubdate", 1},
    {"publishdate", 1},
    {"publish-date", 1},
    {"publish_date", 1},
    {"publication_date", 1},
    {"published_date", 1},
    {"published-date", 1},
    {"article_date_original", 1},
    {"article:published", 1},
    {"originalpublicationdate", 1},
    {"published_at", 1},
    {"article:post_time", 1},
    {"vr:published_time", 1},
    {"dc.date.issued", 2},
    {"dcterms.issued", 2},
    {"dcterms.created", 2},
    {"dc.date.created", 2},
    {"dc:created", 2},
    {"datecreated", 2},
    {"citation_publication_date", 2},
    {"citation_date", 2},
    {"dc.date", 8},
    {"dcterms.date", 8},
    {"dc:date", 8},
    {"date", 4},
    {"creation_date", 4},
    {"created", 4},
    {"displaydate", 3},
    {"uploaddate", 4},
    {"article-publication-date", 1},
    {"release_date", 4},
};

constexpr FieldRank kModified[] = {
    {"article:modified_time", 0},
    {"datemodified", 0},
    {"og:updated_time", 1},
    {"article:updated_time", 1},
    {"dcterms.modified", 1},
    {"dc.date.modified", 1},
    {"updated_time", 1},
    {"lastmod", 2},
    {"last-modified", 2},
    {"modified", 2},
    {"revised", 2},
    {"lastupdate", 2},
};

int rank_of(std::string_view name, std::span<const FieldRank> fields) {
  for (const FieldRank& field : fields)
    if (field.name == name) return field.rank;
  return -1;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

std::string collapsed(std::string_view text) {
  std::string out;
  append_collapsed(out, text);
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

void fill(std::string& field, std::string_view value) {
  if (field.empty()) field = collapsed(value);
}

class Reader {
 public:
  explicit Reader(const Document& document) : document_(document) {}

  Metadata run() {
    const auto nodes = document_.nodes();
    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
      const Node& node = nodes[i];
      if (node.tag == Tag::meta) meta(node);
      if (node.tag == Tag::link) link(node);
      if (node.tag == Tag::html) fill(out_.language, document_.attribute(node, "lang"));
      if (node.tag == Tag::title && out_.html_title.empty()) out_.html_title = document_.text_of(i);
      if (node.tag == Tag::other && node.text == "base")
        fill(out_.base, document_.attribute(node, "href"));
    }
    return std::move(out_);
  }

 private:
  void link(const Node& node) {
    const std::string rel = lower_ascii(document_.attribute(node, "rel"));
    if (rel == "canonical") fill(out_.canonical, document_.attribute(node, "href"));
  }

  void meta(const Node& node) {
    const std::string_view content = document_.attribute(node, "content");
    if (content.empty()) return;
    for (const std::string_view key : {"property", "name", "itemprop", "http-equiv"}) {
      const std::string_view name = document_.attribute(node, key);
      if (!name.empty()) field(lower_ascii(name), content);
    }
  }

  void field(const std::string& name, std::string_view content) {
    if (const int rank = rank_of(name, kPublished);
        rank >= 0 && out_.published.size() < kMostFields)
      out_.published.push_back({name, std::string(content), rank});
    if (const int rank = rank_of(name, kModified); rank >= 0 && out_.modified.size() < kMostFields)
      out_.modified.push_back({name, std::string(content), rank});
    if (name == "og:title") fill(out_.og_title, content);
    if (name == "twitter:title") fill(out_.twitter_title, content);
    if (name == "og:type") fill(out_.og_type, content);
    if (name == "og:url") fill(out_.og_url, content);
    if (name == "og:site_name") fill(out_.og_site_name, content);
    if (name == "og:locale") fill(out_.og_locale, content);
    if (name == "article:section" || name == "section" || name == "articlesection")
      fill(out_.section, content);
    if (name == "author" || name == "article:author" || name == "dc.creator" ||
        name == "sailthru.author" || name == "parsely-author" || name == "byl")
      author(content);
    if (name == "article:tag" && out_.tags.size() < 2 * kMostFields)
      out_.tags.push_back(collapsed(content));
    if (name == "news_keywords") out_.keywords = collapsed(content);
    if (name == "keywords") fill(out_.keywords, content);
    if (name == "article:content_tier") fill(out_.content_tier, content);
    if (name == "content-language" || name == "language") fill(out_.language, content);
    if (name == "og:description" || name == "description" || name == "twitter:description")
      description(content);
  }

  void author(std::string_view content) {
    if (content.find("://") == std::string_view::npos) fill(out_.author, content);
  }

  void description(std::string_view content) {
    std::string text = collapsed(content);
    auto& all = out_.descriptions;
    if (!text.empty() && all.size() < kMostFields &&
        std::find(all.begin(), all.end(), text) == all.end())
      all.push_back(std::move(text));
  }

  const Document& document_;
  Metadata out_;
};

}  // namespace

Metadata read_metadata(const Document& document) {
  Metadata out = Reader(document).run();
  const auto by_rank = [](const DateField& a, const DateField& b) { return a.rank < b.rank; };
  std::stable_sort(out.published.begin(), out.published.end(), by_rank);
  std::stable_sort(out.modified.begin(), out.modified.end(), by_rank);
  return out;
}

}  // namespace saola::extract
