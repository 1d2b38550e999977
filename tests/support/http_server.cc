#include "tests/support/http_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <thread>

namespace saola::test {
namespace {

using Clock = std::chrono::steady_clock;

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return text;
}

std::string domain_of(const std::string& host) {
  const auto last = host.rfind('.');
  const auto before = last == std::string::npos ? last : host.rfind('.', last - 1);
  return before == std::string::npos ? host : host.substr(before + 1);
}

ServerRequest parse(const std::string& head) {
  ServerRequest request;
  const auto space = head.find(' ');
  request.target = head.substr(space + 1, head.find(' ', space + 1) - space - 1);
  for (auto at = head.find("\r\n"); at != std::string::npos; at = head.find("\r\n", at + 2)) {
    const auto end = head.find("\r\n", at + 2);
    const std::string line = head.substr(at + 2, end - at - 2);
    const auto colon = line.find(": ");
    if (colon != std::string::npos)
      request.headers[lower(line.substr(0, colon))] = line.substr(colon + 2);
  }
  request.host = request.headers["host"].substr(0, request.headers["host"].find(':'));
  return request;
}

std::string to_bytes(const ServerAnswer& answer) {
  std::string out = "HTTP/1.1 " + std::to_string(answer.status) + " Status\r\n";
  for (const auto& [name, value] : answer.headers) out += name + ": " + value + "\r\n";
  return out + "Content-Length: " + std::to_string(answer.body.size()) + "\r\n\r\n" + answer.body;
}

}  // namespace

std::string ServerRequest::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

class HttpServer::Impl {
 public:
  explicit Impl(Handler handler) : handler_(std::move(handler)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(listener_, 128);
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  ~Impl() {
    is_over_ = true;
    acceptor_.join();
    for (std::thread& thread : threads_) thread.join();
    ::close(listener_);
  }

  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<SeenRequest> seen_;

 private:
  bool wait_for(int descriptor) const {  // false: the server is over
    pollfd waiting{descriptor, POLLIN, 0};
    while (!is_over_) {
      if (::poll(&waiting, 1, 20) > 0) return true;
    }
    return false;
  }

  void accept_all() {
    while (wait_for(listener_)) {
      const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (connection >= 0) threads_.emplace_back([this, connection] { serve(connection); });
    }
  }

  void serve(int connection) {
    std::string bytes;
    while (wait_for(connection)) {
      char part[4096];
      const auto got = ::recv(connection, part, sizeof part, 0);
      if (got <= 0) break;
      bytes.append(part, static_cast<std::size_t>(got));
      const auto end = bytes.find("\r\n\r\n");
      if (end == std::string::npos) continue;
      const std::string head = bytes.substr(0, end);
      bytes.erase(0, end + 4);
      if (!answer(connection, parse(head))) break;
    }
    {
      const std::lock_guard lock(mutex_);
      hosts_.erase(connection);
    }
    ::close(connection);
  }

  [[nodiscard]] int others_open(int connection, const std::string& host) const {
    int open = 0;
    for (const auto& [other, name] : hosts_) {
      pollfd ended{other, POLLRDHUP, 0};
      const bool is_sister = other != connection && domain_of(name) == domain_of(host);
      if (is_sister && ::poll(&ended, 1, 0) == 0) ++open;
    }
    return open;
  }

  bool answer(int connection, const ServerRequest& request) {
    std::size_t index = 0;
    ServerAnswer answer;
    {
      const std::lock_guard lock(mutex_);
      index = seen_.size();
      seen_.push_back(
          {request.host, request.target, Clock::now(), {}, others_open(connection, request.host)});
      hosts_[connection] = request.host;
      answer = handler_(request);
    }
    if (answer.delay.count() > 0) std::this_thread::sleep_for(answer.delay);
    const bool is_raw = !answer.raw.empty();
    stamp(index);
    send(connection, is_raw ? answer.raw : to_bytes(answer), answer.drip);
    if (!answer.behind.empty()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      send(connection, answer.behind, {});
    }
    return !is_raw;
  }

  void stamp(std::size_t index) {
    const std::lock_guard lock(mutex_);
    if (index < seen_.size()) seen_[index].answered = Clock::now();
  }

  void send(int connection, const std::string& bytes, std::chrono::milliseconds drip) const {
    std::size_t at = 0;
    while (at < bytes.size() && !is_over_) {
      const std::size_t part = drip.count() > 0 ? 1 : bytes.size() - at;
      const auto sent = ::send(connection, bytes.data() + at, part, MSG_NOSIGNAL);
      if (sent <= 0) return;
      at += static_cast<std::size_t>(sent);
      if (drip.count() > 0) std::this_thread::sleep_for(drip);
    }
  }

  Handler handler_;
  std::map<int, std::string> hosts_;  // connection -> host of its last request
  int listener_ = -1;
  std::atomic<bool> is_over_{false};
  std::thread acceptor_;
  std::vector<std::thread> threads_;
};

HttpServer::HttpServer(Handler handler) : impl_(std::make_unique<Impl>(std::move(handler))) {}
HttpServer::~HttpServer() = default;

int HttpServer::port() const { return impl_->port_; }

std::vector<SeenRequest> HttpServer::seen() const {
  const std::lock_guard lock(impl_->mutex_);
  return impl_->seen_;
}

int HttpServer::count(std::string_view target) const {
  int found = 0;
  for (const SeenRequest& request : seen()) found += request.target == target ? 1 : 0;
  return found;
}

void HttpServer::forget() {
  const std::lock_guard lock(impl_->mutex_);
  impl_->seen_.clear();
}

}  // namespace saola::test
