#include "indexer/extract/names.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace saola::extract {
namespace {

struct Meaning {
  std::uint32_t hints;
  const char*
      words;  // parted by spaces; a joined name has no separators: "readmore" is also read-more and ReadMore
};

constexpr Meaning kMeanings[] = {
    {kHintBody,
     "articlebody storybody postbody entrycontent postcontent articlecontent articletext "
     "storycontent storytext "
     "bodytext maintext newscontent contentdetail detailcontent newsbody fulltext singlecontent "
     "contentbody "
     "noidung chitiet noidungchitiet contentnews fckdetail maincontent tdpostcontent articledetail "
     "newsdetail "
     "pagecontent bodycopy richtext postentry contentarticle detailscontent thecontent "
     "articlemain"},
    {kHintLead,
     "teaser sapo lead leadtext standfirst chapo dek deck intro introtext teasertext subtitle "
     "subhead "
     "subheadline summary "
     "excerpt abstract lede kicker description shortdescription singlesummary articlesummary "
     "newslead vorspann "
     "untertitel entradilla bajada sottotitolo occhiello lidtext perex ingress manchet sapeau mota "
     "tomtat "
     "headnote desc articleintro articlelead"},
    {kHintTitle, "headline title articletitle entrytitle posttitle tieude pagetitle storytitle"},
    {kHintByline,
     "byline author authors autor auteur autore tacgia writer contributor contributors bylines "
     "articleauthor "
     "postauthor entryauthor authorname vcard signature firma autorzeile redakteur reporter "
     "journalist "
     "credits posted postedby entrymeta postmeta articlemeta metadata articleinfo newsinfo "
     "butdanh"},
    {kHintDate,
     "date dateline datetime time timestamp published publishdate pubdate publicationdate publish "
     "publisheddate "
     "postdate entrydate articledate datum fecha ngay ngaydang thoigian createddate dateposted "
     "updated lastupdate "
     "lastupdated modified posteddate publishtime"},
    {kHintCaption,
     "caption captions imagecaption figcaption wpcaption photocredit imagecredit credit copyright "
     "bildunterschrift "
     "bildtext bu legend photocaption piefoto didascalia wpcaptiontext chuthich copyrights "
     "imagesource mediacaption "
     "imgcaption imagedescription imgdescription imgdesc imagedesc photodesc imageinfo picbox "
     "imgbox "
     "photobox videocaption mediadescription picturecaption photocaptioncredit figurecaption "
     "imagemeta"},
    {kHintRelated,
     "related relatedcontent relatedarticles relatedposts relatednews relatedstories relatedlinks "
     "relatedarticle "
     "readmore readnext readalso alsoread seealso morestories morenews morefrom moreon recommended "
     "recommendation "
     "recommendations breakingnews recommend recirculation recirc recirculate suggested "
     "suggestions suggestion "
     "mostread "
     "mostpopular trending popular latestnews topstories upnext nextarticle nextup teaser teasers "
     "teaserlist "
     "youmaylike youmightlike youmayalsolike keepreading dontmiss outbrain taboola plista zergnet "
     "nativo revcontent "
     "mgid tinlienquan lienquan docthem xemthem tinkhac tincungloai cungchuyenmuc tinmoi tinnoibat "
     "docnhieu "
     "xemnhieu tincu baivietlienquan crosslink crosslinks seemore morelinks furtherreading "
     "weiterlesen mehrzumthema "
     "zumthema lesensieauch auchinteressant verwandte ahnliche relacionadas relacionados "
     "noticiasrelacionadas "
     "leermas leertambien lireaussi alireaussi correlati articolicorrelati leggianche czytajtakze "
     "readthis "
     "linkbox linklist articlelist storylist newslist inlinerelated richlink relatedstory relateds "
     "tinlienquanbox "
     "othernews otherposts othernewslist promobox promo promos promotion artrelated jprelatedposts "
     "yarpp "
     "crp ilrelated relatedbox relatedbroadcast similararticles similarnews similarposts "
     "morearticles "
     "moretopic moretopics linkedarticle linkedarticles popularposts recentposts latestposts "
     "otherarticles xemtiep baikhac tinbailienquan relatedpost relnews moreinthissection "
     "storiesfeed recommender continuereading alsolike"},
    {kHintShare,
     "share sharing sharebar sharebuttons sharetools social socialmedia socialshare socialbar "
     "socialicons sociallinks "
     "sharethis addthis addtoany sharedaddy sharer sharelinks shareicons chiase mangxahoi print "
     "printbutton "
     "articletools bookmark likebutton fblike facebook twitter whatsapp follow followus "
     "followbutton likes "
     "reactions reaction shareblock socials sharemodule teilen compartir partager rating ratings "
     "vote votes voting "
     "danhgia starrating listen audioplayer texttospeech tts readspeaker sharebox"},
    {kHintComment,
     "comment comments commentlist commentform commentsection commentarea respond disqus "
     "disqusthread fbcomments "
     "commentary binhluan ykien kommentare kommentar kommentarer comentarios comentario "
     "commentaires discussion "
     "livefyre coral spotim replies commentbox commentcontainer commenting replyform komentare "
     "komentarz kommentarbereich "
     "opencomments commentblock viafoura talkback"},
    {kHintAd,
     "ad ads adv advert advertisement advertising advertorial sponsor sponsored sponsoredcontent "
     "werbung anzeige "
     "anzeigen publicidad publicite quangcao adbox adslot adcontainer adunit adwrapper adsense dfp "
     "googlead "
     "banner banners bannerad leaderboard affiliate promoted partnercontent commercial adhesion "
     "admiddle qc reklam "
     "reklama annonce pubblicita inlinead mpu skyscraper adblock admarker"},
    {kHintSignup,
     "newsletter newsletters newslettersignup signup subscribe subscription subscriptions "
     "subscriber abo abonnement "
     "paywall piano regwall registration register login signin mailinglist mailchimp optin donate "
     "donation "
     "donations spenden supportus membership member getapp appdownload apppromo downloadapp dangky "
     "pushnotification "
     "notification notifications subscribebox subscribeform emailsignup leaky callout cta "
     "calltoaction contribution "
     "emailcapture authscreen registerwall subscribewall subscriptionwall premiumwall "
     "newsletterbox "
     "newsletterform epic abobox inscription suscripcion suscribete adblockmessage whatsappbanner"},
    {kHintMenu,
     "nav navigation navbar menu mainmenu topmenu submenu breadcrumb breadcrumbs breadcrump crumbs "
     "pagination pager "
     "paging pagenav postnav postnavigation tags tag taglist tagcloud taglinks keywords tukhoa "
     "topics topiclist "
     "categories category categorylinks catlinks toc tableofcontents jumplinks anchornav tabs "
     "tablist filedunder "
     "articletags posttags entrytags prevnext nextprev siteheader masthead topbar skiplink sitemap "
     "mucluc stichworte "
     "schlagworte etiquetas newstags tagsbox themen themenliste entryfooter postfooter "
     "articletopics"},
    {kHintAside,
     "sidebar sidebars rightcolumn leftcolumn rightcol leftcol rightrail leftrail rail widget "
     "widgets widgetarea "
     "aside       complementary secondary "
     "sidecolumn colright colleft "
     "barraleft marginalspalte tertiary ticker stock stockquote weather"},
    {kHintFurniture,
     "footer sitefooter pagefooter globalfooter contentinfo   "
     "  "
     "  modal popup popin overlay lightbox dialog tooltip dropdown toolbar alert "
     "alertbar disclaimer "
     "disclosure trustbadge impressum backtotop scrolltop totop errormessage feedback searchform "
     "searchbox search "
     "contact contactform "
     "survey quiz poll polls pollbox translate languageswitcher correction corrections reportthis "
     "reporterror "
     "embedcode loading spinner placeholder noscript browserupgrade offscreen clipboard"},
    {kHintConsent,
     "cookie cookies cookieconsent cookiebanner cookienotice consent gdpr cmp onetrust didomi "
     "usercentrics qccmp "
     "cookielaw cookiewall"},
    {kHintFactBox,
     "factbox factboxes infobox faktenbox infokasten boxinfo faktaruta faktaboks boxthongtin"},
    {kHintHidden,
     "hidden hide visuallyhidden sronly screenreader screenreadertext screenreaderonly srtext "
     "displaynone dnone "
     "invisible visuallyhide assistivetext offscreentext a11yhidden accessibilityhidden hiddentext "
     "printonly "
     "onlyprint ishidden uhidden visuallyhiddenfocusable"},
    {kHintAuthorBox,
     "authorbox authorpanel authorsbox aboutauthors authorbio bio biography aboutauthor "
     "abouttheauthor authorinfo authordescription "
     "authorprofile "
     "postauthorbox authorcard authorblurb autorenbox authordetails authorblock authorsbio "
     "saboxplugin"},
    {kHintMedia,
     "gallery photogallery slideshow slider carousel swiper slick lightgallery imagegallery "
     "bildergalerie fotostrecke "
     "player videoplayer jwplayer videojs video videos embed embeds tweet twittertweet "
     "instagrammedia tiktokembed fbpost "
     "oembed playlist podcast podcasts galeria thuvienanh"},
};

using Words = std::unordered_map<std::string_view, std::uint32_t>;

Words make_words() {
  Words words;
  for (const Meaning& meaning : kMeanings) {
    std::string_view rest = meaning.words;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      if (end > 0) words[rest.substr(0, end)] |= meaning.hints;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return words;
}

constexpr bool is_name_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr std::uint32_t kHintsOfParts = kHintRelated | kHintShare | kHintComment | kHintAd |
                                        kHintSignup | kHintFactBox | kHintAside | kHintAuthorBox |
                                        kHintCaption | kHintMenu;
constexpr std::size_t kMaxWords = 24;  // words looked at in one name
constexpr std::size_t kMaxJoined = 4;  // "you may also like"
constexpr std::size_t kMaxNameBytes = 512;

// One class name, cut at everything that is no letter and before capitals: "tdb-related_posts", "RelatedPosts". Letters
// behind a digit are no word: "c0ad4" is a number.
struct NameWords {
  std::string letters;  // lower case, all words joined
  std::array<std::uint16_t, kMaxWords + 1> starts{};
  std::size_t count = 0;

  void cut(std::string_view name) {
    letters.clear();
    count = 0;
    bool inside = false;
    bool number = false;
    for (std::size_t i = 0; i < name.size() && count < kMaxWords; ++i) {
      if (!is_name_letter(name[i])) {
        inside = false;
        number = name[i] >= '0' && name[i] <= '9';
        continue;
      }
      if (number) continue;
      const bool hump = is_upper(name[i]) && i > 0 && !is_upper(name[i - 1]);
      if (!inside || hump) starts[count++] = static_cast<std::uint16_t>(letters.size());
      inside = true;
      letters += static_cast<char>(name[i] | 0x20);
    }
    starts[count] = static_cast<std::uint16_t>(letters.size());
  }

  [[nodiscard]] std::string_view joined(std::size_t first, std::size_t words) const {
    return std::string_view(letters).substr(starts[first], starts[first + words] - starts[first]);
  }
};

// "has-sidebar", "no-comments", "category-video" speak of a page, not of this part; "md:hidden" of one screen's width;
// "elementor-widget" of the tool the page was built with.
bool speaks_of_another(const NameWords& words, std::string_view name) {
  if (name.find_first_of(":[") != std::string_view::npos) return true;
  if (words.count < 2) return false;
  const std::string_view first = words.joined(0, 1);
  for (const std::string_view word : {"has", "no", "not", "non", "with", "without", "category",
                                      "tag", "status", "format", "elementor"})
    if (first == word && words.joined(0, 2) != "taglist" && words.joined(0, 2) != "taglinks" &&
        words.joined(0, 2) != "tagcloud" && words.joined(0, 2) != "categorylinks")
      return true;
  return false;
}

// "hidden-xs", "field-label-hidden", "overflow-hidden" hide something else than this part; "is-hidden", "u-hide" do hide it.
bool hides_another(const NameWords& words, std::string_view word, std::size_t first) {
  if (word != "hidden" && word != "hide") return false;
  return first + 1 < words.count || words.joined(0, first).size() > 3;
}

std::uint32_t hints_of_name(std::string_view name, NameWords& words) {
  words.cut(name);
  if (speaks_of_another(words, name)) return kHintNone;
  std::uint32_t hints = kHintNone;
  std::size_t body_end = words.count;  // "article-body-related" is a part of the body, not the body
  for (std::size_t first = 0; first < words.count; ++first)
    for (std::size_t n = 1; n <= std::min(kMaxJoined, words.count - first); ++n) {
      const std::string_view word = words.joined(first, n);
      const std::uint32_t said = hides_another(words, word, first) ? 0U : hints_of_word(word);
      if ((said & kHintBody) != 0) body_end = first + n;
      if (first >= body_end && (said & kHintsOfParts) != 0) hints &= ~kHintBody;
      hints |= said;
    }
  return hints;
}

std::uint32_t hints_of_names(std::string_view names, NameWords& words) {
  std::uint32_t hints = kHintNone;
  names = names.substr(0, kMaxNameBytes);
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\n\r"), names.size());
    hints |= hints_of_name(names.substr(0, end), words);
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return hints;
}

bool names_a_part(std::string_view attribute) {
  return attribute == "class" || attribute == "id" || attribute == "role" ||
         attribute == "itemprop" || attribute.starts_with("data-");
}

}  // namespace

std::uint32_t hints_of_word(std::string_view word) {
  static const Words words = make_words();
  const auto found = words.find(word);
  return found == words.end() ? static_cast<std::uint32_t>(kHintNone) : found->second;
}

std::uint32_t hints_of(const Document& document, const Node& node) {
  std::uint32_t hints = kHintNone;
  NameWords words;
  for (const Attribute& attribute : document.attributes(node))
    if (names_a_part(attribute.name)) hints |= hints_of_names(attribute.value, words);
  return hints;
}

std::vector<std::uint32_t> hints_of_all(const Document& document) {
  const auto nodes = document.nodes();
  std::vector<std::uint32_t> hints(nodes.size(), kHintNone);
  std::unordered_map<std::string_view, std::uint32_t> known;
  NameWords words;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    for (const Attribute& attribute : document.attributes(nodes[i])) {
      if (!names_a_part(attribute.name)) continue;
      const auto [found, is_new] = known.try_emplace(attribute.value, kHintNone);
      if (is_new) found->second = hints_of_names(attribute.value, words);
      hints[i] |= found->second;
    }
  return hints;
}

}  // namespace saola::extract
