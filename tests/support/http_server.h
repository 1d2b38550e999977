// tests/support/http_server.h
//
// A small HTTP/1.1 server on loopback for tests: answers by a function, remembers who asked what and when, and can misbehave.

#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace saola::test {

struct ServerRequest {
  std::string host;                            // of the Host header, without port
  std::string target;                          // "/a?b"
  std::map<std::string, std::string> headers;  // names in lower case

  [[nodiscard]] std::string header(const std::string& name) const;  // empty if missing
};

struct ServerAnswer {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string
      raw;  // if not empty: sent in place of all that, byte by byte as it is, then the connection is closed
  std::chrono::milliseconds delay{0};  // before it
  std::chrono::milliseconds drip{0};   // between two bytes of `raw`
  std::string behind;  // sent a moment after all that, on a connection that stays open
};

/// What the server saw of one request.
struct SeenRequest {
  std::string host;
  std::string target;
  std::chrono::steady_clock::time_point begun;
  std::chrono::steady_clock::time_point answered;  // before the first byte was sent
  int others_open =
      0;  // connections to other hosts of its domain ("b.test" of "a.b.test") that the client has not ended
};

/// Listens from construction to destruction. The handler is called from several threads, but never by two at once.
class HttpServer {
 public:
  using Handler = std::function<ServerAnswer(const ServerRequest&)>;

  explicit HttpServer(Handler handler);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] int port() const;
  [[nodiscard]] std::vector<SeenRequest> seen() const;     // in the order of their beginning
  [[nodiscard]] int count(std::string_view target) const;  // of requests for it, on any host
  void forget();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace saola::test
