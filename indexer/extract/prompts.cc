#include "indexer/extract/prompts.h"

#include <algorithm>
#include <string>

#include "text/canonical.h"

namespace saola::extract {
namespace {

constexpr std::size_t kMaxBytes = 220;

// Folded; the block begins with it, and a word ends there.
constexpr std::string_view kStarts[] = {
    ">>",
    "xem them",
    "doc them",
    "moi doc gia",
    "moi quy doc gia",
    "tin lien quan",
    "bai lien quan",
    "tin bai lien quan",
    "bai viet lien quan",
    "co the ban quan tam",
    "theo doi chung toi",
    "read more",
    "read also",
    "also read",
    "see also",
    "related:",
    "related articles",
    "related stories",
    "more from",
    "more on this story",
    "you may also like",
    "don't miss",
    "recommended",
    "sign up",
    "subscribe",
    "follow us",
    "follow me on",
    "share this",
    "click here",
    "advertisement",
    "story continues below",
    "article continues below",
    "scroll to continue",
    "listen to this article",
    "get the latest",
    "download the",
    "join the conversation",
    "join our",
    "lesen sie auch",
    "lesen sie mehr",
    "lesen sie dazu",
    "lesen sie hier",
    "mehr zum thema",
    "mehr dazu",
    "auch interessant",
    "das konnte sie auch interessieren",
    "hier klicken",
    "anzeige",
    "werbung",
    "newsletter",
    "zum thema",
    "lire aussi",
    "a lire aussi",
    "lea tambien",
    "lee tambien",
    "leer mas",
    "leggi anche",
    "czytaj takze",
    "czytaj tez",
    "zobacz takze",
    "ctete take",
    "les ogsa",
    "las mer",
    "las aven",
    "lees ook",
    "ayrica bakiniz",
    "publicidad",
    "publicite",
};

// The whole block, folded.
constexpr std::string_view kWhole[] = {
    "chia se",     "in bai",  "luu bai",   "share",     "tweet",   "email",       "print",
    "comments",    "comment", "copy link", "teilen",    "drucken", "merken",      "kommentieren",
    "tags",        "tu khoa", "binh luan", "quang cao", "video",   "loading...",  "ad",
    "sponsored",   "save",    "listen",    "photo",     "reklama", "zaloguj sie", "advertisements",
    "back to top", "close",   "menu",
};

}  // namespace

bool is_prompt(std::string_view text) {
  if (text.starts_with(">>")) return true;
  if (text.size() > kMaxBytes) return false;
  const std::string folded = text::fold(text);
  if (std::find(std::begin(kWhole), std::end(kWhole), folded) != std::end(kWhole)) return true;
  return std::any_of(std::begin(kStarts), std::end(kStarts), [&](std::string_view start) {
    if (!folded.starts_with(start)) return false;
    const char next = folded.size() > start.size() ? folded[start.size()] : ' ';
    return next < 'a' || next > 'z';
  });
}

}  // namespace saola::extract
