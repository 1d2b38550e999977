#include "text/canonical.h"

#include "base/utf8.h"
#include "text/letters.h"
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

/// Whether display form would change nothing: printable ASCII, line feeds, the letters of Vietnamese and the usual
/// typographic marks; most articles are that.
bool is_display_form(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char byte = text[at];
    if ((byte >= 0x20 && byte < 0x7F) || byte == '\n') {
      ++at;
      continue;
    }
    const CodePoint point = decode_utf8(text, at);
    const char32_t value = point.value;
    if (!is_marked_letter(value) && (value < 0x2010 || value > 0x2026)) return false;
    at += point.bytes;
  }
  return true;
}

}  // namespace

std::string display_form(std::string_view text) {
  return is_display_form(text) ? std::string(text) : form_of(text, Form::display);
}

std::string canonical_form(std::string_view text) { return form_of(text, Form::canonical); }

std::string fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  append_folded(canonical_form(text), folded);
  return folded;
}

}  // namespace saola::text
