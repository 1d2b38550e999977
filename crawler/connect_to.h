// crawler/connect_to.h
//
// --connect-to as curl has it: where to connect for a host, other than where its name leads.
//
// Source: curl's manual, --connect-to HOST1:PORT1:HOST2:PORT2; every part may be empty, IPv6 addresses stand in brackets.

#pragma once

#include <string>
#include <vector>

#include "base/result.h"

struct sockaddr;

namespace saola::crawler {

/// The places that the user himself has named with --connect-to. Immutable.
class ConnectTargets {
 public:
  /// @error Code::usage, with a hint: not HOST:PORT:ADDR:PORT.
  [[nodiscard]] static Result<ConnectTargets> from(const std::vector<std::string>& lines);

  /// Whether one of the lines leads to this address and port. A line whose target is a name, or empty, answers for every
  /// address at its port. @param address  not null, long enough for its family.
  [[nodiscard]] bool contain(const sockaddr* address) const;

 private:
  struct Target {
    std::string address;  // 4 or 16 bytes; empty: any
    int port = 0;         // 0: any
  };
  std::vector<Target> targets_;
};

}  // namespace saola::crawler
