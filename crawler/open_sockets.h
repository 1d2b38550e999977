// crawler/open_sockets.h
//
// The connections that are open, each to an origin (scheme, host, port) of a registrable domain. A site has many hosts but
// often one server behind them: it shall see one connection of ours at a time. A connection on which something came
// that nobody had asked for is not asked anything more: it would pass for the next answer. And of those that nothing is asked of
// only so many stay open: libcurl's own limit leaves an empty list behind for each host whose connection it closes
// (7.88, conncache.c), and walks through all of them after each request.
//
// Sources: docs/operations.md#conduct; RFC 9112, 6.3 and 9.2; shutdown(2).

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>

namespace saola::crawler {

/// Knows sockets by their number; does not own them. One thread at a time.
class OpenSockets {
 public:
  /// @param most_idle  that stay open while nothing is asked of them.
  explicit OpenSockets(std::size_t most_idle) : most_idle_(most_idle) {}

  /// For a request that is under way.
  void opened(int socket, std::string domain, std::string origin);
  void closed(int socket);

  /// Answers on it are told apart by number (HTTP/2): what comes unasked is the protocol's own business.
  void set_multiplexed(int socket);

  /// Before a request to an origin, while nothing is under way to its domain: ends the connections to the domain's other
  /// origins, and those to this one that are not silent. The other side is told at once; the sockets are still to be closed by
  /// who opened them.
  void make_ready(const std::string& domain, const std::string& origin);

  /// After the answer: nothing is under way to the domain. Ends the connections that were idle the longest, if there are too many.
  void rest(const std::string& domain);

 private:
  struct Place {
    std::string domain;
    std::string origin;
    bool is_multiplexed = false;
    std::uint64_t idle_since = 0;  // in answers; 0: it is being asked, or was ended
  };
  std::size_t most_idle_;
  std::uint64_t answers_ = 0;
  std::map<int, Place> sockets_;
  std::unordered_multimap<std::string, int> of_domain_;
  std::map<std::uint64_t, int> idle_;  // by how long: idle_since -> socket
};

/// How many connections libcurl may keep before it closes some itself: `wanted`, or half as many as the process may have open
/// files, whose limit is raised for it where that is allowed. Those that were ended wait up to a second for libcurl to close them.
[[nodiscard]] long most_connections(long wanted);

}  // namespace saola::crawler
