// crawler/open_sockets.h
//
// The connections that are open, each to an origin (scheme, host, port) of a registrable domain. A site has many hosts but
// often one server behind them: it shall see one connection of ours at a time. And a connection on which something came
// that nobody had asked for is not asked anything more: it would pass for the next answer.
//
// Sources: docs/operations.md#conduct; RFC 9112, 6.3 and 9.2; shutdown(2).

#pragma once

#include <map>
#include <string>

namespace saola::crawler {

/// Knows sockets by their number; does not own them. One thread at a time.
class OpenSockets {
 public:
  void opened(int socket, std::string domain, std::string origin);
  void closed(int socket) { sockets_.erase(socket); }

  /// Answers on it are told apart by number (HTTP/2): what comes unasked is the protocol's own business.
  void set_multiplexed(int socket);

  /// Before a request to an origin, while nothing is under way to its domain: ends the connections to the domain's other
  /// origins, and those to this one that are not silent. The other side is told at once; the sockets are still to be closed by
  /// who opened them.
  void make_ready(const std::string& domain, const std::string& origin) const;

 private:
  struct Place {
    std::string domain;
    std::string origin;
    bool is_multiplexed = false;
  };
  std::map<int, Place> sockets_;
};

}  // namespace saola::crawler
