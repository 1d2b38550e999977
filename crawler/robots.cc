#include "crawler/robots.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/url.h"
#include "crawler/ascii.h"
#include "crawler/charset.h"

namespace saola::crawler {
namespace {

bool is_token_char(char c) {  // RFC 9309, 2.2.1: identifier = 1*(%x2D / %x41-5A / %x5F / %x61-7A)
  return is_ascii_alpha(c) || c == '-' || c == '_';
}

std::string product_token(std::string_view agent) {
  const auto end = std::find_if_not(agent.begin(), agent.end(), is_token_char);
  return ascii_lower(agent.substr(0, static_cast<std::size_t>(end - agent.begin())));
}

bool is_unreserved(unsigned char c) {  // RFC 3986, 2.3
  const char x = static_cast<char>(c);
  return is_ascii_alpha(x) || is_ascii_digit(x) || x == '-' || x == '.' || x == '_' || x == '~';
}

void append_escape(std::string& out, unsigned char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  out += '%';
  out += kDigits[c >> 4];
  out += kDigits[c & 15];
}

std::string normalised(std::string_view path, std::string_view escaped) {
  std::string out;
  out.reserve(path.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    auto c = static_cast<unsigned char>(path[i]);
    const bool is_escape = c == '%' && i + 2 < path.size() && hex_value(path[i + 1]) >= 0 &&
                           hex_value(path[i + 2]) >= 0;
    if (is_escape) {
      c = static_cast<unsigned char>(hex_value(path[i + 1]) * 16 + hex_value(path[i + 2]));
      i += 2;
      if (!is_unreserved(c)) append_escape(out, c);
    } else if (c <= 0x20 || c >= 0x7f || escaped.find(path[i]) != std::string_view::npos) {
      append_escape(out, c);
      continue;
    }
    if (!is_escape || is_unreserved(c)) out += static_cast<char>(c);
  }
  return out;
}

// "*" stays everywhere and "$" at the end: there they are wildcards (RFC 9309, 2.2.3).
std::string normal_pattern(std::string_view pattern) {
  const bool is_anchored = pattern.ends_with('$');
  if (is_anchored) pattern.remove_suffix(1);
  return normalised(pattern, "$") + (is_anchored ? "$" : "");
}

// The pattern up to its first "*", then each piece after one, found as early as possible: with no other wildcard than
// "*" the earliest place is always the best, so nothing is tried twice.
bool matches(std::string_view pattern, std::string_view path) {
  const bool is_anchored = !pattern.empty() && pattern.back() == '$';
  if (is_anchored) pattern.remove_suffix(1);
  std::size_t star = pattern.find('*');
  const std::string_view head = pattern.substr(0, star);
  if (!path.starts_with(head)) return false;
  if (star == std::string_view::npos) return !is_anchored || path.size() == head.size();
  std::size_t at = head.size();
  while (true) {
    pattern.remove_prefix(star + 1);
    star = pattern.find('*');
    const std::string_view piece = pattern.substr(0, star);
    if (star == std::string_view::npos && is_anchored) {
      return path.size() >= at + piece.size() && path.ends_with(piece);
    }
    const auto found = path.find(piece, at);
    if (found == std::string_view::npos) return false;
    if (star == std::string_view::npos) return true;
    at = found + piece.size();
  }
}

constexpr std::array<std::string_view, 6> kDisallowSpellings = {
    "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"};

enum class Key { agent, allow, disallow, delay, sitemap, other };

Key key_of(std::string_view name) {
  const std::string key = ascii_lower(name);
  if (key == "user-agent") return Key::agent;
  if (key == "allow") return Key::allow;
  if (std::find(kDisallowSpellings.begin(), kDisallowSpellings.end(), key) !=
      kDisallowSpellings.end()) {
    return Key::disallow;
  }
  if (key == "crawl-delay") return Key::delay;
  if (key == "sitemap") return Key::sitemap;
  return Key::other;
}

std::optional<std::chrono::milliseconds> parse_delay(std::string_view value) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error != std::errc() || !(seconds >= 0) || !std::isfinite(seconds)) return std::nullopt;
  constexpr double kDay = 86400;
  return std::chrono::milliseconds(std::llround(std::min(seconds, kDay) * 1000));
}

}  // namespace

// Reads line by line: a User-agent line after a rule begins a new group, other records do not.
class RobotsParser {
 public:
  Robots parse(std::string_view bytes) {
    const bool is_utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    const std::string from_utf16 = is_utf16 ? door_to_utf8(bytes, "") : std::string();
    if (is_utf16) bytes = from_utf16;
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (bytes.size() > Robots::kMaxBytes) {
      bytes = bytes.substr(0, Robots::kMaxBytes);
      bytes = bytes.substr(0, bytes.find_last_of("\r\n") + 1);
    }
    while (!bytes.empty()) {
      const auto end = bytes.find_first_of("\r\n");
      ++number_;
      line(bytes.substr(0, end));
      if (end == std::string_view::npos) break;
      const bool is_crlf = bytes[end] == '\r' && end + 1 < bytes.size() && bytes[end + 1] == '\n';
      bytes.remove_prefix(end + (is_crlf ? 2 : 1));
    }
    end_naming();
    return std::move(robots_);
  }

 private:
  void line(std::string_view text) {
    text = ascii_trimmed(text.substr(0, text.find('#')));
    auto cut = text.find(':');
    if (cut == std::string_view::npos) cut = text.find_first_of(" \t");  // "Disallow /x": meant so
    if (cut == std::string_view::npos) return;
    const std::string_view value = ascii_trimmed(text.substr(cut + 1));
    switch (key_of(ascii_trimmed(text.substr(0, cut)))) {
      case Key::agent:
        agent(value);
        break;
      case Key::allow:
        rule(true, value, text);
        break;
      case Key::disallow:
        rule(false, value, text);
        break;
      case Key::delay:
        delay(value);
        break;
      case Key::sitemap:
        robots_.sitemaps_.emplace_back(value);
        break;
      case Key::other:
        break;
    }
  }

  void agent(std::string_view value) {
    if (!is_naming_) robots_.groups_.emplace_back();
    if (!is_naming_ || delay_) end_naming();
    is_naming_ = true;
    const bool is_everybody =
        value.starts_with('*') && (value.size() == 1 || value[1] == ' ' || value[1] == '\t');
    std::string token = is_everybody ? "*" : product_token(value);
    named_.push_back(token);
    robots_.groups_.back().agents.push_back(std::move(token));
  }

  void rule(bool allows, std::string_view path, std::string_view text) {
    if (robots_.groups_.empty()) return;  // rules before any User-agent belong to nobody
    is_naming_ = false;
    if (path.empty()) return;  // RFC 9309, 2.2: an empty pattern matches nothing
    robots_.groups_.back().rules.push_back(
        {allows, number_, normal_pattern(path), std::string(text)});
  }

  void delay(std::string_view value) {
    const auto parsed = parse_delay(value);
    if (parsed && (!delay_ || *parsed > *delay_)) delay_ = parsed;
  }

  // One delay for each agent that was named: half a file of agents and half a file of delays make no more.
  void end_naming() {
    if (delay_) {
      for (std::string& agent : named_) robots_.delays_.push_back({std::move(agent), *delay_});
    }
    named_.clear();
    delay_.reset();
  }

  Robots robots_;
  int number_ = 0;
  bool is_naming_ = false;                          // the last line of weight named an agent
  std::vector<std::string> named_;                  // the agents that a delay here belongs to
  std::optional<std::chrono::milliseconds> delay_;  // the longest since they were named
};

Robots Robots::parse(std::string_view bytes) { return RobotsParser().parse(bytes); }

bool Robots::has_group(std::string_view agent) const {
  return std::any_of(groups_.begin(), groups_.end(), [&](const Group& group) {
    return std::find(group.agents.begin(), group.agents.end(), agent) != group.agents.end();
  });
}

std::string Robots::name_for(std::string_view agent) const {
  std::string token = product_token(agent);
  return !token.empty() && has_group(token) ? token : "*";
}

RobotsDecision Robots::decide(std::string_view agent, std::string_view target) const {
  const std::string path = normal_path(target.empty() ? "/" : target);
  if (path == "/robots.txt") return {true, 0, "/robots.txt is always allowed"};
  const Rule* best = nullptr;
  const std::string name = name_for(agent);
  for (const Group& group : groups_) {
    const auto& agents = group.agents;
    if (std::find(agents.begin(), agents.end(), name) == agents.end()) continue;
    for (const Rule& rule : group.rules) {
      if (!matches(rule.pattern, path)) continue;
      const bool is_better =
          best == nullptr || rule.pattern.size() > best->pattern.size() ||
          (rule.pattern.size() == best->pattern.size() && rule.allows && !best->allows);
      if (is_better) best = &rule;
    }
  }
  if (best == nullptr) return {true, 0, "no rule matches"};
  return {best->allows, best->line, best->text};
}

std::optional<std::chrono::milliseconds> Robots::crawl_delay(std::string_view agent) const {
  const std::string name = name_for(agent);
  std::optional<std::chrono::milliseconds> longest;
  for (const Delay& delay : delays_) {
    if (delay.agent == name && (!longest || delay.delay > *longest)) longest = delay.delay;
  }
  return longest;
}

std::string normal_path(std::string_view path) { return normalised(path, "*$"); }

Result<std::string> robots_target(std::string_view url_or_path) {
  const std::string_view text = ascii_trimmed(url_or_path);
  if (text.starts_with('/') && !text.starts_with("//")) {
    return std::string(text.substr(0, text.find('#')));
  }
  const auto url = parse_url(text);
  if (!url) return pass_on(url);
  return url->target();
}

}  // namespace saola::crawler
