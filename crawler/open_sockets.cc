#include "crawler/open_sockets.h"

#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
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
  of_domain_.emplace(domain, socket);
  sockets_[socket] = {std::move(domain), std::move(origin)};
}

void OpenSockets::set_multiplexed(int socket) {
  if (const auto found = sockets_.find(socket); found != sockets_.end())
    found->second.is_multiplexed = true;
}

void OpenSockets::closed(int socket) {
  const auto found = sockets_.find(socket);
  if (found == sockets_.end()) return;
  const auto [begin, end] = of_domain_.equal_range(found->second.domain);
  of_domain_.erase(std::find_if(begin, end, [&](const auto& at) { return at.second == socket; }));
  idle_.erase(found->second.idle_since);
  sockets_.erase(found);
}

void OpenSockets::make_ready(const std::string& domain, const std::string& origin) {
  const auto [begin, last] = of_domain_.equal_range(domain);
  for (auto at = begin; at != last; ++at) {
    const int socket = at->second;
    Place& place = sockets_[socket];
    idle_.erase(std::exchange(place.idle_since, 0));
    const bool may_stay = place.origin == origin && (place.is_multiplexed || is_silent(socket));
    if (!may_stay) end(socket);
  }
}

void OpenSockets::rest(const std::string& domain) {
  const auto [begin, last] = of_domain_.equal_range(domain);
  for (auto at = begin; at != last; ++at) {
    Place& place = sockets_[at->second];
    idle_.erase(std::exchange(place.idle_since, ++answers_));
    idle_[place.idle_since] = at->second;
  }
  while (idle_.size() > most_idle_) {
    const auto oldest = idle_.begin();
    sockets_[oldest->second].idle_since = 0;
    end(oldest->second);
    idle_.erase(oldest);
  }
}

long most_connections(long wanted) {
  const auto files_wanted = 2 * static_cast<rlim_t>(wanted);
  rlimit files = {};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return 1;
  if (files.rlim_cur < files_wanted) {
    const rlimit more{std::min(files.rlim_max, files_wanted), files.rlim_max};
    if (setrlimit(RLIMIT_NOFILE, &more) == 0) files = more;
  }
  return static_cast<long>(std::min(files_wanted, files.rlim_cur) / 2);
}

}  // namespace saola::crawler
