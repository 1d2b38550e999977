#include "crawler/received.h"

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
    case Job::Kind::door_part:
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

// A 304 without the record that it confirms says nothing that could be kept.
bool is_to_be_kept(const Job& job, const HttpAnswer& answer) {
  return answer.outcome == Outcome::ok && (answer.status != 304 || job.original);
}

// The URLs between the first and the one that answered.
std::string hops_between(const std::vector<Url>& via) {
  std::string hops;
  for (std::size_t i = 1; i < via.size(); ++i) {
    if (i > 1) hops += ' ';
    hops += via[i].str();
  }
  return hops;
}

}  // namespace

Result<Received> receive(CrawlContext& context, const Job& job, const HttpAnswer& answer) {
  Received received{answer, classify(answer), {}, {}, false};
  if (!is_to_be_kept(job, answer)) return received;
  store::CaptureFields fields = fields_for(context, job);
  fields.redirected_via = hops_between(job.via);
  if (received.meaning.outcome != Outcome::ok) {
    fields.outcome = store::to_string(received.meaning.outcome);
  }
  auto kept = context.keep(answer, std::move(fields), job.original);
  if (!kept) return pass_on(kept);
  received.archived = std::move(kept->place);
  received.original = std::move(kept->original);
  received.is_unchanged = !received.original;
  return received;
}

}  // namespace saola::crawler
