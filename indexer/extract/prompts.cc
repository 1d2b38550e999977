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

// Folded; anywhere in one of the last lines.
constexpr std::string_view kClosing[] = {
    "newsletter",
    "newsletters",
    "follow us",
    "follow me on",
    "on twitter and",
    "sign up for",
    "subscribe",
    "abonnieren",
    "abonniere ",
    "all rights reserved",
    "alle rechte vorbehalten",
    "material chroniony",
    "this entry was posted",
    "dieser eintrag wurde",
    "dieser beitrag wurde veroffentlicht",
    "canal de telegram",
    "canal de whatsapp",
    "whatsapp-kanal",
    "whatsapp channel",
    "telegram-kanal",
    "kenh telegram",
    "fanpage",
    "kenh youtube",
    "google news",
    "enjoyed reading",
    "download our app",
    "do you have a story",
    "have a tip?",
    "create an account",
    "already a subscriber",
    "unterstutzen sie uns",
    "unterstutze uns",
    "mit einer spende",
    "become a member",
    "join the conversation",
    "letters to the editor",
    "weitere informationen finden sie",
    "send us your",
    "responsible for the opinions",
    "ihre kommentare",
    "leserbrief",
    "tous droits reserves",
    "todos los derechos",
    "suscribete",
    "iscriviti",
    "email us at",
    "for more stories like this",
    "check out more of",
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

bool is_closing_prompt(std::string_view text) {
  const std::string folded = text::fold(text);
  return std::any_of(std::begin(kClosing), std::end(kClosing), [&](std::string_view words) {
    const auto at = folded.find(words);
    if (at == std::string::npos) return false;
    const char next = at + words.size() < folded.size() ? folded[at + words.size()] : ' ';
    return next < 'a' || next > 'z' || words.ends_with(' ');  // "subscribe" is not in "subscribers"
  });
}

}  // namespace saola::extract
