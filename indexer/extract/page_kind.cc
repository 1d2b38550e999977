#include "indexer/extract/page_kind.h"

#include <algorithm>

#include "base/url.h"
#include "indexer/extract/text_key.h"

namespace saola::extract {
namespace {

constexpr std::uint32_t kShortArticle = 150;  // code points of running text: a news brief
constexpr std::uint32_t kArticle = 600;
constexpr std::uint32_t kHeadlineLinks = 20;  // links as long as headlines: a page that lists
constexpr std::size_t kHeadlineWords = 5;

std::uint32_t headline_links(const BlockList& list) {
  std::uint32_t links = 0;
  for (const Block& block : list.blocks)
    if (block.is_linkish() && count_words(list.text(block)) >= kHeadlineWords) ++links;
  return links;
}

bool is_front(std::string_view url) {
  const auto parsed = parse_url(url);
  if (!parsed) return false;
  return parsed->path == "/" || parsed->path == "/index.html" || parsed->path == "/index.php";
}

bool says_article(const KindSources& s) {
  return s.json_ld.has_article || s.metadata.og_type == "article" || s.metadata.og_type == "news" ||
         s.metadata.og_type == "video.other";
}

}  // namespace

Kind judge_kind(const KindSources& s) {
  using store::PageKind;
  const std::uint32_t links = headline_links(s.list);
  const std::uint32_t text = s.main.weight;
  const std::uint32_t per_link = links == 0 ? text : text / links;
  if (is_front(s.url))
    return {links >= 5 ? PageKind::listing : PageKind::other, "the site's front page"};
  if (s.json_ld.has_listing && !s.json_ld.has_article && links >= 5)
    return {PageKind::listing, "JSON-LD says it lists"};
  if (says_article(s) && text >= kShortArticle &&
      (s.json_ld.has_article || text >= kArticle || links < kHeadlineLinks))
    return {PageKind::article, "says it is an article, and has text"};
  if (links >= kHeadlineLinks && per_link < 40 && !s.json_ld.has_article)
    return {PageKind::listing, "more headlines than text"};
  if (text >= kArticle && (s.has_date || per_link >= 60))
    return {PageKind::article, "running text"};
  if (text >= kShortArticle && s.has_date) return {PageKind::article, "a short text with a date"};
  if (links >= kHeadlineLinks) return {PageKind::listing, "many headlines"};
  return {PageKind::other, "too little text"};
}

}  // namespace saola::extract
