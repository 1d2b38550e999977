#include "crawler/crawl_context.h"

#include <algorithm>

#include "crawler/ascii.h"
#include "store/http_message.h"

namespace saola::crawler {

bool CrawlContext::is_wanted(const std::string& outlet) const {
  const auto& only = options.only;
  return only.empty() || std::any_of(only.begin(), only.end(), [&](const std::string& named) {
           return ascii_lower(named) == outlet;
         });
}

const Door* CrawlContext::find_door(const std::string& url) const {
  const auto found = std::find_if(options.doors.begin(), options.doors.end(),
                                  [&](const Door& door) { return door.url.str() == url; });
  return found == options.doors.end() ? nullptr : &*found;
}

Result<store::Location> CrawlContext::keep(const HttpAnswer& answer, store::CaptureFields fields) {
  store::FetchedPage page;
  page.capture = {answer.url.str(), answer.at, answer.ip};
  page.request = answer.request;
  page.response = store::http_response_block(
      answer.status, answer.reason,
      store::headers_for_decoded_body(answer.headers, answer.body.size()), answer.body);
  if (answer.is_cut) page.truncated = "length";
  fields.http_seconds = static_cast<double>(answer.took.count()) / 1000;
  page.fields = std::move(fields);
  const auto place = env.archive.append_group(store::make_fetch_group(env.ids, std::move(page)));
  if (!place) return pass_on(place);
  return place->group;
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
