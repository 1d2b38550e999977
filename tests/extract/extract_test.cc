#include "indexer/extract/extract.h"

#include <gtest/gtest.h>

namespace saola::extract {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kBody =
    "<p>Lực lượng kiểm lâm phát hiện nhóm người vận chuyển động vật hoang dã trên xe khách đi từ "
    "biên giới về thành phố.</p>"
    "<p>Theo điều tra ban đầu, số tang vật gồm sáu cá thể tê tê còn sống, được giấu trong thùng "
    "xốp dưới gầm xe khách.</p>";

store::Article article_of(std::string_view head, std::string_view top,
                          std::optional<Instant> fetched = {}) {
  const std::string page = "<html><head><title>Bắt xe khách chở tê tê</title>" + std::string(head) +
                           "</head><body><h1>Bắt xe khách chở tê tê</h1>" + std::string(top) +
                           std::string(kBody) + "</body></html>";
  return extract_page({page, "https://a.example.vn/bat-xe-khach.html", {}, fetched})->article;
}

Instant instant(std::string_view iso) { return parse_iso(iso, 0min)->utc; }

TEST(ExtractPage, EmptyAndRubbishAreOther) {
  for (const std::string_view bytes : {std::string_view(), std::string_view("\0\0\0", 3),
                                       std::string_view("<"), std::string_view("<html>")}) {
    const auto extraction = extract_page({bytes, "", {}, {}});
    ASSERT_TRUE(extraction);
    EXPECT_EQ(extraction->article.kind, store::PageKind::other);
    EXPECT_FALSE(extraction->article.published);
  }
}

TEST(ExtractPage, RefusesAPageOverTheLimit) {
  const std::string huge(kMaxPageBytes + 1, ' ');
  const auto extraction = extract_page({huge, "https://a.example/", {}, {}});
  ASSERT_FALSE(extraction);
  EXPECT_EQ(extraction.error().code, Code::refused);
}

TEST(ExtractPage, ADateAfterTheFetchIsRefused) {
  const char* head = "<meta property='article:published_time' content='2018-10-08T09:00:00+07:00'>";
  EXPECT_TRUE(article_of(head, "", instant("2018-10-08T03:00:00Z")).published);
  EXPECT_FALSE(article_of(head, "", instant("2018-10-07T03:00:00Z")).published);
}

TEST(ExtractPage, LocalTimeCalledUtcIsMendedByThePrintedLine) {
  const char* head = "<meta property='article:published_time' content='2018-10-06T21:15:00Z'>";
  EXPECT_EQ(to_iso(*article_of(head, "<div>06/10/2018 21:15</div>").published),
            "2018-10-06T21:15:00+07:00");
  EXPECT_EQ(to_iso(*article_of(head, "").published), "2018-10-07T04:15:00+07:00");
}

TEST(ExtractPage, AnUndatedPageStaysUndated) {
  const store::Article article = article_of("", "");
  EXPECT_FALSE(article.published);
  EXPECT_EQ(article.published_from, "");
}

TEST(ExtractPage, AnUpdateIsKeptApartAndOnlyTheLastResort) {
  const store::Article both =
      article_of("", "<div>Cập nhật 07/10/2018 08:00</div><div>06/10/2018 21:15</div>");
  EXPECT_EQ(to_iso(*both.published), "2018-10-06T21:15:00+07:00");
  const store::Article only = article_of("", "<div>Cập nhật 07/10/2018 08:00</div>");
  EXPECT_EQ(to_iso(*only.published), "2018-10-07T08:00:00+07:00");
}

TEST(ExtractPage, CanonicalOfAnotherSiteOrTheFrontPageIsNotBelieved) {
  EXPECT_EQ(article_of("<link rel=canonical href='https://other.example.org/x'>", "").canonical_url,
            "https://a.example.vn/bat-xe-khach.html");
  EXPECT_EQ(article_of("<link rel=canonical href='https://a.example.vn/'>", "").canonical_url,
            "https://a.example.vn/bat-xe-khach.html");
  EXPECT_EQ(article_of("<link rel=canonical href='/bat-xe.html'>", "").canonical_url,
            "https://a.example.vn/bat-xe.html");
}

TEST(ExtractPage, TextIsInDisplayForm) {
  const std::string page =
      "<h1>T</h1><p>To\u0300a a\u0301n xe\u0301t xu\u031b\u0309 nho\u0301m ngu\u031bo\u031b\u0300i "
      "buo\u0302n ba\u0301n \u0111o\u0323\u0302ng va\u0323\u0302t hoang da\u0303, tuye\u0302n "
      "a\u0301n nghie\u0302m kha\u0306\u0301c.</p>";
  const std::string text = extract_page({page, "", {}, {}})->article.text;
  EXPECT_NE(text.find("nhóm người buôn bán động vật hoang dã"), std::string::npos) << text;
}

TEST(ExtractPage, LinesOfLinksToOtherSitesStayBetweenParagraphs) {
  const std::string page = "<h1>T</h1><article>" + std::string(kBody) +
                           "<p><a href='https://other.example.org/r'>Báo cáo đầy đủ</a></p>"
                           "<p><a href='/bai-khac.html'>Một bài khác của báo</a></p>" +
                           std::string(kBody) + "</article>";
  const std::string text =
      extract_page({page, "https://a.example.vn/x.html", {}, {}})->article.text;
  EXPECT_NE(text.find("Báo cáo đầy đủ"), std::string::npos) << text;
  EXPECT_EQ(text.find("Một bài khác"), std::string::npos) << text;
}

TEST(ExtractPage, ASentenceThatIsMostlyLinkedIsText) {
  const std::string page =
      "<h1>T</h1><article>" + std::string(kBody) +
      "<p>Theo luật, <a href='/luat.html'>mọi hành vi nuôi nhốt tê tê đều bị cấm</a>.</p>"
      "<p><a href='/khac.html'>Hải quan phát hiện vảy tê tê trong container hạt điều</a></p>" +
      std::string(kBody) + "</article>";
  const std::string text =
      extract_page({page, "https://a.example.vn/x.html", {}, {}})->article.text;
  EXPECT_NE(text.find("Theo luật, mọi hành vi"), std::string::npos) << text;
  EXPECT_EQ(text.find("hạt điều"), std::string::npos) << text;
}

TEST(ExtractPage, AHeadingThatIsASentenceStaysAboveAPicture) {
  const std::string page =
      "<h1>T</h1><article>" + std::string(kBody) +
      "<h3>Cá thể tê tê nhỏ nhất chỉ nặng một cân rưỡi.</h3><figure><img src=x></figure>"
      "<h3>Tin cùng chuyên mục</h3><ul class=related><li><a href=/b>Tin</a></ul></article>";
  const std::string text = extract_page({page, "", {}, {}})->article.text;
  EXPECT_NE(text.find("Cá thể tê tê nhỏ nhất"), std::string::npos) << text;
  EXPECT_EQ(text.find("Tin cùng"), std::string::npos) << text;
}

TEST(ExtractPage, ALineAboutTheAuthorBelowTheStoryGoes) {
  const char* head =
      "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"T\","
      "\"author\":{\"name\":\"Trần Thị Bình\"}}</script>";
  const std::string page = std::string("<head>") + head + "</head><h1>T</h1><article>" +
                           std::string(kBody) +
                           "<p>Trần Thị Bình là phóng viên chuyên viết về môi trường tại Hà "
                           "Nội.</p><p>Trần Thị Bình</p></article>";
  const std::string text = extract_page({page, "", {}, {}})->article.text;
  EXPECT_EQ(text.find("phóng viên chuyên"), std::string::npos) << text;
  EXPECT_TRUE(text.ends_with("Trần Thị Bình")) << text;
}

TEST(ExtractPage, ASignatureIsTheAuthorWhereTheHeadNamesOnlyTheSite) {
  constexpr std::string_view kSite =
      "<meta property='og:site_name' content='a.example'><meta name='author' content='A Example'>";
  constexpr std::string_view kPerson =
      "<meta property='og:site_name' content='a.example'><meta name='author' content='Mai Hoa'>";
  const auto article = [](std::string_view head) {
    const std::string page =
        "<html><head><title>Bắt xe khách chở tê tê</title>" + std::string(head) +
        "</head><body><h1>Bắt xe khách chở tê tê</h1>" + std::string(kBody) +
        "<p>Xe khách và tang vật được đưa về hạt kiểm lâm để làm rõ.</p>"
        "<p style='text-align:right'><strong>Mai Hoa</strong></p></body></html>";
    return extract_page({page, "https://a.example/bat-xe-khach.html", {}, {}})->article;
  };
  EXPECT_EQ(article(kSite).author, "Mai Hoa");
  EXPECT_FALSE(article(kSite).text.ends_with("Mai Hoa"));
  EXPECT_EQ(article("").author, "Mai Hoa");
  EXPECT_EQ(article(kPerson).author, "Mai Hoa");
  EXPECT_TRUE(article(kPerson).text.ends_with("Mai Hoa")) << "nothing is gained by cutting it";
}

TEST(ExtractPage, ExplainSaysWhyEachBlockStayedOrWent) {
  const std::string page =
      "<nav>Trang chủ</nav><h1>Bắt xe khách chở tê tê</h1>" + std::string(kBody);
  const auto extraction = extract_page({page, "", {}, {}}, Explain::yes);
  bool kept = false;
  bool dropped = false;
  for (const Note& note : extraction->notes) {
    kept |= note.part == "block" && note.origin == "kept";
    dropped |=
        note.part == "block" && note.origin == "page furniture" && note.detail == "Trang chủ";
  }
  EXPECT_TRUE(kept);
  EXPECT_TRUE(dropped);
  EXPECT_TRUE(extract_page({page, "", {}, {}})->notes.empty());
}

}  // namespace
}  // namespace saola::extract
