// indexer/html_response.h
//
// Which HTTP responses hold a page at all: import and index ask the same question.

#pragma once

#include "store/http_message.h"

namespace saola::indexer {

/// Status 200, and HTML or XHTML by its Content-Type; without that header extraction is left to tell.
[[nodiscard]] bool is_html_page(const store::HttpMessage& response);

}  // namespace saola::indexer
