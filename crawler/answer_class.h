// crawler/answer_class.h
//
// What an HTTP answer means for a crawl: taken, moved, gone, blocked, asked to slow down. Pure.
//
// Sources: RFC 9110, 15 (status codes); RFC 6585 (428, 429); RFC 7725 (451); what challenge and consent pages of the
// common protection services show in their own markup and headers.

#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/url.h"
#include "crawler/http.h"
#include "crawler/politeness.h"
#include "store/ledger_rows.h"

namespace saola::crawler {

struct AnswerClass {
  store::Outcome outcome = store::Outcome::ok;
  std::string message;          // why not ok, for a person; empty with ok
  std::optional<Url> redirect;  // where a 3xx points: to be followed; outcome is then moved
  std::optional<std::chrono::seconds> retry_after;
};

/// Sorts an answer. A redirect without a usable Location is http_error; to a consent or login page, blocked.
[[nodiscard]] AnswerClass classify(const HttpAnswer& answer);

/// The sign by which a page of status 200 (or 403, 503) is seen to be a wall and not the page: "Cloudflare challenge",
/// "cookie check by script", "empty shell: only scripts", ... Empty: none seen. Pages over 40 kB are no walls.
[[nodiscard]] std::string block_sign(const HttpAnswer& answer);

/// How the domain took it, for Politeness.
[[nodiscard]] Reaction reaction_of(const HttpAnswer& answer, const AnswerClass& meaning);

}  // namespace saola::crawler
