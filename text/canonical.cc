#include "text/canonical.h"

#include "text/word.h"

namespace saola::text {
namespace {

std::string form_of(std::string_view text, Form form) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = next_word(text, at);
    if (begin > at) append_gap(text.substr(at, begin - at), form, out);
    at = begin;
    if (begin == text.size()) break;
    at = word_end(text, begin);
    append_word(text.substr(begin, at - begin), form, out);
  }
  return out;
}

}  // namespace

std::string display_form(std::string_view text) { return form_of(text, Form::display); }

std::string canonical_form(std::string_view text) { return form_of(text, Form::canonical); }

std::string fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  append_folded(canonical_form(text), folded);
  return folded;
}

}  // namespace saola::text
