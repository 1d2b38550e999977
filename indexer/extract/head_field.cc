#include "indexer/extract/head_field.h"

#include "indexer/extract/dom.h"
#include "text/canonical.h"

namespace saola::extract {

std::string unescaped(std::string_view text) {
  struct Reference {
    std::string_view written;
    std::string_view meant;
  };
  constexpr Reference kReferences[] = {{"&amp;", "&"},   {"&#038;", "&"},  {"&#38;", "&"},
                                       {"&quot;", "\""}, {"&#34;", "\""},  {"&#039;", "'"},
                                       {"&#39;", "'"},   {"&apos;", "'"},  {"&#8211;", "–"},
                                       {"&#8217;", "’"}, {"&#8220;", "“"}, {"&#8221;", "”"}};
  std::string out(text);
  for (const Reference& reference : kReferences)
    for (std::size_t at = out.find(reference.written); at != std::string::npos;
         at = out.find(reference.written, at + 1))
      out.replace(at, reference.written.size(), reference.meant);
  return out;
}

std::string head_field(std::string_view text) {
  std::string line;
  append_collapsed(line, text::display_form(unescaped(text)));
  while (line.ends_with(' ')) line.pop_back();
  if (line.starts_with(' ')) line.erase(0, 1);
  return line;
}

}  // namespace saola::extract
