#include "crawler/open_sockets.h"

#include <poll.h>
#include <sys/socket.h>

#include <utility>

namespace saola::crawler {
namespace {

bool is_silent(int socket) {
  pollfd asked{socket, POLLIN, 0};
  return ::poll(&asked, 1, 0) == 0;
}

// With nothing left to read libcurl finds it at its end, and does not use it again.
void end(int socket) {
  char dropped[4096];
  while (::recv(socket, dropped, sizeof dropped, MSG_DONTWAIT) > 0) continue;
  (void)::shutdown(socket, SHUT_RDWR);  // fails where it is at its end already
}

}  // namespace

void OpenSockets::opened(int socket, std::string domain, std::string origin) {
  sockets_[socket] = {std::move(domain), std::move(origin)};
}

void OpenSockets::set_multiplexed(int socket) {
  if (const auto found = sockets_.find(socket); found != sockets_.end())
    found->second.is_multiplexed = true;
}

void OpenSockets::make_ready(const std::string& domain, const std::string& origin) const {
  for (const auto& [socket, place] : sockets_) {
    if (place.domain != domain) continue;
    const bool may_stay = place.origin == origin && (place.is_multiplexed || is_silent(socket));
    if (!may_stay) end(socket);
  }
}

}  // namespace saola::crawler
