#include "indexer/extract/extract.h"

#include <algorithm>
#include <utility>

#include "base/url.h"
#include "indexer/extract/access.h"
#include "indexer/extract/blocks.h"
#include "indexer/extract/dates.h"
#include "indexer/extract/dom.h"
#include "indexer/extract/head_field.h"
#include "indexer/extract/hidden_body.h"
#include "indexer/extract/json_ld.h"
#include "indexer/extract/lean_markup.h"
#include "indexer/extract/main_text.h"
#include "indexer/extract/metadata.h"
#include "indexer/extract/names.h"
#include "indexer/extract/page_kind.h"
#include "indexer/extract/tags.h"
#include "indexer/extract/text_key.h"
#include "indexer/extract/title.h"
#include "text/canonical.h"
#include "text/charset.h"
#include "text/language.h"
#include "text/lead_tail.h"

namespace saola::extract {
namespace {

constexpr std::size_t kLongestSection = 100;  // bytes
constexpr std::size_t kNoteBytes = 160;       // of a block's text in --explain
constexpr std::uint32_t kLeastBody =
    300;  // code points of running text; a page with less has no body

class Extractor {
 public:
  Extractor(const Page& page, Explain explain) : page_(page), explain_(explain == Explain::yes) {}

  Extraction run() {
    read();
    if (is_binary(page_.bytes, out_.charset)) return no_page();
    const Title title = choose_title({*document_, list_, hints_, json_ld_, metadata_, page_.url});
    find_text(title);
    name_page();
    out_.article.language = text::detect_language(out_.article.title + ". " + out_.article.text);
    if (out_.article.language.empty() && !out_.article.text.empty())
      out_.article.language = language_tag();
    note("language", metadata_.language.empty() ? "text" : "text; lang=" + metadata_.language,
         out_.article.language);
    date_page(title);
    people();
    tags_and_captions();
    const LeadTail around = lead_tail();
    out_.article.dateline = around.dateline;
    out_.article.credit = around.credit;
    kind();
    if (explain_) note_blocks();
    return std::move(out_);
  }

 private:
  using LeadTail = text::LeadTail;

  void note(std::string_view part, std::string_view origin, std::string_view detail) {
    if (!explain_) return;
    out_.notes.push_back({std::string(part), std::string(origin), text::display_form(detail)});
  }

  void read() {
    text::Decoded decoded = text::decode(page_.bytes, page_.content_type);
    out_.charset = decoded.charset;
    note("charset", decoded.source, decoded.charset);
    LeanMarkup lean = lean_markup(decoded.utf8);
    json_ld_ = read_json_ld(lean.json_ld);
    decoded.utf8 = std::string();  // the tree needs the room
    document_.emplace(Document::parse(std::move(lean.html)));
    metadata_ = read_metadata(*document_);
    list_ = cut_blocks(*document_);
    hints_ = hints_of_all(*document_);
  }

  void find_text(const Title& title) {
    out_.article.title = text::display_form(title.text);
    note("title", title.why.empty() ? title.from : title.from + ", " + title.why, title.text);
    note_titles();
    std::vector<std::string> descriptions = metadata_.descriptions;
    if (!json_ld_.description.empty()) descriptions.push_back(json_ld_.description);
    if (!json_ld_.alternative_headline.empty())
      descriptions.push_back(json_ld_.alternative_headline);
    const std::vector<std::string> titles{title.text, json_ld_.headline, metadata_.og_title,
                                          metadata_.twitter_title, metadata_.html_title};
    main_ = find_main_text(
        *document_, list_, hints_,
        {title.text, titles, title.node, descriptions, json_ld_.body, json_ld_.authors, page_.url});
    const std::string notice = cut_notice();
    take_signature();
    std::string joined;
    for (const std::uint32_t i : main_.kept) {
      if (!joined.empty()) joined += "\n\n";
      joined += list_.text(list_.blocks[i]);
    }
    if (explain_ && !main_.kept.empty())
      note("body", element(main_.container),
           list_.text(list_.blocks[main_.kept.front()]).substr(0, kNoteBytes));
    if (main_.weight < kLeastBody) joined = with_hidden_body(title, std::move(joined));
    out_.article.text = text::display_form(joined);
    judge_paywall(notice);
    if (main_.lead != kNoBlock)
      out_.article.lead = text::display_form(list_.text(list_.blocks[main_.lead]));
  }

  // The offer to subscribe where the text breaks off; it is no part of the text.
  [[nodiscard]] std::string cut_notice() {
    const std::uint32_t notice = find_notice(list_, main_);
    if (notice == kNoBlock) return {};
    if (main_.kept.back() == notice) {
      main_.kept.pop_back();
      list_.blocks[notice].drop = Drop::prompt;
    }
    return std::string(list_.text(list_.blocks[notice]));
  }

  void judge_paywall(std::string_view notice) {
    const Access access = judge_access(json_ld_, metadata_, notice, out_.article.text);
    out_.paywalled = access.paywalled;
    out_.truncated = access.truncated;
    if (access.paywalled) note("paywalled", "", access.why);
    if (access.truncated) note("truncated", "", access.why);
  }

  // What each part of the head says the title is.
  void note_titles() {
    if (!json_ld_.headline.empty()) note("title says", "json-ld", json_ld_.headline);
    if (!metadata_.og_title.empty()) note("title says", "og:title", metadata_.og_title);
    if (!metadata_.html_title.empty()) note("title says", "title", metadata_.html_title);
  }

  // "div.fck_detail", as a reader of the page's source would look for it.
  [[nodiscard]] std::string element(std::uint32_t node) const {
    const std::string_view id = document_->attribute((*document_)[node], "id");
    const std::string_view name = document_->attribute((*document_)[node], "class");
    std::string said = "element " + std::to_string(node);
    if (!id.empty()) said += " #" + std::string(id.substr(0, 40));
    if (!name.empty()) said += " ." + std::string(name.substr(0, 60));
    return text::display_form(said);
  }

  // A page that calls itself an article and shows none may keep it in its scripts; the lead it shows stays.
  std::string with_hidden_body(const Title& title, std::string shown) {
    if (!json_ld_.has_article && metadata_.og_type != "article") return shown;
    const text::Decoded decoded = text::decode(page_.bytes, page_.content_type);
    const auto paragraphs =
        find_hidden_body(lean_markup(decoded.utf8).state, json_ld_.body, title.text);
    if (paragraphs.empty()) return shown;
    note("body", "scripts", paragraphs.front().substr(0, kNoteBytes));
    std::string joined;
    if (main_.lead != kNoBlock) joined = list_.text(list_.blocks[main_.lead]);
    for (const std::string& paragraph : paragraphs) {
      if (paragraph == joined) continue;
      if (!joined.empty()) joined += "\n\n";
      joined += paragraph;
      main_.weight += count_chars(paragraph);
    }
    return joined;
  }

  // URL, canonical URL, outlet, section.
  void name_page() {
    store::Article& article = out_.article;
    article.url = page_.url;
    const auto own = parse_url(page_.url);
    article.canonical_url = canonical(own);
    const auto named = own ? own : parse_url(article.canonical_url);
    if (named) article.outlet = registrable_domain(named->host);
    const bool in_meta = !metadata_.section.empty();
    article.section = section_name(in_meta ? metadata_.section : json_ld_.section);
    if (!article.section.empty()) note("section", in_meta ? "meta" : "json-ld", article.section);
    const bool open_graph = !metadata_.og_site_name.empty();
    out_.outlet_name = head_field(open_graph ? metadata_.og_site_name : publisher_name());
    if (!out_.outlet_name.empty())
      note("outlet name", open_graph ? "og:site_name" : "json-ld publisher", out_.outlet_name);
  }

  // Some pages put their title there, or a whole sentence.
  [[nodiscard]] std::string section_name(std::string_view written) const {
    std::string name = head_field(written);
    return name.size() > kLongestSection || name == out_.article.title ? std::string() : name;
  }

  // "https://a.example.vn/#organization" is no name.
  [[nodiscard]] std::string publisher_name() const {
    return json_ld_.publisher.find("://") == std::string::npos ? json_ld_.publisher : std::string();
  }

  std::string canonical(const Result<Url>& own) {
    for (const std::string& written : {metadata_.canonical, metadata_.og_url, json_ld_.url}) {
      if (written.empty()) continue;
      const auto url = own ? resolve_url(*own, written) : parse_url(written);
      if (!url || !speaks_of_this_page(*url, own)) continue;
      note("canonical", "page", url->str());
      return canonical_url(*url).str();
    }
    return own ? canonical_url(*own).str() : std::string(page_.url);
  }

  // A page that calls itself its site's front page, or another site's, is mistaken.
  static bool speaks_of_this_page(const Url& url, const Result<Url>& own) {
    if (!own) return true;
    if (registrable_domain(url.host) != registrable_domain(own->host)) return false;
    return url.path != "/" || own->path == "/";
  }

  std::string language_tag() const {
    const std::string code = metadata_.language.substr(0, 2);
    if (code == "vi" || code == "en") return code;
    return code.empty() ? "" : "other";
  }

  [[nodiscard]] DateHints date_hints() const {
    DateHints hints;
    const auto own = parse_url(page_.url);
    const bool vietnamese_site = own && own->host.ends_with(".vn");
    hints.home = vietnamese_site || out_.article.language == "vi";
    hints.default_offset = hints.home ? kHomeOffset : std::chrono::minutes{0};
    hints.month_first =
        !hints.home && (metadata_.language == "en-US" || metadata_.og_locale == "en_US");
    hints.now = page_.fetched;
    return hints;
  }

  void date_page(const Title& title) {
    const DateSources sources{*document_, list_,      main_,     json_ld_,      metadata_,
                              hints_,     title.node, page_.url, page_.fetched, page_.bytes};
    Dates dates = choose_dates(sources, date_hints());
    out_.article.published = dates.published;
    out_.article.published_from = dates.from;
    out_.article.modified = dates.modified;
    if (dates.published) note("published", dates.from, dates.written);
    if (dates.modified) note("modified", dates.modified_from, to_iso(*dates.modified));
  }

  void people() {
    const std::string names = signature_.empty() ? named_author() : signature_;
    out_.article.author = head_field(names);
    if (names.empty()) return;
    const bool in_head = signature_.empty();
    note("author", in_head ? (json_ld_.authors.empty() ? "meta" : "json-ld") : "signature", names);
  }

  // Whom the head names; it may be nobody.
  [[nodiscard]] std::string named_author() const {
    std::string names;
    for (const std::string& author : json_ld_.authors)
      names += (names.empty() ? "" : ", ") + head_field(author);
    const bool unnamed = names.empty() || names.find("://") != std::string::npos;
    return unnamed ? metadata_.author : names;
  }

  // "VnExpress" is part of "Báo VnExpress": the site, no person.
  [[nodiscard]] bool names_person() const {
    const std::string author = key_of(named_author());
    const auto is_of = [&](const std::string& site) {
      return key_of(site).find(author) != std::string::npos;
    };
    return !author.empty() && !is_of(json_ld_.publisher) && !is_of(metadata_.og_site_name);
  }

  // Where the head names nobody but the site itself, the name that signs the text is its author, and no part of it.
  void take_signature() {
    if (names_person() || main_.kept.size() < 3) return;
    Block& last = list_.blocks[main_.kept.back()];
    const LeadTail end = text::split_lead_tail("...\n" + std::string(list_.text(last)));
    if (end.byline.empty() || !end.credit.empty()) return;
    signature_ = end.byline;
    last.drop = Drop::byline;
    main_.kept.pop_back();
  }

  // Tags and captions.
  void tags_and_captions() {
    out_.tags = choose_tags(metadata_, json_ld_);
    for (const std::string& tag : out_.tags) note("tag", "", tag);
    for (std::size_t i = 0; i < list_.blocks.size() && !main_.kept.empty(); ++i) {
      const bool inside = i > main_.kept.front() && i <= main_.kept.back() + 1;
      if (inside && list_.blocks[i].drop == Drop::caption)
        out_.captions.push_back(text::display_form(list_.text(list_.blocks[i])));
    }
  }

  // A picture, a document, noise: no letters to show.
  Extraction no_page() {
    out_.article.url = page_.url;
    const auto own = parse_url(page_.url);
    out_.article.canonical_url = own ? canonical_url(*own).str() : std::string(page_.url);
    if (own) out_.article.outlet = registrable_domain(own->host);
    out_.article.kind = store::PageKind::other;
    note("kind", "bytes that are no text", store::to_string(out_.article.kind));
    return std::move(out_);
  }

  [[nodiscard]] LeadTail lead_tail() const { return text::split_lead_tail(out_.article.text); }

  void kind() {
    const Kind kind = judge_kind({*document_, list_, main_, json_ld_, metadata_, page_.url,
                                  out_.article.title, out_.article.published_from});
    out_.article.kind = kind.kind;
    note("kind", kind.reason, store::to_string(kind.kind));
    if (kind.kind == store::PageKind::listing) undate();
  }

  // A date printed on a listing is that of one of its entries.
  void undate() {
    if (out_.article.published_from == "json-ld" || out_.article.published_from == "meta") return;
    out_.article.published.reset();
    out_.article.published_from.clear();
  }

  void note_blocks() {
    for (std::size_t i = 0; i < list_.blocks.size(); ++i) {
      const Block& block = list_.blocks[i];
      const bool lead = i == main_.lead;
      note("block", lead ? "lead" : to_string(block.drop), list_.text(block).substr(0, kNoteBytes));
    }
  }

  const Page& page_;
  bool explain_;
  Extraction out_;
  JsonLd json_ld_;
  std::optional<Document> document_;
  Metadata metadata_;
  BlockList list_;
  std::vector<std::uint32_t> hints_;
  MainText main_;
  std::string signature_;  // who signs the text, where the head names nobody
};

}  // namespace

Result<Extraction> extract_page(const Page& page, Explain explain) {
  if (page.bytes.size() > kMaxPageBytes)
    return fail(Code::refused, "page larger than 64 MiB: " + std::string(page.url),
                "news pages are smaller; leave it out");
  return Extractor(page, explain).run();
}

}  // namespace saola::extract
