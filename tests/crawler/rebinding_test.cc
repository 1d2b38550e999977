// A name that leads to a public address tonight and into the house tomorrow. The name service and the way to the public
// address are played: getaddrinfo and connect of this program are the ones below, for libcurl too.

#include <arpa/inet.h>
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>
#include <map>
#include <mutex>
#include <string>

#include "crawler/http.h"
#include "tests/support/http_server.h"

namespace {

constexpr const char* kPublicAddress = "93.184.215.14";

std::mutex played_mutex;                          // libcurl resolves in threads of its own
std::map<std::string, std::string> played_names;  // host -> address
int played_port = 0;                              // where connections to kPublicAddress go

}  // namespace

extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints,
                           addrinfo** result) {
  static const auto real =
      reinterpret_cast<decltype(&::getaddrinfo)>(dlsym(RTLD_NEXT, "getaddrinfo"));
  const std::lock_guard lock(played_mutex);
  const auto played = played_names.find(node == nullptr ? "" : node);
  return real(played == played_names.end() ? node : played->second.c_str(), service, hints, result);
}

extern "C" int connect(int descriptor, const sockaddr* address, socklen_t size) {
  static const auto real = reinterpret_cast<decltype(&::connect)>(dlsym(RTLD_NEXT, "connect"));
  sockaddr_in ip{};
  if (address->sa_family == AF_INET) std::memcpy(&ip, address, sizeof ip);
  in_addr there{};
  ::inet_pton(AF_INET, kPublicAddress, &there);
  if (ip.sin_family != AF_INET || ip.sin_addr.s_addr != there.s_addr) {
    return real(descriptor, address, size);
  }
  ip.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ip.sin_port = htons(static_cast<std::uint16_t>(played_port));
  return real(descriptor, reinterpret_cast<const sockaddr*>(&ip), sizeof ip);
}

namespace saola::crawler {
namespace {

HttpAnswer get(HttpClient& client, const std::string& url) {
  HttpRequest request;
  request.url = parse_url(url).value();
  request.max_bytes = 1000;
  client.start(request);
  while (true) {
    auto answers = client.wait(std::chrono::milliseconds(100));
    if (!answers.empty()) return std::move(answers[0]);
  }
}

HttpClient client() {
  HttpOptions options;
  options.user_agent = "test";
  options.clock = [] { return Instant(); };
  return HttpClient::make(options).value();
}

class Rebinding : public ::testing::Test {
 protected:
  Rebinding() { played_port = server_.port(); }
  ~Rebinding() override { name("doi.test", kPublicAddress); }
  static void name(const std::string& host, const std::string& address) {
    const std::lock_guard lock(played_mutex);
    played_names[host] = address;
  }
  test::HttpServer server_{[](const test::ServerRequest&) {
    test::ServerAnswer answer;
    answer.headers = {{"Connection", "close"}};
    answer.body = "a page";
    return answer;
  }};
};

TEST_F(Rebinding, ANameThatChangesToAPrivateAddressIsNotAsked) {
  name("doi.test", kPublicAddress);
  auto tonight = client();
  EXPECT_EQ(get(tonight, "http://doi.test/a").outcome, store::Outcome::ok);
  for (const char* inside : {"127.0.0.1", "169.254.169.254", "10.0.0.1", "::1", "::ffff:127.0.0.1",
                             "fe80::1", "fd00::1", "224.0.0.1", "0.0.0.0"}) {
    name("doi.test", inside);
    auto tomorrow = client();
    const HttpAnswer answer = get(tomorrow, "http://doi.test/a");
    EXPECT_EQ(answer.outcome, store::Outcome::refused) << inside << " " << answer.message;
    EXPECT_NE(answer.message.find("address and is not asked"), std::string::npos) << answer.message;
  }
  EXPECT_EQ(server_.seen().size(), 1U) << "not one byte was sent";
}

TEST_F(Rebinding, WithAllowPrivateStrangersStillLeadNowhere) {
  HttpOptions options;
  options.user_agent = "test";
  options.clock = [] { return Instant(); };
  options.allow_private = true;
  options.connect_to = {"bao.test:80:127.0.0.1:" + std::to_string(server_.port())};
  auto client = HttpClient::make(options).value();
  const std::string own = "http://127.0.0.1:" + std::to_string(server_.port()) + "/";
  HttpRequest request;
  request.max_bytes = 1000;
  const auto ask = [&](const std::string& url, bool is_strangers) {
    request.url = parse_url(url).value();
    request.is_strangers = is_strangers;
    client.start(request);
    while (true) {
      auto answers = client.wait(std::chrono::milliseconds(100));
      if (!answers.empty()) return answers[0].outcome;
    }
  };
  using store::Outcome;
  EXPECT_EQ(ask("http://bao.test/", true), Outcome::ok) << "--connect-to leads there";
  EXPECT_EQ(ask(own, true), Outcome::ok) << "the same address and port";
  EXPECT_EQ(ask(own, false), Outcome::ok) << "the user named it";
  name("doi.test", "127.0.0.1");
  EXPECT_EQ(ask("http://doi.test:1/", true), Outcome::refused);
  EXPECT_EQ(ask("http://127.0.0.1:1/", true), Outcome::refused);
  EXPECT_EQ(ask("http://169.254.169.254/", true), Outcome::refused);
  EXPECT_EQ(ask("http://127.0.0.1:1/", false), Outcome::network_error) << "asked, nobody there";
}

}  // namespace
}  // namespace saola::crawler
