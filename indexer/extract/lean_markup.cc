#include "indexer/extract/lean_markup.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace saola::extract {
namespace {

constexpr std::size_t kMaxName = 32;      // longer tag names are custom elements' and cut
constexpr std::size_t kMaxValue = 4096;   // bytes of an attribute's value; longer ones are left out
constexpr std::size_t kLeastState = 400;  // bytes of a script that may hold an article
constexpr std::size_t kMostStates = 32;
constexpr std::size_t kLookBack = 512;  // open elements searched for the one an end tag closes

constexpr bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Gone with everything inside.
constexpr std::array<std::string_view, 14> kUnseen = {
    "applet", "audio",    "canvas", "datalist", "iframe", "math", "noframes",
    "object", "noscript", "script", "select",   "style",  "svg",  "template"};

// Gone, but their text stays: they say nothing that extraction asks for.
constexpr std::array<std::string_view, 22> kBare = {
    "acronym", "bdi",  "bdo",  "big", "blink", "code",   "data", "dfn", "font", "i",   "ins",
    "kbd",     "mark", "nobr", "s",   "samp",  "strike", "tt",   "u",   "var",  "wbr", "xmp"};

constexpr std::array<std::string_view, 15> kVoid = {"area",  "base",   "br",    "col",  "embed",
                                                    "hr",    "img",    "input", "link", "meta",
                                                    "param", "source", "track", "wbr",  "keygen"};

// White space beside their tags is not seen; without it a page has a third fewer nodes.
constexpr std::array<std::string_view, 48> kBreaking = {
    "address", "article", "aside", "base",  "blockquote", "body",     "br",         "caption",
    "dd",      "details", "div",   "dl",    "dt",         "fieldset", "figcaption", "figure",
    "footer",  "form",    "h1",    "h2",    "h3",         "h4",       "h5",         "h6",
    "head",    "header",  "hr",    "html",  "li",         "link",     "main",       "meta",
    "nav",     "ol",      "p",     "pre",   "section",    "summary",  "table",      "tbody",
    "td",      "tfoot",   "th",    "thead", "title",      "tr",       "ul",         "video"};

constexpr std::array<std::string_view, 26> kAttributes = {
    "aria-hidden", "aria-label", "charset",   "class",       "content",   "data-component",
    "data-date",   "data-qa",    "data-test", "data-testid", "data-time", "data-type",
    "datetime",    "hidden",     "href",      "http-equiv",  "id",        "itemprop",
    "itemtype",    "lang",       "name",      "property",    "rel",       "role",
    "style",       "title"};

// The title of <abbr class="published" title="2013-04-04T18:52:11+00:00">, quotes and all.
bool is_machine_date(std::string_view value) {
  if (!value.empty() && (value.front() == '"' || value.front() == '\'')) value.remove_prefix(1);
  return value.size() >= 10 && value[4] == '-' && value[7] == '-' && value[0] >= '1' &&
         value[0] <= '2';
}

class Pass {
 public:
  explicit Pass(std::string_view page) : in_(page) { out_.html.reserve(page.size()); }

  LeanMarkup run() {
    while (at_ < in_.size()) {
      copy_text();
      if (at_ < in_.size()) markup();
    }
    out_.html.shrink_to_fit();
    return std::move(out_);
  }

 private:
  struct Open {
    std::uint64_t name;  // packed, see pack()
    bool written;
  };

  static std::uint64_t pack(std::string_view name) {
    std::uint64_t packed = 0;
    std::memcpy(&packed, name.data(), std::min<std::size_t>(8, name.size()));
    return packed;
  }

  void copy_text() {
    const std::size_t end = std::min(in_.find('<', at_), in_.size());
    while (at_ < end) {
      if (is_space(in_[at_])) {
        if (!behind_space_) out_.html += ' ';
        behind_space_ = true;
        ++at_;
        continue;
      }
      const std::size_t word = at_;
      while (at_ < end && !is_space(in_[at_])) ++at_;
      out_.html.append(in_.substr(word, at_ - word));
      behind_space_ = false;
    }
  }

  // Before the tag of `name` is written: none stands at either side of it.
  void part_text(std::string_view name) {
    const bool breaks = std::binary_search(kBreaking.begin(), kBreaking.end(), name);
    if (!breaks) return;
    if (out_.html.ends_with(' ')) out_.html.pop_back();
    behind_space_ = true;
  }

  // At '<'.
  void markup() {
    const char next = at_ + 1 < in_.size() ? in_[at_ + 1] : ' ';
    if (next == '!' || next == '?') return declaration();
    if (next == '/' && at_ + 2 < in_.size() && is_letter(in_[at_ + 2])) return end_tag();
    if (is_letter(next)) return start_tag();
    if (next == '/') return skip_to('>');
    out_.html += "&lt;";
    behind_space_ = false;
    ++at_;
  }

  void skip_to(char c) {
    const std::size_t end = in_.find(c, at_);
    at_ = end == std::string_view::npos ? in_.size() : end + 1;
  }

  void declaration() {
    if (in_.substr(at_, 4) == "<!--") return comment();
    const std::size_t begin = at_;
    skip_to('>');
    if (in_.substr(begin, 9).size() == 9 && lower(in_[begin + 2]) == 'd' && out_.html.size() < 1024)
      out_.html.append(in_.substr(begin, std::min<std::size_t>(at_ - begin, 256)));
  }

  void comment() {
    std::size_t from = at_ + 4;
    if (in_.substr(from, 1) == ">" || in_.substr(from, 2) == "->") return skip_to('>');
    while (true) {
      const std::size_t dashes = in_.find("--", from);
      if (dashes == std::string_view::npos) break;
      if (in_.substr(dashes + 2, 1) == ">") {
        at_ = dashes + 3;
        return;
      }
      if (in_.substr(dashes + 2, 2) == "!>") {
        at_ = dashes + 4;
        return;
      }
      from = dashes + 1;
    }
    skip_to('>');  // never closed: a browser drops the rest, a reader of broken pages does better
  }

  std::string_view read_name() {
    std::size_t length = 0;
    while (at_ < in_.size() && !is_space(in_[at_]) && in_[at_] != '>' && in_[at_] != '/') {
      if (length < kMaxName && in_[at_] != '<' && in_[at_] != '\0')
        name_[length++] = lower(in_[at_]);
      ++at_;
    }
    return {name_.data(), length};
  }

  void end_tag() {
    at_ += 2;
    const std::string_view name = read_name();
    skip_to('>');
    if (is_one_of(name, kBare) || is_one_of(name, kUnseen)) return;
    if (!close(pack(name))) return;
    part_text(name);
    out_.html.append("</").append(name).append(">");
  }

  // Whether the end tag should be written.
  bool close(std::uint64_t name) {
    const std::size_t lowest = open_.size() > kLookBack ? open_.size() - kLookBack : 0;
    for (std::size_t i = open_.size(); i-- > lowest;) {
      if (open_[i].name != name) continue;
      const bool written = open_[i].written;
      for (std::size_t k = i; k < open_.size(); ++k) depth_ -= open_[k].written ? 1 : 0;
      open_.resize(i);
      return written;
    }
    return elements_ < kMaxElements;  // stray: gumbo knows what to make of it
  }

  void start_tag() {
    const std::size_t tag_begin = at_;
    ++at_;
    const std::string_view name = read_name();
    const bool unseen = is_one_of(name, kUnseen) || name == "textarea";
    const bool bare = is_one_of(name, kBare) || elements_ >= kMaxElements;
    if (!unseen && !bare) part_text(name);
    const std::size_t mark = out_.html.size();
    out_.html.append("<").append(name);
    const bool closed_itself = attributes(name);
    out_.html += '>';
    if (unseen) {
      out_.html.resize(mark);
      if (!closed_itself || name == "script" || name == "style") skip_body(name, tag_begin);
      return;
    }
    if (bare) return out_.html.resize(mark);
    ++elements_;
    if (!is_one_of(name, kVoid)) open(name, mark);
  }

  void open(std::string_view name, std::size_t mark) {
    const bool fits = depth_ < kMaxDepth;
    if (!fits) out_.html.resize(mark);
    if (name == "p" || name == "li" || name == "td" || name == "tr" || name == "th" ||
        name == "dd" || name == "dt")
      return;  // their end tags may be left out: counting them would count wrong
    depth_ += fits ? 1 : 0;
    open_.push_back({pack(name), fits});
  }

  void skip_body(std::string_view name, std::size_t tag_begin) {
    const auto known =
        static_cast<std::size_t>(std::find(kUnseen.begin(), kUnseen.end(), name) - kUnseen.begin());
    if (known < kUnseen.size() && never_closed_[known]) return;
    const std::size_t end = find_end_tag(name);
    if (end == std::string_view::npos) {
      if (known < kUnseen.size()) never_closed_[known] = true;
      if (name == "script" || name == "style") at_ = in_.size();
      return;
    }
    if (name == "script")
      keep_json(in_.substr(tag_begin, at_ - tag_begin), in_.substr(at_, end - at_));
    at_ = end;
    skip_to('>');
  }

  [[nodiscard]] std::size_t find_end_tag(std::string_view name) const {
    for (std::size_t i = in_.find("</", at_); i != std::string_view::npos;
         i = in_.find("</", i + 2)) {
      const std::string_view there = in_.substr(i + 2, name.size());
      if (std::equal(there.begin(), there.end(), name.begin(), name.end(),
                     [](char a, char b) { return lower(a) == b; }))
        return i;
    }
    return std::string_view::npos;
  }

  void keep_json(std::string_view tag, std::string_view body) {
    if (holds(tag, "ld+json")) return out_.json_ld.push_back(body);
    if (body.size() < kLeastState || out_.state.size() >= kMostStates) return;
    const std::string_view start = body.substr(0, kLeastState);
    if (holds(tag, "json") || start.find("={") != std::string_view::npos ||
        start.find("= {") != std::string_view::npos ||
        start.find("JSON.parse(") != std::string_view::npos)
      out_.state.push_back(body);
  }

  static bool holds(std::string_view tag, std::string_view type) {
    return std::search(tag.begin(), tag.end(), type.begin(), type.end(),
                       [](char a, char b) { return lower(a) == b; }) != tag.end();
  }

  // From behind the tag's name to behind its '>'. Whether it ended with "/>".
  bool attributes(std::string_view tag) {
    std::uint32_t seen = 0;
    while (at_ < in_.size() && in_[at_] != '>') {
      if (is_space(in_[at_]) || in_[at_] == '/') {
        ++at_;
        continue;
      }
      attribute(tag, seen);
    }
    const bool closed_itself = at_ > 0 && in_[at_ - 1] == '/';
    if (at_ < in_.size()) ++at_;
    return closed_itself;
  }

  void attribute(std::string_view tag, std::uint32_t& seen) {
    std::array<char, kMaxName> name{};
    std::size_t length = 0;
    const std::size_t begin = at_;
    while (at_ < in_.size() && !is_space(in_[at_]) && in_[at_] != '>' && in_[at_] != '/' &&
           (in_[at_] != '=' || at_ == begin)) {
      if (length < kMaxName) name[length++] = lower(in_[at_]);
      ++at_;
    }
    while (at_ < in_.size() && is_space(in_[at_])) ++at_;
    std::string_view value;
    if (at_ < in_.size() && in_[at_] == '=') value = attribute_value();
    write_attribute(tag, {name.data(), length}, value, seen);
  }

  // At '='. The value as written, with its quotes.
  std::string_view attribute_value() {
    ++at_;
    while (at_ < in_.size() && is_space(in_[at_])) ++at_;
    if (at_ >= in_.size()) return {};
    const std::size_t begin = at_;
    if (in_[at_] == '"' || in_[at_] == '\'') {
      const std::size_t end = in_.find(in_[at_], at_ + 1);
      at_ = end == std::string_view::npos ? in_.size() : end + 1;
    } else {
      while (at_ < in_.size() && !is_space(in_[at_]) && in_[at_] != '>') ++at_;
    }
    return in_.substr(begin, at_ - begin);
  }

  void write_attribute(std::string_view tag, std::string_view name, std::string_view value,
                       std::uint32_t& seen) {
    const auto found = std::lower_bound(kAttributes.begin(), kAttributes.end(), name);
    if (found == kAttributes.end() || *found != name) return;
    if (value.size() > kMaxValue && tag != "meta") return;
    if (name == "href" && tag != "a" && tag != "link" && tag != "base") return;
    if (name == "style" && value.find("none") == std::string_view::npos) return;
    if (name == "title" && !is_machine_date(value)) return;
    const std::uint32_t bit = 1U << (found - kAttributes.begin());
    if ((seen & bit) != 0) return;
    seen |= bit;
    out_.html.append(" ").append(name);
    if (!value.empty()) out_.html.append("=").append(value);
  }

  std::string_view in_;
  LeanMarkup out_;
  std::size_t at_ = 0;
  bool behind_space_ = true;  // the text written last ends with one, or its place needs none
  std::size_t depth_ = 0;     // written elements in open_
  std::size_t elements_ = 0;
  std::vector<Open> open_;
  std::array<char, kMaxName> name_{};
  std::array<bool, kUnseen.size()> never_closed_{};
};

}  // namespace

LeanMarkup lean_markup(std::string_view page) { return Pass(page).run(); }

}  // namespace saola::extract
