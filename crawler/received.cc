#include "crawler/received.h"

#include "base/digest.h"

namespace saola::crawler {
namespace {

using store::Outcome;

void add_entry(const store::Page& page, store::CaptureFields& fields) {
  fields.door = page.door;
  fields.outlet = page.outlet;
  fields.entry_title = page.entry_title;
  fields.entry_summary = page.entry_summary;
  fields.entry_published = page.entry_published;
  fields.entry_author = page.entry_author;
  fields.entry_url = page.url;
  fields.canonical_url = page.canonical_url;
}

store::CaptureFields fields_for(const CrawlContext& context, const Job& job) {
  store::CaptureFields fields;
  switch (job.kind) {
    case Job::Kind::robots:
      fields.kind = "robots";
      break;
    case Job::Kind::door:
    case Job::Kind::sitemap:
      fields = fields_of(context.options.doors[job.door]);
      fields.kind = "door";
      break;
    case Job::Kind::page:
      if (const Door* door = context.find_door(job.page.door)) fields = fields_of(*door);
      fields.kind = "page";
      add_entry(job.page, fields);
      break;
  }
  if (!job.via.empty()) fields.redirected_from = job.first_url().str();
  return fields;
}

bool is_to_be_kept(const Job& job, const HttpAnswer& answer) {
  if (answer.outcome != Outcome::ok || answer.status == 304) return false;
  return job.kind != Job::Kind::door || sha256_hex(answer.body) != job.state.body_digest;
}

}  // namespace

Result<Received> receive(CrawlContext& context, const Job& job, const HttpAnswer& answer) {
  Received received{answer, classify(answer), {}};
  if (!is_to_be_kept(job, answer)) return received;
  store::CaptureFields fields = fields_for(context, job);
  if (received.meaning.outcome != Outcome::ok) {
    fields.outcome = store::to_string(received.meaning.outcome);
  }
  auto place = context.keep(answer, std::move(fields));
  if (!place) return pass_on(place);
  received.archived = std::move(*place);
  return received;
}

}  // namespace saola::crawler
