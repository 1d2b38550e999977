#include "indexer/html_response.h"

#include <string>

#include "store/terms.h"

namespace saola::indexer {

namespace {

constexpr int kOk = 200;

}  // namespace

bool is_html_page(const store::HttpMessage& response) {
  if (response.status != kOk) return false;
  const std::string type =
      store::lower_ascii(store::value_of(response.headers, "Content-Type").value_or(""));
  return type.empty() || type.starts_with("text/html") || type.starts_with("application/xhtml+xml");
}

}  // namespace saola::indexer
