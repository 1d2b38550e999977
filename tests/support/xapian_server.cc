#include "tests/support/xapian_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>

namespace saola {

namespace {

constexpr const char* kProgram = "/usr/bin/xapian-tcpsrv";

// One that nobody listens at; the server has no way to choose its own.
int free_port() {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  const bool bound =
      ::bind(listener, plain, size) == 0 && ::getsockname(listener, plain, &size) == 0;
  ::close(listener);
  return bound ? ntohs(address.sin_port) : 0;
}

// Reads what the server says until it listens; false: it ended before.
bool wait_until_listening(int output) {
  std::string said;
  std::array<char, 256> bytes{};
  while (said.find("Listening") == std::string::npos) {
    const ssize_t read = ::read(output, bytes.data(), bytes.size());
    if (read <= 0) return false;
    said.append(bytes.data(), static_cast<std::size_t>(read));
  }
  return true;
}

}  // namespace

bool XapianServer::is_installed() { return ::access(kProgram, X_OK) == 0; }

XapianServer::XapianServer(const std::filesystem::path& database) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return;
  const int port = free_port();
  process_ = ::fork();
  if (process_ == 0) {
    ::setpgid(0, 0);  // it ends its whole group when it is ended
    ::dup2(pipe[1], STDOUT_FILENO);
    ::execl(kProgram, kProgram, "--interface", "127.0.0.1", "--port", std::to_string(port).c_str(),
            database.c_str(), nullptr);
    ::_exit(1);
  }
  ::close(pipe[1]);
  output_ = pipe[0];
  if (wait_until_listening(output_)) port_ = port;
  reader_ = std::thread([this] {
    std::array<char, 256> bytes{};
    while (::read(output_, bytes.data(), bytes.size()) > 0) {
    }
  });
}

XapianServer::~XapianServer() {
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
  reader_.join();
  ::close(output_);
}

}  // namespace saola
