// Any bytes are a page: extraction answers, in bounded memory, with valid UTF-8, and twice the same.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/utf8.h"
#include "indexer/extract/batch.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace saola;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const extract::Page page{bytes, "https://outlet.example.vn/bai-1.html", {}, {}};
  const auto first = extract::extract_page(page, extract::Explain::yes);
  const auto second = extract::extract_page(page);
  if (!first || !second) std::abort();
  if (extract::batch_answer("x", "", first) != extract::batch_answer("x", "", second)) std::abort();
  if (find_bad_utf8(first->article.text) || find_bad_utf8(first->article.title)) std::abort();
  if (first->article.lead.size() > first->article.text.size()) std::abort();
  return 0;
}
