// Certificates are verified: against a real TLS server, `openssl s_server`. Skips where there is no openssl program.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "crawler/http.h"

namespace saola::crawler {
namespace {

int free_port() {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address);
  socklen_t size = sizeof address;
  ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(descriptor);
  return ntohs(address.sin_port);
}

/// A server with a certificate for baomau.test, signed by itself.
class TlsServer {
 public:
  TlsServer()
      : folder_(std::filesystem::temp_directory_path() / fmt::format("saola-tls-{}", ::getpid())),
        port_(free_port()) {
    std::filesystem::create_directories(folder_);
    const std::string make = fmt::format(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "
        "/CN=baomau.test "
        "-addext subjectAltName=DNS:baomau.test -keyout {0}/key.pem -out {0}/cert.pem 2>/dev/null",
        folder_.string());
    if (std::system(make.c_str()) != 0) return;
    child_ = ::fork();
    if (child_ == 0) {
      const std::string port = fmt::format("127.0.0.1:{}", port_);
      const std::string key = folder_ / "key.pem";
      const std::string cert = ca_file();
      ::execlp("openssl", "openssl", "s_server", "-quiet", "-www", "-accept", port.c_str(), "-key",
               key.c_str(), "-cert", cert.c_str(), nullptr);
      ::_exit(1);
    }
  }
  ~TlsServer() {
    if (child_ > 0) ::kill(child_, SIGKILL);
    if (child_ > 0) ::waitpid(child_, nullptr, 0);
    std::filesystem::remove_all(folder_);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  [[nodiscard]] bool is_running() const { return child_ > 0; }
  [[nodiscard]] std::string ca_file() const { return folder_ / "cert.pem"; }

  /// Asks it under a host name; again while it is not listening yet.
  [[nodiscard]] HttpAnswer get(const std::string& host, const std::string& trusted) const {
    for (int attempt = 0;; ++attempt) {
      HttpOptions options;
      options.user_agent = "test";
      options.allow_private = true;
      options.ca_file = trusted;
      options.clock = [] { return Instant(); };
      options.connect_to = {fmt::format("::127.0.0.1:{}", port_)};
      auto client = HttpClient::make(options).value();
      HttpRequest request;
      request.url = parse_url("https://" + host + "/").value();
      request.max_bytes = 1 << 20;
      client.start(request);
      while (true) {
        auto answers = client.wait(std::chrono::milliseconds(100));
        if (answers.empty()) continue;
        if (attempt < 100 && answers[0].message.find("connect to") != std::string::npos) break;
        return std::move(answers[0]);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

 private:
  std::filesystem::path folder_;
  int port_;
  pid_t child_ = -1;
};

TEST(Tls, CertificatesAreVerified) {
  const TlsServer server;
  if (!server.is_running()) GTEST_SKIP() << "no openssl program";
  const HttpAnswer good = server.get("baomau.test", server.ca_file());
  EXPECT_EQ(good.outcome, store::Outcome::ok) << good.message;
  EXPECT_EQ(good.status, 200);
  const HttpAnswer unknown_issuer = server.get("baomau.test", "");
  EXPECT_EQ(unknown_issuer.outcome, store::Outcome::network_error);
  EXPECT_NE(unknown_issuer.message.find("certificate"), std::string::npos)
      << unknown_issuer.message;
  const HttpAnswer other_name = server.get("khac.test", server.ca_file());
  EXPECT_EQ(other_name.outcome, store::Outcome::network_error);
  EXPECT_NE(other_name.message.find("khac.test"), std::string::npos) << other_name.message;
}

}  // namespace
}  // namespace saola::crawler
