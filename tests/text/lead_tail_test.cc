#include "text/lead_tail.h"

#include <gtest/gtest.h>

namespace saola::text {
namespace {

constexpr std::string_view kStory = "Kiểm lâm vừa thả bảy cá thể rùa.";

TEST(LeadTail, CutsTheDateline) {
  constexpr std::pair<std::string_view, std::string_view> kLeads[] = {
      {"TTO - ", "TTO"},
      {"(NLĐO) - ", "NLĐO"},
      {"(NLĐO)- ", "NLĐO"},
      {"(CAO) ", "CAO"},
      {"(TT&VH) – ", "TT&VH"},
      {"(Dân trí) - ", "Dân trí"},
      {"(Vfej.vn)-", "Vfej.vn"},
      {"VOV.VN - ", "VOV.VN"},
      {"(Vietnam+) ", "Vietnam+"},
      {"Hanoi (VNA) - ", "Hanoi (VNA)"},
      {"Đà Nẵng (TTXVN) - ", "Đà Nẵng (TTXVN)"},
      {"- ", ""}};
  for (const auto& [lead, dateline] : kLeads) {
    const std::string text = std::string(lead) + std::string(kStory);
    const LeadTail split = split_lead_tail(text);
    EXPECT_EQ(split.dateline, dateline) << text;
    EXPECT_EQ(split.core, kStory) << text;
  }
}

TEST(LeadTail, LeavesWhatIsStory) {
  for (const std::string_view text :
       {"-10, tại Hà Nội, kiểm lâm họp.", "WWF - tổ chức bảo tồn - cho biết như vậy.",
        "Kiểm lâm (tỉnh Mẫu) vừa thả rùa.", "Hai người - đều ở xã Mẫu - bị bắt."}) {
    EXPECT_EQ(split_lead_tail(text).core, text);
    EXPECT_EQ(split_lead_tail(text).dateline, "") << text;
  }
}

struct Tail {
  std::string_view line;
  std::string_view credit;
  std::string_view byline;
};

TEST(LeadTail, CutsTheCredit) {
  constexpr Tail kTails[] = {{"Theo TTXVN", "TTXVN", ""},
                             {"(Theo Báo Mẫu)", "Báo Mẫu", ""},
                             {"Nguồn: baomau.vn", "baomau.vn", ""},
                             {"Nguồn:\nBáo Mẫu", "Báo Mẫu", ""},
                             {"/ Báo Mẫu", "Báo Mẫu", ""},
                             {"T.Mẫu (Theo AFP, Reuters)", "AFP, Reuters", "T.Mẫu"},
                             {"T. Mẫu(AFP)", "AFP", "T. Mẫu"},
                             {"TTXVN/Tin Mẫu", "TTXVN/Tin Mẫu", ""},
                             {"PV / Theo Báo Mẫu", "Báo Mẫu", "PV"},
                             {"Thu Mẫu ( T.H )", "", "Thu Mẫu"},
                             {"Thu Mẫu (tổng hợp)", "", "Thu Mẫu"},
                             {"Trần Văn Mẫu", "", "Trần Văn Mẫu"},
                             {"TRẦN MẪU", "", "TRẦN MẪU"}};
  for (const Tail& tail : kTails) {
    const std::string text = std::string(kStory) + "\n\n" + std::string(tail.line);
    const LeadTail split = split_lead_tail(text);
    EXPECT_EQ(split.core, kStory) << text;
    EXPECT_EQ(split.credit, tail.credit) << text;
    EXPECT_EQ(split.byline, tail.byline) << text;
  }
}

TEST(LeadTail, CutsTheEndMark) {
  EXPECT_EQ(split_lead_tail("Đầu tin.\nHọ đã về này./.").core, "Đầu tin.\nHọ đã về này");
  const LeadTail split = split_lead_tail("They went home. -VNA");
  EXPECT_EQ(split.core, "They went home.");
  EXPECT_EQ(split.credit, "VNA");
}

TEST(LeadTail, ATextOfOneLineIsStory) {
  EXPECT_EQ(split_lead_tail("Trần Văn Mẫu").core, "Trần Văn Mẫu");
  EXPECT_EQ(split_lead_tail("").core, "");
}

TEST(LeadTail, StoryTextLeavesOutCaptionsAndPointers) {
  EXPECT_EQ(story_text("TTO - Một câu chuyện.\nRùa ở rừng. Ảnh: Văn Mẫu\n>> Xem thêm: tin "
                       "khác\n\nHết chuyện.\nTheo TTXVN"),
            "Một câu chuyện.\nHết chuyện.");
}

}  // namespace
}  // namespace saola::text
