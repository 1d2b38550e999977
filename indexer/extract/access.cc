#include "indexer/extract/access.h"

#include <algorithm>
#include <array>

#include "indexer/extract/text_key.h"
#include "text/canonical.h"

namespace saola::extract {
namespace {

constexpr std::size_t kBlocksBehind = 8;  // blocks behind the text where it says that it breaks off
constexpr std::uint32_t kLongLine = 400;  // code points; what is longer is no notice
constexpr std::size_t kFewWords = 200;    // of a text that is cut though it is free
constexpr std::size_t kWordSlack = 100;   // words that newsrooms count and readers do not see

// What stands where a text breaks off, folded. Offers that stand on free pages too ("subscribe to our newsletter",
// "already a subscriber?") are none of these.
constexpr std::array<std::string_view, 28> kBreaks = {
    "de doc tiep bai",          "de doc toan bo bai",       "dang nhap de doc",
    "dang ky de doc",           "danh cho thue bao",        "danh rieng cho thue bao",
    "danh cho hoi vien",        "danh cho doc gia tra phi", "noi dung tra phi",
    "subscribe to continue",    "subscribe to read",        "to continue reading",
    "continue reading with",    "to read the full",         "to read this article",
    "is for subscribers",       "for subscribers only",     "subscriber-only",
    "available to subscribers", "jetzt weiterlesen",        "weiterlesen mit",
    "um weiterzulesen",         "nur fur abonnenten",       "mit abo lesen",
    "reserve aux abonnes",      "para suscriptores",        "riservato agli abbonati",
    "per gli abbonati",
};

bool breaks_off(std::string_view line) {
  const std::string folded = text::fold(line);
  return std::any_of(kBreaks.begin(), kBreaks.end(), [&](std::string_view words) {
    return folded.find(words) != std::string::npos;
  });
}

}  // namespace

std::uint32_t find_notice(const BlockList& list, const MainText& main) {
  if (main.kept.empty()) return kNoBlock;
  const std::size_t last = main.kept.back();
  for (std::size_t i = last; i < std::min(list.blocks.size(), last + 1 + kBlocksBehind); ++i) {
    const Block& block = list.blocks[i];
    if (block.drop == Drop::comment || block.chars > kLongLine) continue;
    if (breaks_off(list.text(block))) return static_cast<std::uint32_t>(i);
  }
  return kNoBlock;
}

Access judge_access(const JsonLd& json_ld, const Metadata& metadata, std::string_view notice,
                    std::string_view text) {
  Access access;
  const bool locked = metadata.content_tier == "locked" || metadata.content_tier == "paid";
  access.paywalled = json_ld.paywalled || locked || !notice.empty();
  const std::size_t words = count_words(text);
  const bool fewer = json_ld.word_count > 2 * words + kWordSlack;
  const bool few_words = fewer && (access.paywalled || words < kFewWords);
  const bool ends_open = text.ends_with("…") || text.ends_with("...");
  access.truncated = !notice.empty() || few_words || (access.paywalled && ends_open);
  if (!notice.empty())
    access.why = notice;
  else if (few_words)
    access.why = "JSON-LD counts more words";
  else if (access.paywalled)
    access.why = json_ld.paywalled ? "json-ld" : "meta";
  return access;
}

}  // namespace saola::extract
