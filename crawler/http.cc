#include "crawler/http.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "crawler/address_guard.h"
#include "crawler/body_room.h"
#include "crawler/connect_to.h"
#include "crawler/open_sockets.h"
#include "crawler/whole_body.h"
#include "store/http_message.h"

namespace saola::crawler {
namespace {

using store::Outcome;

constexpr std::uint64_t kPadding = 16;  // bytes behind a body that are no part of it: line ends
constexpr std::uint64_t kBodiesInMemory = 48u
                                          << 20;  // on their way; a longer one waits for its turn
constexpr std::uint64_t kAnswersInMemory = 16u
                                           << 20;  // handed out at a time; the last may lie over it

struct EasyDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct MultiDeleter {
  void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;
using Multi = std::unique_ptr<CURLM, MultiDeleter>;
using List = std::unique_ptr<curl_slist, ListDeleter>;

void append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  (void)list.release();
  list.reset(longer);
}

// One request on its way. Its address is known to libcurl: it does not move.
struct Transfer {
  HttpRequest request;
  const HttpOptions* options = nullptr;
  const ConnectTargets* named = nullptr;
  OpenSockets* sockets = nullptr;
  BodyRoom* room = nullptr;
  Easy easy;
  List headers;
  Instant at;
  std::string head;  // of the last response that began, as received
  std::string sent;
  std::string body;
  bool is_paused = false;       // until there is room for more of its body
  std::string refused_address;  // why the address guard said no
  bool is_too_large = false;
  std::size_t head_lines = 0;
  std::string head_fault;    // why the head was too much
  std::uint64_t excess = 0;  // bytes that came behind the body
  char error[CURL_ERROR_SIZE] = {};
};

std::size_t on_header(char* data, std::size_t, std::size_t bytes, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::string_view line(data, bytes);
  const HttpOptions& options = *transfer.options;
  if (line.starts_with("HTTP/")) {  // a 1xx answer came before
    transfer.head.clear();
    transfer.head_lines = 0;
  }
  if (transfer.head.size() + bytes > options.header_bytes) {
    transfer.head_fault = fmt::format("its head is longer than {} bytes", options.header_bytes);
  } else if (++transfer.head_lines > options.header_lines) {
    transfer.head_fault = fmt::format("its head has more than {} lines", options.header_lines);
  }
  if (!transfer.head_fault.empty()) return 0;
  transfer.head += line;
  return bytes;
}

std::size_t on_body(char* data, std::size_t, std::size_t bytes, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::size_t room = transfer.request.max_bytes - transfer.body.size();
  const std::size_t taken = std::min(room, bytes);
  if (!transfer.room->may_take(transfer.request.id, transfer.body.size(), taken)) {
    transfer.is_paused = true;
    return CURL_WRITEFUNC_PAUSE;
  }
  transfer.body.append(data, taken);
  if (bytes <= room) return bytes;
  transfer.is_too_large = true;
  return 0;
}

// libcurl tells of bytes behind the end that Content-Length names only here: "Excess found in a read: excess = 17, ..."
std::uint64_t excess_in(std::string_view text) {
  constexpr std::string_view kMark = "excess = ";
  const auto at = text.starts_with("Excess found") ? text.find(kMark) : std::string_view::npos;
  if (at == std::string_view::npos) return 0;
  std::uint64_t bytes = 0;
  text.remove_prefix(at + kMark.size());
  (void)std::from_chars(text.data(), text.data() + text.size(), bytes);  // 0 if it is no number
  return bytes;
}

int on_debug(CURL*, curl_infotype type, char* data, std::size_t bytes, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (type == CURLINFO_HEADER_OUT) transfer.sent.append(data, bytes);
  if (type == CURLINFO_TEXT) transfer.excess += excess_in({data, bytes});
  return 0;
}

std::string numeric(const sockaddr* address) {
  char text[INET6_ADDRSTRLEN] = {};
  const void* bytes =
      address->sa_family == AF_INET6
          ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr)
          : &reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
  const char* made = inet_ntop(address->sa_family, bytes, text, sizeof text);
  return made == nullptr ? "?" : made;
}

// With allow_private the user may go where he likes, but not be sent there by strangers.
bool may_connect(const Transfer& transfer, const sockaddr* address) {
  if (!transfer.options->allow_private) return false;
  return !transfer.request.is_strangers || transfer.named->contain(address);
}

// Asked for every connection, after the name was resolved: here no DNS trick helps any more.
curl_socket_t on_open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::string_view range = special_range(&address->addr);
  if (!range.empty() && !may_connect(transfer, &address->addr)) {
    transfer.refused_address =
        fmt::format("{} is a {} address and is not asked", numeric(&address->addr), range);
    return CURL_SOCKET_BAD;
  }
  transfer.refused_address.clear();  // a name may have another address that is public
  const int made = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  const Url& url = transfer.request.url;
  if (made >= 0) transfer.sockets->opened(made, registrable_domain(url.host), url.origin());
  return made;
}

// The connection may outlive the transfer that opened it.
int on_close_socket(void* user, curl_socket_t socket) {
  static_cast<OpenSockets*>(user)->closed(socket);
  return ::close(socket);
}

void set_limits(CURL* easy, const HttpOptions& options) {
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, static_cast<long>(options.connect_time.count()));
  curl_easy_setopt(easy, CURLOPT_TIMEOUT, static_cast<long>(options.total_time.count()));
  // After each request libcurl walks through all names of its cache: thousands when it keeps them for its usual minute.
  curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, 3L);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(options.slow_bytes_per_second));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.slow_time.count()));
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_PROXY, "");  // a proxy would hide the address that is connected to
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);  // a stop does not wait for a silent name server
  curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, 64L << 10);
}

void set_callbacks(Transfer& transfer) {
  CURL* easy = transfer.easy.get();
  curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer.error);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, on_debug);
  curl_easy_setopt(easy, CURLOPT_DEBUGDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);  // else on_debug is not called
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, on_close_socket);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, transfer.sockets);
}

void set_request(Transfer& transfer, curl_slist* connect_to) {
  CURL* easy = transfer.easy.get();
  const HttpOptions& options = *transfer.options;
  append(transfer.headers,
         "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5");
  append(transfer.headers, "Accept-Language: vi,en;q=0.7");
  // Unpacked by whole_body(). Where the body is cut at a length, that must be its own.
  const char* coding = transfer.request.may_be_cut ? "identity" : kAcceptEncoding;
  append(transfer.headers, std::string("Accept-Encoding: ") + coding);
  for (const auto& field : transfer.request.headers) {
    append(transfer.headers, field.name + ": " + field.value);
  }
  curl_easy_setopt(easy, CURLOPT_URL, transfer.request.url.str().c_str());
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer.headers.get());
  curl_easy_setopt(easy, CURLOPT_USERAGENT, options.user_agent.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  if (connect_to != nullptr) curl_easy_setopt(easy, CURLOPT_CONNECT_TO, connect_to);
  if (!options.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, options.ca_file.c_str());
}

Outcome outcome_of(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return Outcome::timeout;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return Outcome::bad_content;
    default:
      return Outcome::network_error;
  }
}

std::string too_large(const HttpRequest& request) {
  return fmt::format("the answer is longer than {} bytes", request.max_bytes);
}

void explain_failure(const Transfer& transfer, CURLcode code, HttpAnswer& answer) {
  const bool was_refused =
      transfer.is_too_large || !transfer.head_fault.empty() || !transfer.refused_address.empty();
  answer.outcome = was_refused ? Outcome::refused : outcome_of(code);
  if (transfer.is_too_large) {
    answer.message = too_large(transfer.request);
  } else if (!transfer.head_fault.empty()) {
    answer.message = transfer.head_fault;
  } else if (!transfer.refused_address.empty()) {
    answer.message = transfer.refused_address;
  } else if (code == CURLE_OUT_OF_MEMORY) {  // of its own making: a line of the head beyond 100 kB
    answer.outcome = Outcome::refused;
    answer.message =
        fmt::format("its head is longer than {} bytes", transfer.options->header_bytes);
  } else {
    answer.message = transfer.error[0] != '\0' ? transfer.error : curl_easy_strerror(code);
  }
}

void read_head(const Transfer& transfer, HttpAnswer& answer) {
  const auto message = store::parse_http_response(transfer.head);
  if (!message) {
    if (answer.outcome != Outcome::ok) return;
    answer.outcome = Outcome::bad_content;
    answer.message = message.error().message;
    return;
  }
  answer.status = message->status;
  answer.headers = message->headers;
  const auto space = message->start_line.find(' ');
  const auto reason = message->start_line.find(' ', space == std::string::npos ? space : space + 1);
  if (reason != std::string::npos) answer.reason = message->start_line.substr(reason + 1);
}

// What libcurl takes for the whole body may be none.
void read_body(Transfer& transfer, HttpAnswer& answer) {
  answer.body = std::move(transfer.body);
  if (answer.outcome != Outcome::ok) return;
  if (transfer.excess > kPadding) {
    answer.outcome = Outcome::bad_content;
    answer.message =
        fmt::format("its body goes on for {} bytes behind its Content-Length", transfer.excess);
    return;
  }
  auto whole = whole_body(answer.headers, std::move(answer.body), transfer.request.max_bytes);
  if (whole) {
    answer.body = std::move(*whole);
    return;
  }
  const bool is_too_large = whole.error().code == Code::refused;
  answer.outcome = is_too_large ? Outcome::refused : Outcome::bad_content;
  answer.message = is_too_large ? too_large(transfer.request) : whole.error().message;
}

void read_counters(const Transfer& transfer, HttpAnswer& answer) {
  curl_off_t number = 0;
  if (curl_easy_getinfo(transfer.easy.get(), CURLINFO_SIZE_DOWNLOAD_T, &number) == CURLE_OK) {
    answer.wire_bytes = static_cast<std::uint64_t>(number);
  }
  if (curl_easy_getinfo(transfer.easy.get(), CURLINFO_TOTAL_TIME_T, &number) == CURLE_OK) {
    answer.took = std::chrono::milliseconds(number / 1000);
  }
  const char* ip = nullptr;
  if (curl_easy_getinfo(transfer.easy.get(), CURLINFO_PRIMARY_IP, &ip) == CURLE_OK &&
      ip != nullptr) {
    answer.ip = ip;
  }
}

// The head as sent; HTTP/2 is written as HTTP/1.1, as archives have it.
std::string request_head(const Transfer& transfer) {
  const auto message = store::parse_http_request(transfer.sent);
  const store::NamedFields headers = message ? message->headers : store::NamedFields();
  return store::http_request_block("GET", transfer.request.url.target(), headers);
}

HttpAnswer answer_from(Transfer& transfer, CURLcode code) {
  HttpAnswer answer;
  answer.id = transfer.request.id;
  answer.url = transfer.request.url;
  answer.at = transfer.at;
  const bool was_cut = transfer.is_too_large && transfer.request.may_be_cut;
  if (code != CURLE_OK && !was_cut) explain_failure(transfer, code, answer);
  answer.is_cut = was_cut;
  read_head(transfer, answer);
  read_counters(transfer, answer);
  answer.request = request_head(transfer);
  read_body(transfer, answer);
  return answer;
}

List list_of(const std::vector<std::string>& lines) {
  List list;
  for (const std::string& line : lines) append(list, line);
  return list;
}

}  // namespace

class HttpClient::Impl {
 public:
  Impl(HttpOptions options, ConnectTargets named)
      : options_(std::move(options)),
        connect_to_(list_of(options_.connect_to)),
        named_(std::move(named)) {
    static const CURLcode kGlobal = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (kGlobal == CURLE_OK) multi_.reset(curl_multi_init());
    if (!multi_) return;
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS,
                      most_connections(16L * options_.connections));
    curl_multi_setopt(multi_.get(), CURLMOPT_PIPELINING, CURLPIPE_NOTHING);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  ~Impl() {
    for (auto& [easy, transfer] : transfers_) curl_multi_remove_handle(multi_.get(), easy);
    transfers_.clear();
    idle_.clear();
  }

  [[nodiscard]] bool is_ready() const { return multi_ != nullptr; }

  void start(HttpRequest request) {
    auto transfer = std::make_unique<Transfer>();
    transfer->request = std::move(request);
    transfer->options = &options_;
    transfer->named = &named_;
    transfer->sockets = &sockets_;
    transfer->room = &room_;
    const Url& url = transfer->request.url;
    sockets_.make_ready(registrable_domain(url.host), url.origin());
    transfer->easy = easy_handle();
    transfer->at = options_.clock();
    set_limits(transfer->easy.get(), options_);
    set_callbacks(*transfer);
    set_request(*transfer, connect_to_.get());
    CURL* easy = transfer->easy.get();
    if (curl_multi_add_handle(multi_.get(), easy) == CURLM_OK) {
      transfers_.emplace(easy, std::move(transfer));
    } else {
      early_.push_back(answer_from(*transfer, CURLE_FAILED_INIT));
    }
  }

  std::vector<HttpAnswer> wait(std::chrono::milliseconds most) {
    std::vector<HttpAnswer> answers = std::exchange(early_, {});
    perform();
    collect(answers);
    if (!answers.empty()) return answers;
    curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(most.count()), nullptr);
    perform();
    collect(answers);
    return answers;
  }

  void breathe() { perform(); }

  [[nodiscard]] std::size_t running() const { return transfers_.size() + early_.size(); }

 private:
  Easy easy_handle() {
    if (idle_.empty()) {
      Easy made(curl_easy_init());
      if (!made) throw std::bad_alloc();
      return made;
    }
    Easy easy = std::move(idle_.back());
    idle_.pop_back();
    curl_easy_reset(easy.get());
    return easy;
  }

  // Those that waited for room ask again: answers were handed out.
  void perform() {
    for (auto& [easy, transfer] : transfers_) {
      if (std::exchange(transfer->is_paused, false)) curl_easy_pause(easy, CURLPAUSE_CONT);
    }
    int still = 0;
    curl_multi_perform(multi_.get(), &still);
  }

  void collect(std::vector<HttpAnswer>& answers) {
    int queued = 0;
    std::uint64_t bytes = 0;
    while (bytes < kAnswersInMemory) {
      const CURLMsg* message = curl_multi_info_read(multi_.get(), &queued);
      if (message == nullptr) break;
      if (message->msg != CURLMSG_DONE) continue;
      CURL* easy = message->easy_handle;
      const CURLcode code = message->data.result;
      const auto found = transfers_.find(easy);
      note_multiplexed(easy);
      curl_multi_remove_handle(multi_.get(), easy);
      if (found == transfers_.end()) continue;
      sockets_.rest(registrable_domain(found->second->request.url.host));
      room_.drop(found->second->request.id, found->second->body.size());
      answers.push_back(answer_from(*found->second, code));
      bytes += answers.back().body.size();
      idle_.push_back(std::move(found->second->easy));
      transfers_.erase(found);
    }
  }

  void note_multiplexed(CURL* easy) {
    long version = 0;
    curl_easy_getinfo(easy, CURLINFO_HTTP_VERSION, &version);
    if (version < CURL_HTTP_VERSION_2_0) return;
    curl_socket_t socket = CURL_SOCKET_BAD;  // libcurl looks for it among all that are open
    curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &socket);
    sockets_.set_multiplexed(socket);
  }

  HttpOptions options_;
  List connect_to_;
  ConnectTargets named_;
  BodyRoom room_{kBodiesInMemory};
  OpenSockets sockets_{
      static_cast<std::size_t>(options_.connections)};  // outlives multi_, which closes them
  Multi multi_;
  std::map<CURL*, std::unique_ptr<Transfer>> transfers_;
  std::vector<Easy> idle_;
  std::vector<HttpAnswer> early_;  // of requests that could not begin
};

Result<HttpClient> HttpClient::make(HttpOptions options) {
  auto named = ConnectTargets::from(options.connect_to);
  if (!named) return pass_on(named);
  auto impl = std::make_unique<Impl>(std::move(options), std::move(*named));
  if (!impl->is_ready()) return fail(Code::other, "libcurl could not be set up");
  return HttpClient(std::move(impl));
}

void HttpClient::start(HttpRequest request) { impl_->start(std::move(request)); }

void HttpClient::breathe() { impl_->breathe(); }

std::vector<HttpAnswer> HttpClient::wait(std::chrono::milliseconds most) {
  return impl_->wait(most);
}

std::size_t HttpClient::running() const { return impl_->running(); }

HttpClient::HttpClient(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

}  // namespace saola::crawler
