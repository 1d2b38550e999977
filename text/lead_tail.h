// text/lead_tail.h
//
// What stands around a news text and is not the story: the agency's dateline at the start of the lead ("TTO - "), the
// credit at the end ("Theo TTXVN"), a bare byline, captions' credits. Cut off for hashing and matching copies, kept as
// metadata.
//
// Source: docs/vietnamese.md#around-the-story.

#pragma once

#include <string>
#include <string_view>

namespace saola::text {

struct LeadTail {
  std::string dateline;   // "TTO", "Đà Nẵng (TTXVN)"; empty: none
  std::string credit;     // whom the text names as its source: "TTXVN", "AFP, Reuters"; empty: none
  std::string byline;     // who signed it: "Trọng Giáp"; empty: none
  std::string_view core;  // the text between; a view into the text given
};

/// @param text  display form, paragraphs parted by line breaks. A text that is nothing but lead or tail stays whole.
[[nodiscard]] LeadTail split_lead_tail(std::string_view text);

/// The core without the lines that are captions' credits ("Ảnh: ..."), pointers to other articles (">>", "Xem thêm") and
/// page furniture; what is left is what two copies of a story share. Lines are parted by one LF.
[[nodiscard]] std::string story_text(std::string_view text);

}  // namespace saola::text
