#include "indexer/extract/page_kind.h"

#include <algorithm>
#include <span>
#include <string>

#include "base/url.h"
#include "indexer/extract/text_key.h"
#include "text/canonical.h"

namespace saola::extract {
namespace {

constexpr std::uint32_t kShortArticle = 150;  // code points of running text: a news brief
constexpr std::uint32_t kArticle = 600;
constexpr std::uint32_t kHeadlineLinks = 20;  // links as long as headlines: a page that lists
constexpr std::size_t kHeadlineWords = 5;
constexpr std::uint32_t kFewTeasers =
    5;                                 // fewer texts behind headlines may be an article's own links
constexpr std::uint32_t kWall = 1500;  // code points; what stands in an article's place is shorter
constexpr std::uint32_t kShell = 300;
constexpr std::uint32_t kGallery = 8;  // pictures
constexpr std::uint32_t kPerPicture =
    40;  // code points; a photo story tells more beside each picture
constexpr std::size_t kBinaryBytes = 1U << 16;
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

// By the page's markup, not only printed.
bool is_declared(const KindSources& s) {
  return s.date_from == "json-ld" || s.date_from == "meta" || s.date_from == "time";
}

bool is_in_head(const KindSources& s) { return s.date_from == "json-ld" || s.date_from == "meta"; }

bool says_article(const KindSources& s) {
  const std::string type = text::fold(s.metadata.og_type);
  return s.json_ld.has_article || type == "article" || type == "news" || type == "video.other";
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

struct Wall {
  std::string_view reason;
  std::span<const std::string_view> words;  // folded
};

constexpr std::string_view kErrorTitles[] = {
    "404",       "403 forbidden",   "500 internal",   "502 bad gateway",  "503 service",
    "not found", "access denied",   "khong tim thay", "khong ton tai",    "trang loi",
    "loi 404",   "da bi go",        "nicht gefunden", "page introuvable", "pagina no encontrada",
    "error 404", "site unavailable"};

constexpr std::string_view kRobotTitles[] = {
    "just a moment",         "attention required", "are you a robot", "checking your browser",
    "xac minh ban la nguoi", "security check",     "captcha",         "ddos-guard"};

constexpr std::string_view kScriptWords[] = {
    "enable javascript", "bat javascript",   "kich hoat javascript", "javascript is disabled",
    "javascript to run", "javascript aktiv", "requires javascript",  "javascript bi tat"};

constexpr std::string_view kConsentWords[] = {"cookie",         "consent",         "einwilligung",
                                              "quyen rieng tu", "du lieu ca nhan", "privacy",
                                              "datenschutz",    "personal data"};

bool holds_any(std::string_view folded, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return folded.find(word) != std::string_view::npos;
  });
}

// The share of kept texts that speak of cookies and consent.
double consent_share(const KindSources& s) {
  std::uint32_t all = 0;
  std::uint32_t consent = 0;
  for (const std::uint32_t i : s.main.kept) {
    const Block& block = s.list.blocks[i];
    if (heading_level(block.tag) != 0) continue;
    all += block.chars;
    if (holds_any(text::fold(s.list.text(block)), kConsentWords)) consent += block.chars;
  }
  return all == 0 ? 0.0 : static_cast<double>(consent) / all;
}

// What stands in an article's place: an error, a check for robots, a demand for consent or for scripts. An article about
// such things is longer, or says when it was published.
std::string_view wall(const KindSources& s) {
  if (is_declared(s) || s.main.weight > kWall) return {};
  const std::string title = text::fold(s.title);
  const std::string head = text::fold(s.metadata.html_title);
  if (s.main.weight < kArticle && (holds_any(title, kErrorTitles) || holds_any(head, kErrorTitles)))
    return "an error page";
  if (holds_any(title, kRobotTitles) || holds_any(head, kRobotTitles)) return "a check for robots";
  if (consent_share(s) > 0.5) return "a consent wall";
  return {};
}

// A page that says only what its reader has to switch on.
bool is_shell(const KindSources& s) {
  if (s.main.weight > kShell) return false;
  return std::any_of(s.main.kept.begin(), s.main.kept.end(), [&](std::uint32_t i) {
    return holds_any(text::fold(s.list.text(s.list.blocks[i])), kScriptWords);
  });
}

// Pictures with their captions, and hardly a text.
bool is_gallery(const KindSources& s) {
  std::uint32_t text = 0;
  for (const std::uint32_t i : s.main.kept) text += s.list.blocks[i].chars;
  text = std::max(text, s.main.weight);  // more, where the text was hidden in scripts
  if (text >= kArticle) return false;
  if (s.json_ld.has_gallery || s.metadata.og_type == "gallery") return true;
  std::uint32_t pictures = 0;
  const std::uint32_t end = s.main.container == 0 ? 0 : s.document[s.main.container].end;
  for (std::uint32_t i = s.main.container; i < end; ++i)
    if (s.document[i].tag == Tag::img) ++pictures;
  return pictures >= kGallery && text < pictures * kPerPicture;
}

Kind no_article(const KindSources& s) {
  using store::PageKind;
  if (s.title.empty()) return {PageKind::other, "no title"};
  if (const std::string_view reason = wall(s); !reason.empty()) return {PageKind::other, reason};
  if (is_shell(s)) return {PageKind::other, "an empty shell"};
  if (is_gallery(s)) return {PageKind::other, "a gallery"};
  return {PageKind::article, {}};
}

}  // namespace

bool is_binary(std::string_view bytes, std::string_view charset) {
  if (charset.starts_with("utf-16")) return false;
  bytes = bytes.substr(0, kBinaryBytes);
  const auto controls = std::count_if(bytes.begin(), bytes.end(), [](char c) {
    return (c >= 0 && c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B) ||
           c == 0x7F;
  });
  return static_cast<std::size_t>(controls) * 100 > bytes.size();
}

Kind judge_kind(const KindSources& s) {
  using store::PageKind;
  const std::uint32_t links = headline_links(s.list);
  const std::uint32_t text = s.main.weight;
  const std::uint32_t per_link = links == 0 ? text : text / links;
  const bool has_date = !s.date_from.empty();
  if (is_front(s.url))
    return {links >= 5 ? PageKind::listing : PageKind::other, "the site's front page"};
  if (s.json_ld.has_listing && !s.json_ld.has_article && links >= 5)
    return {PageKind::listing, "JSON-LD says it lists"};
  if (teaser_share(s) > 0.5 && !s.json_ld.has_article)
    return {PageKind::listing, "texts stand behind linked headlines"};
  if (const Kind other = no_article(s); other.kind == PageKind::other) return other;
  if (says_article(s) && text >= kShortArticle &&
      (s.json_ld.has_article || text >= kArticle || links < kHeadlineLinks || is_in_head(s)))
    return {PageKind::article, "says it is an article, and has text"};
  if (links >= kHeadlineLinks && per_link < 40 && !s.json_ld.has_article)
    return {PageKind::listing, "more headlines than text"};
  if (text >= kArticle && (has_date || per_link >= 60)) return {PageKind::article, "running text"};
  if (text >= kShortArticle && has_date) return {PageKind::article, "a short text with a date"};
  if (links >= kHeadlineLinks) return {PageKind::listing, "many headlines"};
  if (text >= kBrief && is_declared(s)) return {PageKind::article, "a brief with a declared date"};
  return {PageKind::other, "too little text"};
}

}  // namespace saola::extract
