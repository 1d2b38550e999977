#include "store/http_message.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace saola::store {
namespace {

std::string deflated(const std::string& text, int window_bits) {
  std::string out(compressBound(static_cast<uLong>(text.size())) + 64, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

Result<std::string> body_of(const NamedFields& headers, const std::string& body,
                            std::uint64_t limit = kMaxBodyBytes) {
  const std::string block = "HTTP/1.1 200 OK\r\n" + to_lines(headers) + "\r\n" + body;
  const auto message = parse_http_response(block);
  if (!message) return pass_on(message);
  return http_body(*message, limit);
}

TEST(HttpMessage, AResponseIsTakenApart) {
  const std::string block =
      "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nX: a\r\n b\r\n\r\nbody\r\n";
  const auto message = parse_http_response(block);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->status, 404);
  EXPECT_EQ(message->start_line, "HTTP/1.1 404 Not Found");
  EXPECT_EQ(message->headers, (NamedFields{{"Content-Type", "text/html"}, {"X", "a b"}}));
  EXPECT_EQ(message->body, "body\r\n");
}

TEST(HttpMessage, StatusLinesAsTheyOccur) {
  const auto status = [](const std::string& line) {
    const auto message = parse_http_response(line + "\r\n\r\n");
    return message ? message->status : 0;
  };
  EXPECT_EQ(status("HTTP/2 200"), 200);
  EXPECT_EQ(status("HTTP/1.0 301 Moved"), 301);
  EXPECT_EQ(status("HTTP/1.1  200 OK"), 200);
  EXPECT_EQ(status("HTTP/1.1 999 No"), 999);
  EXPECT_EQ(status("HTTP/1.1 20"), 0);
  EXPECT_EQ(status("HTTP/1.1"), 0);
  EXPECT_EQ(status("<html>"), 0);
  EXPECT_EQ(status(""), 0);
}

TEST(HttpMessage, AResponseWithoutABlankLineIsAllHead) {
  const auto message = parse_http_response("HTTP/1.1 200 OK\r\nA: 1");
  ASSERT_TRUE(message);
  EXPECT_EQ(message->headers, (NamedFields{{"A", "1"}}));
  EXPECT_EQ(message->body, "");
}

TEST(HttpMessage, WhatIsMadeIsReadBack) {
  const NamedFields headers{{"Host", "bao.example"}, {"User-Agent", "saola"}};
  const auto request = parse_http_request(http_request_block("GET", "/tin?a=1", headers));
  ASSERT_TRUE(request);
  EXPECT_EQ(request->start_line, "GET /tin?a=1 HTTP/1.1");
  EXPECT_EQ(request->headers, headers);
  const std::string block = http_response_block(503, "", headers, "bận");
  const auto response = parse_http_response(block);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->start_line, "HTTP/1.1 503 Service Unavailable");
  EXPECT_EQ(response->body, "bận");
  EXPECT_FALSE(parse_http_request(block));
}

TEST(HttpMessage, AHostileReasonStaysOnItsLine) {
  EXPECT_EQ(http_response_block(200, "OK\r\nSet-Cookie: x", {}, ""),
            "HTTP/1.1 200 OK  Set-Cookie: x\r\n\r\n");
}

TEST(HttpMessage, TheHeadOfADecodedBodyKeepsTheOldFieldsUnderOtherNames) {
  const NamedFields received{{"content-encoding", "gzip"},
                             {"Transfer-Encoding", "chunked"},
                             {"Content-Length", "99"},
                             {"Content-Type", "text/html"}};
  EXPECT_EQ(headers_for_decoded_body(received, 1234),
            (NamedFields{{"X-Archive-Orig-content-encoding", "gzip"},
                         {"X-Archive-Orig-Transfer-Encoding", "chunked"},
                         {"X-Archive-Orig-Content-Length", "99"},
                         {"Content-Type", "text/html"},
                         {"Content-Length", "1234"}}));
}

// RFC 9112, 7.1: chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF; the last chunk has size 0.
TEST(HttpBody, Rfc9112S7_1ChunksArePutTogether) {
  const NamedFields chunked{{"Transfer-Encoding", "chunked"}};
  EXPECT_EQ(
      body_of(chunked, "5;x=1\r\nhello\r\nA\r\n 01234567\n\r\n0\r\nTrailer: 1\r\n\r\n").value(),
      "hello 01234567\n");
  EXPECT_EQ(body_of(chunked, "5\r\nhello\r\n5\r\nwor").value(), "hellowor");  // cut off
  EXPECT_EQ(body_of(chunked, "<html>").value(), "<html>");                    // stored unpacked
  EXPECT_EQ(body_of(chunked, "").value(), "");
  const auto broken = body_of(chunked, "5\r\nhello\r\nzzz\r\n");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, Code::bad_input);
}

TEST(HttpBody, CompressionIsTakenOff) {
  const std::string page = "<html>" + std::string(5000, 'x');
  EXPECT_EQ(body_of({{"Content-Encoding", "gzip"}}, deflated(page, 31)).value(), page);
  EXPECT_EQ(body_of({{"Content-Encoding", "X-GZIP"}}, deflated(page, 31)).value(), page);
  EXPECT_EQ(body_of({{"Content-Encoding", "deflate"}}, deflated(page, 15)).value(), page);
  EXPECT_EQ(body_of({{"Content-Encoding", "deflate"}}, deflated(page, -15)).value(), page);
  EXPECT_EQ(body_of({{"Content-Encoding", "identity"}}, page).value(), page);
  EXPECT_EQ(
      body_of({{"Content-Encoding", "gzip"}}, deflated("<a>", 31) + deflated("<b>", 31)).value(),
      "<a><b>");
}

TEST(HttpBody, ChunksAreTakenOffBeforeCompression) {
  const std::string gz = deflated("<html>tin</html>", 31);
  char size[16];
  snprintf(size, sizeof size, "%zx\r\n", gz.size());
  EXPECT_EQ(body_of({{"Content-Encoding", "gzip"}, {"Transfer-Encoding", "chunked"}},
                    size + gz + "\r\n0\r\n\r\n")
                .value(),
            "<html>tin</html>");
}

TEST(HttpBody, ABodyThatIsUnpackedAlreadyStaysAsItIs) {
  for (const auto* coding : {"gzip", "deflate", "br", "zstd"}) {
    EXPECT_EQ(body_of({{"Content-Encoding", coding}}, "\n<html>").value(), "\n<html>") << coding;
  }
}

TEST(HttpBody, AnUnknownCodingIsNamed) {
  const auto body = body_of({{"Content-Encoding", "br"}}, "\x1b\x0e");
  ASSERT_FALSE(body);
  EXPECT_NE(body.error().message.find("\"br\""), std::string::npos);
}

TEST(HttpBody, ACutOffCompressedBodyIsGivenAsFarAsItGoes) {
  const std::string gz = deflated("<html>" + std::string(100, 'a') + "tin cuối", 31);
  const auto body = body_of({{"Content-Encoding", "gzip"}}, gz.substr(0, gz.size() - 10));
  ASSERT_TRUE(body);
  EXPECT_TRUE(body->starts_with("<html>aaa"));
}

TEST(HttpBody, ADamagedCompressedBodyIsAnError) {
  std::string gz = deflated(std::string(100, 'a') + "tin", 31);
  gz[gz.size() - 6] = static_cast<char>(gz[gz.size() - 6] ^ 1);  // the checksum
  const auto body = body_of({{"Content-Encoding", "gzip"}}, gz);
  ASSERT_FALSE(body);
  EXPECT_EQ(body.error().code, Code::bad_input);
}

TEST(HttpBody, ACompressedBombIsStopped) {
  const auto body =
      body_of({{"Content-Encoding", "gzip"}}, deflated(std::string(10 << 20, '\0'), 31), 1 << 20);
  ASSERT_FALSE(body);
  EXPECT_EQ(body.error().code, Code::refused);
  EXPECT_EQ(body_of({}, std::string(101, 'x'), 100).error().code, Code::refused);
  EXPECT_TRUE(body_of({}, std::string(100, 'x'), 100));
}

}  // namespace
}  // namespace saola::store
