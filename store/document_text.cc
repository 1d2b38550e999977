#include "store/document_text.h"

#include <nlohmann/json.hpp>

#include "base/utf8.h"

namespace saola::store {

namespace {

using Json = nlohmann::ordered_json;

void put(Json& object, const char* key, const std::string& value) {
  if (!value.empty()) object[key] = value;
}

void put(Json& object, const char* key, const std::optional<Timestamp>& time) {
  if (time) object[key] = to_iso(*time);
}

// The members of one object, with the first failure remembered, so that a reader is one line a field.
class Members {
 public:
  explicit Members(const Json& object) : object_(object) {}

  void get(const char* key, std::string& value) {
    auto found = object_.find(key);
    if (found == object_.end()) return;
    if (found->is_string()) {
      value = found->get<std::string>();
    } else {
      wrong_ = key;
    }
  }

  void get(const char* key, std::optional<Timestamp>& time) {
    std::string text;
    get(key, text);
    if (text.empty()) return;
    if (auto parsed = parse_iso(text, kHomeOffset)) {
      time = *parsed;
    } else {
      wrong_ = key;
    }
  }

  void get(const char* key, std::uint64_t& number) {
    auto found = object_.find(key);
    if (found == object_.end()) return;
    if (found->is_number_unsigned()) {
      number = found->get<std::uint64_t>();
    } else {
      wrong_ = key;
    }
  }

  [[nodiscard]] const std::string& wrong() const { return wrong_; }

 private:
  const Json& object_;
  std::string wrong_;  // the last key whose value was of another type; empty: none
};

std::optional<PageKind> kind_from(std::string_view text) {
  for (PageKind kind : {PageKind::article, PageKind::listing, PageKind::other}) {
    if (text == to_string(kind)) return kind;
  }
  return std::nullopt;
}

tl::unexpected<Error> broken(std::string_view what) {
  return fail(Code::corrupt, std::string("document data in the index: ").append(what),
              "run `saola index --rebuild`");
}

void get_texts(Members& members, Article& article) {
  members.get("id", article.id);
  members.get("url", article.url);
  members.get("canonical_url", article.canonical_url);
  members.get("title", article.title);
  members.get("lead", article.lead);
  members.get("published_from", article.published_from);
  members.get("author", article.author);
  members.get("section", article.section);
  members.get("language", article.language);
  members.get("outlet", article.outlet);
  members.get("dateline", article.dateline);
  members.get("credit", article.credit);
}

}  // namespace

std::string to_document_data(const StoredArticle& stored) {
  const Article& article = stored.article;
  Json object = Json::object();
  put(object, "id", article.id);
  put(object, "url", article.url);
  put(object, "canonical_url", article.canonical_url);
  object["kind"] = to_string(article.kind);
  put(object, "title", article.title);
  put(object, "lead", article.lead);
  put(object, "published", article.published);
  put(object, "published_from", article.published_from);
  put(object, "modified", article.modified);
  put(object, "author", article.author);
  put(object, "section", article.section);
  put(object, "language", article.language);
  put(object, "outlet", article.outlet);
  put(object, "dateline", article.dateline);
  put(object, "credit", article.credit);
  if (!stored.archive_file.empty()) {
    object["archive"] = {{"file", stored.archive_file}, {"offset", stored.archive_offset}};
    if (stored.fetched) object["archive"]["date"] = to_iso(*stored.fetched);
  }
  // Within JSON a line's end is always escaped.
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n' +
         mend_utf8(article.text);
}

Result<StoredArticle> from_document_data(std::string_view data) {
  const std::size_t end = data.find('\n');
  if (end == std::string_view::npos) return broken("no line before the text");
  const Json object = Json::parse(data.substr(0, end), nullptr, false);
  if (!object.is_object()) return broken("its line is not a JSON object");
  StoredArticle stored;
  stored.article.text = data.substr(end + 1);
  Members members(object);
  get_texts(members, stored.article);
  members.get("published", stored.article.published);
  members.get("modified", stored.article.modified);
  std::string kind;
  members.get("kind", kind);
  if (!members.wrong().empty()) return broken("\"" + members.wrong() + "\" has the wrong type");
  const auto known = kind_from(kind);
  if (!known) return broken("\"kind\" is missing or unknown");
  stored.article.kind = *known;
  if (auto archive = object.find("archive"); archive != object.end()) {
    if (!archive->is_object()) return broken("\"archive\" has the wrong type");
    Members place(*archive);
    place.get("file", stored.archive_file);
    place.get("offset", stored.archive_offset);
    std::optional<Timestamp> date;
    place.get("date", date);
    if (date) stored.fetched = date->utc;
    if (!place.wrong().empty()) return broken("\"archive\" has the wrong type");
  }
  return stored;
}

}  // namespace saola::store
