// crawler/page_fetch.h
//
// What becomes of a page: taken into the archive, found to be another page that is known, put off, or given up; and how
// the ledger is told.

#pragma once

#include <string_view>

#include "base/result.h"
#include "crawler/crawl_context.h"
#include "crawler/received.h"
#include "crawler/robots.h"

namespace saola::crawler {

/// The job for a stored page that is due again: asked under the condition that it changed.
/// @param original  its last version in the archive. None: its URL is not one that can be asked.
[[nodiscard]] JobPtr make_revisit_job(store::Page page, std::optional<store::Original> original);

/// The validators to send for a page that is asked for again.
[[nodiscard]] store::NamedFields conditional_headers(const store::Original& original);

/// Whether the page is still to be fetched: another one may have been redirected to it since it was queued. Its row is
/// put into the job.
[[nodiscard]] Result<bool> is_still_waiting(CrawlContext& context, Job& job);

/// Whether a redirect of this page leads to another page that the ledger knows already.
[[nodiscard]] Result<bool> leads_to_known(CrawlContext& context, const Job& job, const Url& target);

/// Takes in the last answer for a page (redirects followed, retries used up). @error of the ledger.
[[nodiscard]] Result<void> finish_page(CrawlContext& context, const Job& job,
                                       const Received& received);

/// The page was not asked for; it waits for the next run. @error of the ledger.
[[nodiscard]] Result<void> put_off_page(CrawlContext& context, const Job& job,
                                        std::string_view why);

/// robots.txt forbids the page. @error of the ledger.
[[nodiscard]] Result<void> forbid_page(CrawlContext& context, const Job& job,
                                       const RobotsDecision& decision);

/// A new robots.txt of this origin has come: pages that an earlier one forbade, perhaps by a slip of one night, and this one
/// allows are asked for after all, for thirty days after a door first listed them. @error of the ledger.
[[nodiscard]] Result<void> reopen_pages(CrawlContext& context, const std::string& origin,
                                        const Robots& robots);

/// The page was not asked for because our own rules forbid it (a private address). @error of the ledger.
[[nodiscard]] Result<void> refuse_page(CrawlContext& context, const Job& job, std::string_view why);

}  // namespace saola::crawler
