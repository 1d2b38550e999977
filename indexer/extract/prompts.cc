#include "indexer/extract/prompts.h"

#include <algorithm>
#include <string>

#include "text/canonical.h"

namespace saola::extract {
namespace {

constexpr std::size_t kMaxBytes = 220;
constexpr std::size_t kMostStart = 72;  // bytes of a block that are looked at

// Folded; the block begins with it, and a word ends there.
constexpr std::string_view kStarts[] = {
    ">>",
    "©",
    // Vietnamese
    "xem them",
    "xem tiep",
    "doc them",
    "doc tiep",
    "moi xem",
    "moi doc gia",
    "moi quy doc gia",
    "moi ban doc",
    "moi theo doi",
    "tin lien quan",
    "bai lien quan",
    "tin bai lien quan",
    "bai viet lien quan",
    "tin cung chuyen muc",
    "bai cung chuyen muc",
    "tin khac",
    "cac tin khac",
    "doc nhieu nhat",
    "co the ban quan tam",
    "theo doi chung toi",
    "chia se bai viet",
    "dang ky nhan tin",
    "tags:",
    "tu khoa:",
    // English
    "read:",
    "read more",
    "read also",
    "read next",
    "read the full",
    "also read",
    "see also",
    "related:",
    "related articles",
    "related article",
    "related stories",
    "related content",
    "related coverage",
    "related topics",
    "more from",
    "more on this",
    "more stories",
    "more news",
    "you may also like",
    "you might also like",
    "don't miss",
    "recommended",
    "sign up",
    "sign in",
    "register / sign in",
    "create an account",
    "create a free account",
    "already a subscriber",
    "already have an account",
    "don't have an account",
    "subscribe",
    "follow us",
    "follow me on",
    "share this",
    "click here",
    "tap here",
    "watch:",
    "watch ",
    "listen:",
    "listen ",
    "advertisement",
    "story continues",
    "article continues",
    "continue reading",
    "keep reading",
    "scroll to continue",
    "listen to this article",
    "get the latest",
    "download the",
    "join the conversation",
    "join our",
    "have your say",
    "view comments",
    "show more",
    "load more",
    "this is a breaking news story",
    "reporting by",
    "(reporting by",
    "additional reporting by",
    "editing by",
    "associated press writer",
    "follow ap",
    "this is a developing story",
    // German
    "lesen sie",
    "weiterlesen",
    "mehr lesen",
    "mehr zum thema",
    "mehr zu diesem thema",
    "mehr dazu",
    "weitere informationen",
    "weitere themen",
    "weitere artikel",
    "passend dazu",
    "auch interessant",
    "das konnte sie auch interessieren",
    "hier klicken",
    "hier geht es",
    "hier geht's",
    "hier finden sie",
    "zum artikel",
    "jetzt abonnieren",
    "jetzt anmelden",
    "jetzt lesen",
    "folgen sie",
    "empfohlener inhalt",
    "empfohlener redaktioneller inhalt",
    "externer inhalt",
    "dieses thema im programm",
    "anzeige",
    "werbung",
    "newsletter",
    "zum thema",
    // French
    "lire aussi",
    "a lire",
    "lire plus",
    "lire la suite",
    "voir aussi",
    "a decouvrir",
    "sur le meme sujet",
    "pour aller plus loin",
    "la suite apres",
    "abonnez-vous",
    "inscrivez-vous",
    "suivez-nous",
    "publicite",
    // Spanish, Portuguese, Italian, Romanian
    "lea tambien",
    "lea mas",
    "lee tambien",
    "lee mas",
    "leer mas",
    "leer tambien",
    "ver tambien",
    "te puede interesar",
    "te recomendamos",
    "mas informacion",
    "noticias relacionadas",
    "sigue leyendo",
    "suscribete",
    "siguenos",
    "publicidad",
    "leia tambem",
    "leia mais",
    "veja tambem",
    "saiba mais",
    "leggi anche",
    "leggi tutto",
    "vedi anche",
    "guarda anche",
    "ti potrebbe interessare",
    "iscriviti",
    "citeste si",
    "vezi si",
    // Polish, Czech, Slovak
    "czytaj takze",
    "czytaj tez",
    "czytaj wiecej",
    "czytaj:",
    "przeczytaj",
    "zobacz takze",
    "zobacz tez",
    "obserwuj nas",
    "ctete take",
    "prectete si",
    "cist dal",
    "mohlo by vas zajimat",
    "citajte aj",
    // Scandinavian, Finnish, Dutch
    "les ogsa",
    "les mer",
    "læs ogsa",
    "læs mere",
    "se ogsa",
    "las mer",
    "las aven",
    "las ocksa",
    "artikkelen fortsetter",
    "artikeln fortsatter",
    "annonse",
    "annons",
    "annonce",
    "lue myos",
    "lue lisaa",
    "lees ook",
    "lees meer",
    "lees verder",
    "bekijk ook",
    "advertentie",
    // Turkish, Indonesian
    "ayrica bakiniz",
    "ayrica oku",
    "ilgili haber",
    "haberin devami",
    "baca juga",
    "baca:",
    "lihat juga",
    "simak juga",
    // others
    "читайте также",
    "читайте також",
    "смотрите также",
    "関連記事",
    "相关阅读",
    "延伸阅读",
    "相關新聞",
    "관련기사",
    "यह भी पढ़ें",
    "ये भी पढ़ें",
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

// As written; what follows to the end of the block names who made the picture.
constexpr std::string_view kPhotoCredits[] = {
    "Ảnh:",     "(ảnh:",   "ẢNH:",        "Ảnh minh họa", "Ảnh tư liệu",  "Photo:", "PHOTO:",
    "Photo by", "Photos:", "AP Photo",    "Picture:",     "Image:",       "Foto:",  "FOTO:",
    "Fotos:",   "Bild:",   "Photograph:", "Getty Images", "Crédit photo",
};
constexpr std::size_t kMaxCredit = 60;    // bytes behind the word
constexpr std::size_t kMaxCaption = 500;  // bytes of a block that may be a caption

// Folded; a name follows.
constexpr std::string_view kBylines[] = {"by ", "von ", "por ",  "par ",   "di ",
                                         "av ", "af ",  "door ", "text: ", "autor: "};
constexpr std::size_t kMaxByline = 70;  // bytes

bool starts_with_capital(std::string_view text) {
  return !text.empty() && ((text[0] >= 'A' && text[0] <= 'Z') || (text[0] & 0x80) != 0);
}

// Folding costs more than all else here; no known start is longer.
std::string_view start_of(std::string_view text) {
  std::size_t end = std::min(text.size(), kMostStart);
  while (end < text.size() && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace

bool is_caption(std::string_view text) {
  if (text.size() > kMaxCaption) return false;
  const std::string_view end = text.substr(text.size() - std::min(text.size(), kMaxCredit + 14));
  return std::any_of(std::begin(kPhotoCredits), std::end(kPhotoCredits), [&](auto word) {
    const std::size_t at = end.rfind(word);
    if (at == std::string_view::npos || end.find(". ", at) != std::string_view::npos) return false;
    const std::size_t name = end.size() - at - word.size();  // bytes
    const bool named = word.ends_with(':') ? name >= 2 : !end.ends_with('.');
    return named && name <= kMaxCredit;
  });
}

bool is_byline(std::string_view text) {
  if (text.size() > kMaxByline || text.ends_with('.')) return false;
  const std::string folded = text::fold(text);
  return std::any_of(std::begin(kBylines), std::end(kBylines), [&](std::string_view word) {
    return folded.starts_with(word) && starts_with_capital(text.substr(word.size()));
  });
}

bool is_prompt(std::string_view text) {
  if (text.starts_with(">>")) return true;
  if (text.size() > kMaxBytes) return false;
  const std::string folded = text::fold(start_of(text));
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
