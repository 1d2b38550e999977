#include "indexer/import_warc.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "base/url.h"
#include "indexer/article_line.h"
#include "indexer/html_response.h"
#include "store/http_message.h"

namespace saola::indexer {

namespace {

using store::WarcType;

bool is_page(const store::WarcRecord& record) {
  if (record.type() != WarcType::response || record.id().empty()) return false;
  if (!parse_url(record.target_uri())) return false;  // dns:, whois:, ftp: and the like
  auto message = store::parse_http_response(record.block);
  return message && is_html_page(*message);
}

bool is_article(const store::WarcRecord& record) {
  return record.type() == WarcType::resource && record.content_type() == store::kArticleType;
}

std::string_view without_brackets(std::string_view uri) {
  if (uri.starts_with('<') && uri.ends_with('>')) return uri.substr(1, uri.size() - 2);
  return uri;
}

// WARC-Refers-To, as Saola writes it, or WARC-Concurrent-To, as Heritrix and wget do.
bool is_about(const store::WarcRecord& metadata, const store::WarcRecord& response) {
  for (const char* link : {"WARC-Refers-To", "WARC-Concurrent-To"}) {
    for (std::string_view uri : store::values_of(metadata.headers, link)) {
      if (without_brackets(uri) == response.id()) return true;
    }
  }
  return false;
}

}  // namespace

Result<WarcImport> WarcImport::open(const std::string& path, store::RecordIds ids) {
  auto damages = std::make_unique<Damages>();
  store::WarcReaderOptions options;
  options.on_damage = [raw = damages.get()](const store::WarcDamage& damage) {
    raw->push_back({Code::corrupt, damage.message(), "what is readable behind it is taken"});
  };
  auto reader = store::WarcReader::open(path, std::move(options));
  if (!reader) return pass_on(reader);
  return WarcImport(std::filesystem::path(path).filename().string(), std::move(ids),
                    std::move(damages), std::move(*reader));
}

Result<std::optional<WarcItem>> WarcImport::next() {
  while (true) {
    auto entry = reader_.next();
    if (!entry) return pass_on(entry);
    if (!*entry) break;
    if (auto item = read(std::move(**entry))) return item;
  }
  if (!page_) return std::optional<WarcItem>();
  return finish(*std::exchange(page_, std::nullopt));
}

// Nothing: the record is a page that waits for its metadata, and none waited before it.
std::optional<WarcItem> WarcImport::read(store::WarcEntry entry) {
  store::WarcRecord& record = entry.record;
  const std::string place = fmt::format("{}@{}", name_, entry.offset);
  if (is_page(record)) {
    auto before = std::exchange(page_, Page{place, std::move(record), {}});
    if (!before) return std::nullopt;
    return finish(std::move(*before));
  }
  if (is_article(record)) {
    auto line = parse_article_line(record.block);
    if (!line) {
      damages_->push_back(line.error());
      damages_->back().message = fmt::format("{}: {}", place, line.error().message);
      return std::nullopt;
    }
    return WarcItem{place, {std::move(record)}};
  }
  if (record.type() == WarcType::metadata && page_ && is_about(record, page_->response)) {
    page_->fields = store::capture_fields_from(store::parse_named_fields_leniently(record.block));
  }
  return WarcItem{place, {}};
}

WarcItem WarcImport::finish(Page page) const {
  page.fields.imported_from = page.place;
  WarcItem item;
  item.place = std::move(page.place);
  item.group = store::make_import_group(ids_, std::move(page.response), page.fields);
  return item;
}

std::vector<Error> WarcImport::take_damage() { return std::exchange(*damages_, {}); }

}  // namespace saola::indexer
