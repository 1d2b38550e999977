// crawler/http.h
//
// GET over HTTP/1.1 and HTTP/2, many at once, each within limits. Redirects are not followed here: whoever asks decides
// step by step. The one file of the crawler that knows libcurl is http.cc.
//
// Sources: RFC 9110, 9112, 9113; libcurl's multi interface.

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "base/url.h"
#include "store/ledger_rows.h"
#include "store/named_fields.h"

namespace saola::crawler {

struct HttpOptions {
  std::string user_agent;
  std::vector<std::string> connect_to;  // curl's HOST:PORT:ADDR:PORT
  bool allow_private = false;           // see crawler/address_guard.h
  std::string ca_file;                  // PEM; empty: the system's certificates
  Clock clock;                          // for HttpAnswer::at
  std::uint64_t header_bytes = 64u << 10;
  std::size_t header_lines = 500;
  std::chrono::seconds connect_time{15};
  std::chrono::seconds total_time{60};
  std::chrono::seconds slow_time{20};
  std::uint64_t slow_bytes_per_second = 200;
  int connections = 48;  // kept open, also while nothing is asked of them
};

struct HttpRequest {
  std::uint64_t id = 0;  // the caller's; comes back in the answer
  Url url;
  store::NamedFields headers;  // besides Host, User-Agent, Accept, Accept-Language, Accept-Encoding
  std::uint64_t max_bytes = 0;  // of the body, unpacked
  bool is_strangers = false;  // a feed or a redirect named it: even with allow_private, only those
                              // private addresses are asked that connect_to leads to
  bool may_be_cut = false;    // a longer body is cut there and is_cut set, instead of failing
};

/// What came of a request. `outcome` is ok whenever a whole HTTP answer came, whatever its status.
struct HttpAnswer {
  std::uint64_t id = 0;
  Url url;
  store::Outcome outcome = store::Outcome::ok;  // else refused, timeout, network_error, bad_content
  std::string message;                          // why not ok, for a person
  Instant at;                                   // when it was sent
  int status = 0;
  std::string reason;
  store::NamedFields headers;  // as received
  std::string body;            // chunks and compression removed
  bool is_cut = false;
  std::uint64_t wire_bytes = 0;  // of the body as it came
  std::chrono::milliseconds took{0};
  std::string ip;       // numeric; empty: not connected
  std::string request;  // head as sent, in HTTP/1.1 form
};

/// Recipe: start requests, then wait for answers until there are none running. Not movable while requests run; one
/// thread at a time. Destroying it drops what runs.
class HttpClient {
 public:
  /// @error Code::other, when libcurl cannot be set up; Code::usage: a connect_to that is not HOST:PORT:ADDR:PORT.
  [[nodiscard]] static Result<HttpClient> make(HttpOptions options);

  /// Begins a request. Its answer comes from wait(), also when it fails.
  void start(HttpRequest request);

  /// Lets the requests go on without waiting and without handing out answers, so that none times out while the caller
  /// is at something long.
  void breathe();

  /// Waits until at least one answer is there or `most` has passed, and gives those that are there, in the order in
  /// which they were finished; of many long ones, the first. The only place where the crawler waits.
  [[nodiscard]] std::vector<HttpAnswer> wait(std::chrono::milliseconds most);

  [[nodiscard]] std::size_t running() const;

  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;
  ~HttpClient();

 private:
  class Impl;
  explicit HttpClient(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace saola::crawler
