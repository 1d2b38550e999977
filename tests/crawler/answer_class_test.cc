// Walls are told from pages: each case is what such a wall sends, shortened, or a page that only looks like one.

#include "crawler/answer_class.h"

#include <gtest/gtest.h>

namespace saola::crawler {
namespace {

using store::Outcome;

HttpAnswer answer(int status, const std::string& body,
                  const std::string& type = "text/html; charset=utf-8") {
  HttpAnswer out;
  out.url = parse_url("https://baomau.test/tin-1.html").value();
  out.status = status;
  out.headers = {{"Content-Type", type}};
  out.body = body;
  return out;
}

struct Wall {
  const char* body;
  const char* evidence;  // a part of the message
};

TEST(AnswerClass, WallsOfStatus200AreBlocksWithTheirEvidence) {
  const Wall walls[] = {
      {"<html><head><title>Just a moment...</title></head><body></body></html>", "Cloudflare"},
      {"<html><script src=\"/cdn-cgi/challenge-platform/h/b/x.js\"></script></html>", "Cloudflare"},
      {"<html><iframe src=\"/_Incapsula_Resource?x=1\"></iframe></html>", "Imperva"},
      {"<script>var s={},u,c,U,r,i,l=0;sucuri_cloudproxy_js='';</script>", "Sucuri"},
      {"<script src=\"https://geo.captcha-delivery.com/captcha/\"></script>", "DataDome"},
      {"<script>document.cookie=\"D1N=abc\"+\";path=/\";window.location.reload(true);</script>",
       "cookie check by script"},
      {"<html><body><script>window.location.replace('/?chk=1')</script></body></html>",
       "redirect by script"},
      {"<html><head><title>Báo mới: tin nhanh, tin nóng, tin mới nhất trong ngày, cập nhật 24 giờ "
       "mỗi ngày</title></head><body><div id=\"root\"></div><script src=\"/a.js\"></script></body>",
       "empty shell: only scripts"},
      {"<html><meta http-equiv=\"refresh\" content=\"0;url=/vao\"><body></body></html>",
       "empty shell that sends the reader on"},
      {"<body><noscript>You need to enable JavaScript to run this app.</noscript><p>Trang này cần "
       "trình duyệt mới. Vui lòng quay lại sau ít phút nữa.</p></body>",
       "script challenge: \"enable javascript\""},
      {"<body><h1>Checking your browser before accessing baomau.test</h1><p>This process is "
       "automatic. Your browser will redirect shortly.</p></body>",
       "script challenge"},
      {"<body><h1>Cookie</h1><p>Please enable cookies in your browser settings, then reload this "
       "page to read on. Thank you for your patience.</p></body>",
       "cookie wall"},
      {"<body><p>Vui lòng bật cookie trên trình duyệt của bạn để tiếp tục đọc báo điện tử của "
       "chúng "
       "tôi.</p></body>",
       "cookie wall"},
      {"<body><p>Bạn phải đồng ý với điều khoản cookie của chúng tôi để tiếp tục đọc báo điện tử "
       "này.</p><button>Đồng ý</button></body>",
       "cookie wall"},
      {"<body><p>This site uses cookies to improve your experience. By continuing you agree to "
       "our terms.</p><button>Continue</button></body>",
       "cookie wall"},
      {"<body><p>Our systems have detected unusual traffic from your network. Please try again "
       "later.</p></body>",
       "block page: \"unusual traffic\""},
      {"<body><h1>Access Denied</h1><p>You don't have permission to access this server. Reference "
       "#18.2f4c</p></body>",
       "block page: \"access denied\""},
      {"<body><h1>Đăng nhập</h1><p>Bạn cần đăng nhập để đọc tiếp bài viết dành cho người mua báo "
       "dài hạn.</p></body>",
       "login wall: \"đăng nhập để\""},
      {"<body><form action=\"/vao\"><label>Tên người dùng và mật khẩu của tài khoản độc giả</label>"
       "<input name=\"u\"><input type=\"password\" name=\"p\"><button>Vào</button></form></body>",
       "login wall: a form that asks for a password"},
  };
  for (const Wall& wall : walls) {
    const AnswerClass meaning = classify(answer(200, wall.body));
    EXPECT_EQ(meaning.outcome, Outcome::blocked) << wall.body;
    EXPECT_NE(meaning.message.find(wall.evidence), std::string::npos) << wall.body << "\n"
                                                                      << meaning.message;
  }
}

TEST(AnswerClass, PagesThatOnlyLookLikeWallsAreTaken) {
  const std::string words =
      "<p>Lực lượng kiểm lâm Vườn quốc gia đã thả về rừng mười hai cá thể tê tê Java sau ba tháng "
      "chăm sóc tại trung tâm cứu hộ. Đây là đợt thả lớn nhất từ đầu năm.</p>";
  const std::string long_text = words + words + words + words + words;
  const std::string pages[] = {
      "<body>" + words + "</body>",
      "<body><p>Tin vắn</p></body>",
      "<body>" + words + "<script>document.cookie='a=1';location.href='#';</script></body>",
      "<body>" + long_text + "<p>Độc giả có thể bật cookie hoặc đăng nhập để bình luận.</p></body>",
      "<body>" + long_text + "<form><input type=\"password\"></form></body>",
      "<body><div id=\"root\"></div><script type=\"application/ld+json\">{\"articleBody\":\"Kiểm "
      "lâm thả tê tê về rừng\"}</script></body>",
      "<body>" + std::string(50'000, ' ') + "<p>px-captcha</p>" + words + "</body>",
  };
  for (const std::string& page : pages) {
    EXPECT_EQ(classify(answer(200, page)).outcome, Outcome::ok) << page << "\n"
                                                                << block_sign(answer(200, page));
  }
  const std::string feed = "<rss><channel><title>x</title></channel></rss>";
  EXPECT_EQ(classify(answer(200, feed, "application/rss+xml")).outcome, Outcome::ok);
}

TEST(AnswerClass, StatusesThatRefuseAreBlocks) {
  for (const int status : {401, 402, 403, 407, 428, 451}) {
    const AnswerClass meaning = classify(answer(status, "<p>no</p>"));
    EXPECT_EQ(meaning.outcome, Outcome::blocked) << status;
    EXPECT_EQ(meaning.message, "status " + std::to_string(status));
  }
  EXPECT_EQ(classify(answer(429, "")).outcome, Outcome::rate_limited);
  EXPECT_EQ(classify(answer(404, "")).outcome, Outcome::gone);
  EXPECT_EQ(classify(answer(500, "")).outcome, Outcome::http_error);
  const std::string challenge = "<title>Just a moment...</title>";
  EXPECT_EQ(classify(answer(403, challenge)).message, "status 403, Cloudflare challenge");
  EXPECT_EQ(classify(answer(503, challenge)).outcome, Outcome::blocked)
      << "a challenge, and not a server that is busy";
}

TEST(AnswerClass, RedirectsToWallsAreBlocks) {
  const auto moved_to = [](const std::string& location, const std::string& cookie = "") {
    HttpAnswer out = answer(302, "");
    out.headers.push_back({"Location", location});
    if (!cookie.empty()) out.headers.push_back({"Set-Cookie", cookie});
    return classify(out);
  };
  EXPECT_EQ(moved_to("/tin-2.html").outcome, Outcome::moved);
  EXPECT_EQ(moved_to("/dang-nhap?ve=/tin-1.html").outcome, Outcome::blocked);
  EXPECT_EQ(moved_to("https://consent.baomau.test/?to=1").outcome, Outcome::blocked);
  EXPECT_EQ(moved_to("/tin-1.html", "qua=1").outcome, Outcome::blocked);
  EXPECT_NE(moved_to("/tin-1.html", "qua=1").message.find("cookie wall"), std::string::npos);
  EXPECT_EQ(moved_to("/tin-1.html").outcome, Outcome::moved) << "a circle: the crawl ends it";
  EXPECT_EQ(moved_to("ftp://baomau.test/").outcome, Outcome::http_error);
}

TEST(AnswerClass, NothingInA200IsNoSuccess) {
  EXPECT_EQ(classify(answer(200, " \r\n")).outcome, Outcome::empty);
}

}  // namespace
}  // namespace saola::crawler
