// tests/support/xapian_server.h
//
// A stock xapian-tcpsrv on loopback, serving one database for as long as the object lives.

#pragma once

#include <filesystem>
#include <thread>

namespace saola {

class XapianServer {
 public:
  /// Whether the program is installed (Debian package xapian-tools).
  [[nodiscard]] static bool is_installed();

  /// Returns when it listens; port() is 0 if it does not.
  explicit XapianServer(const std::filesystem::path& database);
  XapianServer(const XapianServer&) = delete;
  XapianServer& operator=(const XapianServer&) = delete;
  ~XapianServer();

  [[nodiscard]] int port() const { return port_; }

 private:
  int process_ = 0;
  int port_ = 0;
  int output_ = -1;
  std::thread reader_;  // of what it says: one that is not read stops the server
};

}  // namespace saola
