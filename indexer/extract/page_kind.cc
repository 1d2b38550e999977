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
constexpr std::uint32_t kFewTeasers =
    5;                                // fewer texts behind headlines may be an article's own links
constexpr std::uint32_t kBrief = 60;  // enough for a video or photo page that says its date

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

// Kept blocks that stand right behind a linked headline of their own: teasers of other pages.
double teaser_share(const KindSources& s) {
  std::uint32_t teasers = 0;
  std::uint32_t texts = 0;
  for (const std::uint32_t i : s.main.kept) {
    const Block& block = s.list.blocks[i];
    if (heading_level(block.tag) != 0) continue;
    ++texts;
    if (i == 0) continue;
    const Block& before = s.list.blocks[i - 1];
    if (before.is_linkish() && count_words(s.list.text(before)) >= kHeadlineWords) ++teasers;
  }
  return texts < kFewTeasers ? 0.0 : static_cast<double>(teasers) / texts;
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
  if (teaser_share(s) > 0.5 && !s.json_ld.has_article)
    return {PageKind::listing, "texts stand behind linked headlines"};
  if (says_article(s) && text >= kShortArticle &&
      (s.json_ld.has_article || text >= kArticle || links < kHeadlineLinks))
    return {PageKind::article, "says it is an article, and has text"};
  if (links >= kHeadlineLinks && per_link < 40 && !s.json_ld.has_article)
    return {PageKind::listing, "more headlines than text"};
  if (text >= kArticle && (s.has_date || per_link >= 60))
    return {PageKind::article, "running text"};
  if (text >= kShortArticle && s.has_date) return {PageKind::article, "a short text with a date"};
  if (links >= kHeadlineLinks) return {PageKind::listing, "many headlines"};
  if (text >= kBrief && s.date_is_declared)
    return {PageKind::article, "a brief with a declared date"};
  return {PageKind::other, "too little text"};
}

}  // namespace saola::extract
