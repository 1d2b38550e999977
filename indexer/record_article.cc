#include "indexer/record_article.h"

#include <utility>

#include "base/digest.h"
#include "base/page_key.h"
#include "base/url.h"
#include "indexer/article_line.h"
#include "indexer/extract/extract.h"
#include "indexer/html_response.h"
#include "store/capture_fields.h"
#include "store/http_message.h"
#include "store/terms.h"
#include "text/canonical.h"
#include "text/language.h"

namespace saola::indexer {

namespace {

using store::WarcType;

// How far a door's time may lie after the fetch: clocks differ by minutes, misread zones by hours.
constexpr std::chrono::minutes kClockDifference{30};

store::StoredArticle placed(store::Article article, const store::ArchiveGroup& group,
                            std::size_t record) {
  store::StoredArticle stored;
  stored.article = std::move(article);
  stored.archive_file = group.location.file;
  stored.archive_offset = group.offsets[record];
  stored.fetched = group.records[record].date();
  return stored;
}

Result<GroupArticle> read_import(const store::ArchiveGroup& group, std::size_t record) {
  const store::WarcRecord& resource = group.records[record];
  if (resource.content_type() != store::kArticleType) return GroupArticle{};
  auto article = parse_article(resource.block);
  if (!article) return pass_on(article);
  return GroupArticle{GroupKind::article, placed(std::move(*article), group, record)};
}

void fill(std::string& value, const std::string& from_door) {
  if (value.empty()) value = text::display_form(from_door);
}

// What a page declares about itself is surer than its feed; a date read from its text or its URL is not: there stand
// days the story speaks of, and the minute at which its draft was begun.
bool is_declared(const store::Article& article) {
  return article.published && article.published_from != "visible" &&
         article.published_from != "url" && article.published_from != "script";
}

// A dated entry that names the page by its own title vouches for it: the brief, the video or the photo story that has
// too little text to look like an article is one all the same. A challenge or an error page bears another title.
bool is_vouched(const store::CaptureFields& door, const store::Article& article) {
  if (!door.entry_published || article.title.empty()) return false;
  const std::string page = text::fold(article.title);
  const std::string entry = text::fold(text::display_form(door.entry_title));
  if (entry.empty()) return false;
  return page == entry || page.starts_with(entry + " ") || entry.starts_with(page + " ");
}

void complete_from_door(const store::CaptureFields& door, std::optional<Instant> fetched,
                        store::Article& article) {
  fill(article.title, door.entry_title);
  fill(article.lead, door.entry_summary);
  fill(article.text, door.entry_summary);  // a page made by scripts shows a program nothing else
  fill(article.author, door.entry_author);
  fill(article.section, door.section);
  if (article.language.empty()) article.language = text::detect_language(article.text);
  if (!door.outlet.empty()) article.outlet = store::lower_ascii(door.outlet);
  if (!door.entry_published || is_declared(article)) return;
  if (fetched && door.entry_published->utc > *fetched + kClockDifference) return;
  article.published = door.entry_published;
  article.published_from = "feed";
}

// What a page calls itself is believed where it can be the same article: it names the document.
void mend_canonical(std::string_view target, store::Article& article) {
  auto own = parse_url(target);
  if (!own) return;
  auto named = parse_url(article.canonical_url);
  const bool is_believed = named && can_be_twins(*own, *named);
  if (!is_believed) article.canonical_url = canonical_url(*own).str();
}

Result<GroupArticle> read_page(const store::ArchiveGroup& group, std::size_t record) {
  const store::WarcRecord& response = group.records[record];
  const store::CaptureFields door = store::capture_fields_of(group.records);
  if (!door.kind.empty() && door.kind != "page") return GroupArticle{GroupKind::door, {}};
  auto message = store::parse_http_response(response.block);
  if (!message) return pass_on(message);
  if (!is_html_page(*message)) return GroupArticle{};
  auto body = store::http_body(*message);
  if (!body) return pass_on(body);
  const auto type = store::value_of(message->headers, "Content-Type").value_or("");
  auto extraction = extract::extract_page({*body, response.target_uri(), type, response.date()});
  if (!extraction) return pass_on(extraction);
  store::Article article = std::move(extraction->article);
  if (is_vouched(door, article)) article.kind = store::PageKind::article;
  if (article.kind != store::PageKind::article) return GroupArticle{GroupKind::no_article, {}};
  mend_canonical(response.target_uri(), article);
  complete_from_door(door, response.date(), article);
  article.id = short_id(article.canonical_url);
  return GroupArticle{GroupKind::article, placed(std::move(article), group, record)};
}

}  // namespace

Result<GroupArticle> read_group_article(const store::ArchiveGroup& group) {
  if (auto response = group.find(WarcType::response)) return read_page(group, *response);
  if (auto resource = group.find(WarcType::resource)) return read_import(group, *resource);
  return GroupArticle{};
}

}  // namespace saola::indexer
