#include "text/lead_tail.h"

#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace saola::text {
namespace {

constexpr std::size_t kLeadBytes = 200;  // no dateline is longer
constexpr std::size_t kTailBytes = 160;  // nor a line of credit
constexpr int kTailLines = 4;            // credit, its label, byline, end mark

/// An ICU pattern, compiled once, tried at the start of a line.
class Pattern {
 public:
  explicit Pattern(const char* pattern) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError where;
    compiled_.reset(
        icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(pattern), where, status));
  }

  struct Match {
    std::size_t bytes = 0;  // of the line that matched
    std::vector<std::string> groups;
  };

  /// The match at the start of `line`; with `whole`, of all of it.
  [[nodiscard]] std::optional<Match> match(std::string_view line, bool whole) const {
    const icu::UnicodeString in =
        icu::UnicodeString::fromUTF8({line.data(), static_cast<std::int32_t>(line.size())});
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::RegexMatcher> matcher(compiled_->matcher(in, status));
    if (U_FAILURE(status)) return std::nullopt;
    matcher->setTimeLimit(1000, status);  // ICU's own steps; a hostile line cannot hold us up
    const bool found = whole ? matcher->matches(status) : matcher->lookingAt(status);
    if (!found || U_FAILURE(status)) return std::nullopt;
    Match made;
    std::string before;
    in.tempSubString(0, matcher->end(status)).toUTF8String(before);
    made.bytes = before.size();
    for (std::int32_t group = 1; group <= matcher->groupCount(); ++group)
      matcher->group(group, status).toUTF8String(made.groups.emplace_back());
    return made;
  }

 private:
  std::unique_ptr<icu::RegexPattern> compiled_;
};

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

/// At most `limit` bytes, no code point cut.
std::string_view first_bytes(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit);
}

struct Lead {
  std::string dateline;
  std::size_t bytes = 0;
};

Lead find_lead(std::string_view line) {
  static const std::string kDashes = "[—–-]";
  static const std::string kBreak = "\\s*[:—–-]\\s*";
  // One to four more words stand after the first, each behind a joint; a full stop or the like may come before the first.
  static const std::string kJoined = "[ .&+-]\\p{L}+";
  static const std::string kOutlet =
      "\\p{Lu}\\p{L}*(?:[.+&]?" + kJoined + "(?:" + kJoined + "){0,3}|[.+&])?\\+?";
  static const std::string kWord = "\\p{Lu}\\p{L}+";
  static const std::string kPlaceName = kWord + "(?: " + kWord + "){0,2}";
  // (NLĐO) -   [VOV.VN]
  static const Pattern kBracketed(
      ("\\s*[\\[(]\\s*(" + kOutlet + ")\\s*[\\])]\\s*(?:[:—–-]+\\s*)?").c_str());
  // TTO -   VOV.VN -
  static const Pattern kCode(
      ("\\s*((?:[A-Z]|Đ){2,4}O|TTXVN|V(?:IT|TV|OV(?:\\.VN)?)|VietNamNet Bridge)" + kBreak).c_str());
  // Hanoi (VNA) -   Huế, ngày 5/6 (TTXVN) -
  static const Pattern kPlace(
      ("\\s*(" + kPlaceName + "(?: " + kWord +
       ")?(?:, (?:ngày )?\\d{1,2}(?:[/-]\\d{1,2}| \\p{L}+))? \\((?:TTXVN|VNA)\\))" + kBreak)
          .c_str());
  static const Pattern kDash(("\\s*" + kDashes + "\\s+(?=\\p{Lu})").c_str());  // a bare dash
  // Abuja, Nigeria: Theo ...
  static const Pattern kCity(
      ("\\s*(" + kPlaceName + ", " + kPlaceName +
       "):\\s+(?=Theo |Ngày |Sáng |Chiều |Tối |Hôm |Nhà chức trách |Cảnh sát |Tòa )")
          .c_str());
  const std::string_view beginning = first_bytes(line, kLeadBytes);
  for (const Pattern* pattern : {&kBracketed, &kCode, &kPlace, &kCity, &kDash}) {
    const auto match = pattern->match(beginning, false);
    if (match) return {match->groups.empty() ? std::string() : match->groups.front(), match->bytes};
  }
  return {};
}

/// A source as a tail names it: no brackets, links or author before the slash.
std::string clean_source(std::string_view source) {
  source = trim(source.substr(0, source.find(" - ")));
  while (!source.empty() && (source.back() == '.' || source.back() == ')' || source.back() == ','))
    source.remove_suffix(1);
  while (!source.empty() && (source.front() == '(' || source.front() == ':'))
    source.remove_prefix(1);
  return std::string(trim(source));
}

struct Tail {
  std::string credit;
  std::string byline;
};

constexpr const char* kName = "\\p{Lu}[\\p{L}.]*(?:[ .-]+\\p{Lu}[\\p{L}.]*){0,4}";

/// What a whole line at the end says about its source; nothing if it is part of the story.
std::optional<Tail> read_tail_line(std::string_view line) {
  static const std::string kByline = std::string("(") + kName + ")";
  static const std::string kSource = "([^()]{2,60})";
  // Name (Theo AP, Reuters)   Name(AFP)   Name (TNO)
  static const Pattern kSigned(
      (kByline + "\\s*\\(\\s*(?:[Tt]heo\\s+)?((?:\\p{Lu}|\\p{Ll}+\\.)[^()]{1,60})\\)\\.?").c_str());
  // Name (T.H)   Name (t/h)   Name (tổng hợp)
  static const Pattern kCompiled(
      (kByline + "?\\s*\\(?\\s*(?:[Tt]ổng hợp|T\\.?\\s?H\\.?|t ?/ ?h)\\s*\\)?\\.?").c_str());
  static const Pattern kTheo(
      (std::string("(?:(PV|") + kName + ")\\s*/\\s*)?\\(?\\s*Theo:?\\s+([^()]{2,40})\\)?\\.?")
          .c_str());
  static const Pattern kNguon(
      ("\\(?\\s*Nguồn(?: tin| Đầu Tư)?\\s*:\\s*" + kSource + "\\)?\\.?").c_str());
  static const Pattern kSlash("/\\s*(\\p{Lu}[^/()]{1,40})");
  static const Pattern kAgency("((?:TTXVN|VNA)(?:\\s*/\\s*\\p{Lu}[\\p{L}+ ]{1,30})?)");
  static const Pattern kNames("(\\p{Lu}[\\p{L}.]*(?:[ .]+\\p{Lu}[\\p{L}.]*){1,3})");
  if (line.empty() || line.size() > kTailBytes) return std::nullopt;
  if (const auto match = kCompiled.match(line, true)) return Tail{{}, match->groups[0]};
  if (const auto match = kTheo.match(line, true))
    return Tail{clean_source(match->groups[1]), match->groups[0]};
  if (const auto match = kNguon.match(line, true)) return Tail{clean_source(match->groups[0]), {}};
  if (const auto match = kSigned.match(line, true))
    return Tail{clean_source(match->groups[1]), match->groups[0]};
  if (const auto match = kSlash.match(line, true)) return Tail{clean_source(match->groups[0]), {}};
  if (const auto match = kAgency.match(line, true)) return Tail{match->groups[0], {}};
  if (const auto match = kNames.match(line, true)) return Tail{{}, match->groups[0]};
  return std::nullopt;
}

bool is_source_label(std::string_view line) {
  return line == "Nguồn:" || line == "Nguồn" || line == "Theo";
}

/// Cuts an end mark off the story's last line: "./." of the news agency, "-VNA".
bool cut_end_mark(std::string_view& core, std::string& credit) {
  for (const std::string_view mark : {"./.", "/.", "-VNA", "- VNA"}) {
    if (!core.ends_with(mark)) continue;
    core.remove_suffix(mark.size());
    if (mark.ends_with("VNA") && credit.empty()) credit = "VNA";
    core = trim(core);
    return true;
  }
  return false;
}

/// Takes one line off the end of `core` if it is tail. False if it is story.
bool cut_tail_line(LeadTail& split) {
  const std::size_t line_break = split.core.find_last_of('\n');
  if (line_break == std::string_view::npos) return false;  // the only line is the story
  const std::string_view line = trim(split.core.substr(line_break + 1));
  if (is_source_label(line) && !split.byline.empty() && split.credit.empty()) {
    split.credit = std::move(split.byline);  // "Nguồn:" on a line of its own, the name below it
    split.byline.clear();
  } else if (const auto tail = read_tail_line(line)) {
    const bool says_more = (!tail->credit.empty() && split.credit.empty()) ||
                           (!tail->byline.empty() && split.byline.empty());
    if (!says_more && !(tail->credit.empty() && tail->byline.empty())) return false;
    if (split.credit.empty()) split.credit = tail->credit;
    if (split.byline.empty()) split.byline = tail->byline;
  } else {
    return false;
  }
  split.core = trim(split.core.substr(0, line_break));
  return true;
}

bool is_furniture(std::string_view line) {
  static const Pattern kCaption(
      ".{0,200}[\\s(–-]*(?:Ảnh|Ảnh minh h[oọ][aạ]|Đồ h[oọ][aạ]|Video|Clip)\\s*:\\s*\\S.{0,60}");
  static const Pattern kPhoto("\\(?Ảnh minh h[oọ][aạ]\\.?\\)?");
  static const Pattern kPointer(
      "(?:>>|Xem thêm|XEM THÊM|Mời (?:quý|bạn|độc)|Bấm vào ảnh|TIN MỚI|Quảng cáo|Bình luận|Ý kiến "
      "của bạn|Từ khóa).{0,200}");
  static const Pattern kNote(
      "\\*?\\s*(?:Bài viết thể hiện quan điểm|Tên (?:các )?(?:nhân vật|nạn nhân)).{0,120}");
  if (line.size() > 400) return false;
  return kCaption.match(line, true) || kPhoto.match(line, true) || kPointer.match(line, true) ||
         kNote.match(line, true);
}

}  // namespace

LeadTail split_lead_tail(std::string_view text) {
  LeadTail split;
  split.core = trim(text);
  const Lead lead = find_lead(split.core.substr(0, split.core.find('\n')));
  if (lead.bytes > 0 && lead.bytes < split.core.size()) {
    split.dateline = lead.dateline;
    split.core.remove_prefix(lead.bytes);
    split.core = trim(split.core);
  }
  for (int lines = 0; lines < kTailLines; ++lines)
    if (!cut_tail_line(split)) break;
  cut_end_mark(split.core, split.credit);
  return split;
}

std::string story_text(std::string_view text) {
  const LeadTail split = split_lead_tail(text);
  std::string story;
  for (std::size_t at = 0; at < split.core.size();) {
    const std::size_t end = std::min(split.core.find('\n', at), split.core.size());
    const std::string_view line = trim(split.core.substr(at, end - at));
    at = end + 1;
    if (line.empty() || is_furniture(line)) continue;
    if (!story.empty()) story += '\n';
    story += line;
  }
  return story;
}

}  // namespace saola::text
