// crawler/robots.h
//
// robots.txt: may this agent fetch this path, and which line says so. Pure: no network, no clock.
//
// Source: RFC 9309 (Robots Exclusion Protocol). Crawl-delay is no part of it; it is read as Bing and Yandex describe it
// and, like every other record, neither begins nor ends a group (RFC 9309, 2.2.4).
// Beyond the RFC, to the site's advantage: "Disallow" is also recognised in its common misspellings.

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace saola::crawler {

/// What robots.txt says about one path.
struct RobotsDecision {
  bool is_allowed = true;
  int line = 0;      // of the rule that decided, from 1; 0: no rule matched
  std::string rule;  // that line as written, without its comment; or the reason: "no rule matches"
};

/// One robots.txt, parsed. Immutable, copyable.
class Robots {
 public:
  /// Bytes after this many are not read; a line cut by the limit is dropped (RFC 9309, 2.5 asks for at least 500 KiB).
  static constexpr std::size_t kMaxBytes = 500 * 1024;

  /// Reads any bytes; never fails. UTF-8 is expected, other bytes in paths are compared as bytes (RFC 9309, 2.2.2); UTF-16
  /// is read where a byte-order mark says so: editors of Windows save it, and its rules are meant.
  [[nodiscard]] static Robots parse(std::string_view bytes);

  /// No rules: everything is allowed (RFC 9309, 2.3.1.3: the file is unavailable).
  [[nodiscard]] static Robots allow_all() { return Robots(); }

  /// @param agent   a product token ("Saola"), or a User-Agent header of which the leading token is taken.
  /// @param target  path and query as a request line has them: "/a?b"; "" means "/". "/robots.txt" is always allowed.
  /// @cost          O(rules of the agent's groups x length of the target)
  [[nodiscard]] RobotsDecision decide(std::string_view agent, std::string_view target) const;

  /// The longest Crawl-delay that applies to `agent`; none if there is none. Fractions count. A delay belongs to the
  /// agents named right before it: where rules are shared over it (2.2.4), the delay is not.
  [[nodiscard]] std::optional<std::chrono::milliseconds> crawl_delay(std::string_view agent) const;

  /// The Sitemap lines, as written, in their order. Any agent may use them.
  [[nodiscard]] const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  struct Rule {
    bool allows;
    int line;
    std::string pattern;  // normalised as normal_path() has it
    std::string text;     // the line as written
  };
  struct Group {
    std::vector<std::string> agents;  // product tokens in lower case, "*" for everybody
    std::vector<Rule> rules;
  };
  struct Delay {
    std::string agent;
    std::chrono::milliseconds delay;
  };
  friend class RobotsParser;

  [[nodiscard]] bool has_group(std::string_view agent) const;
  /// The agent's own token in lower case if it has a group, else "*".
  [[nodiscard]] std::string name_for(std::string_view agent) const;

  std::vector<Group> groups_;
  std::vector<Delay> delays_;
  std::vector<std::string> sitemaps_;
};

/// A path as RFC 9309, 2.2.2 wants it compared: bytes outside printable US-ASCII percent-encoded, escapes of unreserved
/// characters decoded, the other escapes in upper case. "*" and "$" become escapes, so that they cannot be taken for a
/// pattern's wildcards (2.2.3).
[[nodiscard]] std::string normal_path(std::string_view path);

/// The path and query of a URL as robots.txt compares them; a text beginning with "/" is taken as a path.
/// @error Code::bad_input, when it is neither.
[[nodiscard]] Result<std::string> robots_target(std::string_view url_or_path);

}  // namespace saola::crawler
