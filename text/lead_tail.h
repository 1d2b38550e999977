// text/lead_tail.h
//
// What stands around a news text and is not the story: the agency's dateline at the start of the lead ("TTO - "), the
// credit at the end ("Theo TTXVN"), captions' credits. Cut off for hashing and matching copies, kept as metadata.

#pragma once

#include <string>
#include <string_view>

namespace saola::text {

struct LeadTail {
  std::string dateline;   // "TTO", "Đà Nẵng (TTXVN)"; empty: none
  std::string credit;     // "TTXVN", "AFP, Reuters"; empty: none
  std::string_view core;  // the text between; a view into the text given
};

/// @param text  display form, paragraphs parted by line breaks.
[[nodiscard]] LeadTail split_lead_tail(std::string_view text);

}  // namespace saola::text
