#include "indexer/extract/batch.h"

#include <nlohmann/json.hpp>

#include "base/printable.h"

namespace saola::extract {
namespace {

using Json = nlohmann::ordered_json;

std::string text_member(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json or_null(const std::optional<Timestamp>& time) {
  return time ? Json(to_iso(*time)) : Json(nullptr);
}

// What only some pages say; left out where they do not.
void add_optional(const Extraction& extraction, Json& out) {
  if (!extraction.outlet_name.empty()) out["outlet_name"] = extraction.outlet_name;
  if (!extraction.tags.empty()) out["tags"] = extraction.tags;
  if (!extraction.captions.empty()) out["captions"] = extraction.captions;
  if (extraction.paywalled) out["paywalled"] = true;
  if (extraction.truncated) out["truncated"] = true;
}

}  // namespace

Result<BatchJob> parse_batch_job(std::string_view line) {
  const Json object = Json::parse(line, nullptr, false);
  if (!object.is_object())
    return fail(Code::bad_input, "not a JSON object", "write one {\"id\", \"html\"} a line");
  BatchJob job{text_member(object, "id"), text_member(object, "html"), text_member(object, "url"),
               text_member(object, "content_type")};
  if (job.id.empty()) return fail(Code::bad_input, "no \"id\"", "give each page an id of its own");
  if (job.html.empty()) return fail(Code::bad_input, "no \"html\"", "give the path of the page");
  return job;
}

std::string batch_answer(std::string_view id, std::string_view url,
                         const Result<Extraction>& extraction) {
  Json out;
  out["id"] = id;
  out["url"] = or_null(std::string(url));
  const store::Article article = extraction ? extraction->article : store::Article{};
  out["canonical_url"] = or_null(article.canonical_url);
  out["kind"] = extraction ? Json(store::to_string(article.kind)) : Json(nullptr);
  out["title"] = or_null(article.title);
  out["lead"] = or_null(article.lead);
  out["text"] = or_null(article.text);
  out["published"] = or_null(article.published);
  out["published_from"] = or_null(article.published_from);
  out["modified"] = or_null(article.modified);
  out["author"] = or_null(article.author);
  out["section"] = or_null(article.section);
  out["language"] = or_null(article.language);
  out["outlet"] = or_null(article.outlet);
  if (extraction) add_optional(*extraction, out);
  if (!extraction) out["error"] = extraction.error().message;
  return printable_json(out.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace saola::extract
