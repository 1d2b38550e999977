#include "crawler/crawl_context.h"

#include <algorithm>

#include "base/digest.h"
#include "crawler/ascii.h"
#include "store/http_message.h"

namespace saola::crawler {

CrawlContext::CrawlContext(const CrawlOptions& options_, const CrawlEnv& env_)
    : options(options_), env(env_) {
  for (const Door& door : options.doors) doors_.emplace(door.url.str(), &door);
}

bool CrawlContext::is_wanted(const std::string& outlet) const {
  const auto& only = options.only;
  return only.empty() || std::any_of(only.begin(), only.end(), [&](const std::string& named) {
           return ascii_lower(named) == outlet;
         });
}

const Door* CrawlContext::find_door(const std::string& url) const {
  const auto found = doors_.find(url);
  return found == doors_.end() ? nullptr : found->second;
}

Result<Kept> CrawlContext::keep(const HttpAnswer& answer, store::CaptureFields fields,
                                const std::optional<store::Original>& known) {
  const bool is_304 = answer.status == 304;
  const bool is_revisit = known && (is_304 || (answer.status == 200 && !answer.is_cut &&
                                               sha1_base32(answer.body) == known->payload_digest));
  store::FetchedPage page;
  page.capture = {answer.url.str(), answer.at, answer.ip};
  page.request = answer.request;
  page.response = store::http_response_block(
      answer.status, answer.reason,
      is_304 ? answer.headers : store::headers_for_decoded_body(answer.headers, answer.body.size()),
      is_revisit ? std::string_view() : std::string_view(answer.body));
  if (answer.is_cut) page.truncated = "length";
  fields.http_seconds = static_cast<double>(answer.took.count()) / 1000;
  page.fields = std::move(fields);
  const auto group = is_revisit ? store::make_revisit_group(env.ids, std::move(page), *known)
                                : store::make_fetch_group(env.ids, std::move(page));
  const auto place = env.archive.append_group(group);
  if (!place) return pass_on(place);
  Kept kept{place->group, {}};
  if (!is_revisit) kept.original = store::original_of(group);
  return kept;
}

store::CaptureFields fields_of(const Door& door) {
  store::CaptureFields fields;
  fields.door = door.url.str();
  fields.outlet = door.outlet;
  fields.outlet_name = door.name;
  fields.section = door.section;
  fields.tier = door.tier;
  fields.lang = door.lang;
  return fields;
}

}  // namespace saola::crawler
