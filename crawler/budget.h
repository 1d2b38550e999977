// crawler/budget.h
//
// How much one site may be asked for in a day, by all runs together: requests and bytes, whatever its feeds and sitemaps
// promise. Pure bookkeeping.
//
// Source: docs/operations.md#conduct.

#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace saola::crawler {

/// Of one registrable domain and day. 0: no limit.
struct Budget {
  std::uint64_t requests = 0;  // robots.txt, doors, pages and redirects
  std::uint64_t bytes =
      0;  // of bodies as they come over the wire; the answer that reaches it is still taken

  friend bool operator==(const Budget&, const Budget&) = default;
};

/// One thread at a time.
class BudgetBook {
 public:
  explicit BudgetBook(Budget usual) : usual_(usual) {}

  /// Gives a domain a budget of its own, where it says one; of several, the smaller counts.
  void set(const std::string& domain, const Budget& own);

  /// What earlier runs of the day have spent.
  void begin_with(const std::string& domain, const Budget& spent) { places_[domain].spent = spent; }

  /// One request was sent.
  void spend_request(const std::string& domain) { spend(domain, {1, 0}); }

  /// Its answer has come.
  void spend_bytes(const std::string& domain, std::uint64_t bytes) { spend(domain, {0, bytes}); }

  /// What each domain has spent by now, earlier runs included, of those that spent something since the last call.
  [[nodiscard]] std::vector<std::pair<std::string, Budget>> take_changes();

  /// Why the domain may not be asked for more: "its budget of 500 requests is used up". Empty: it may.
  [[nodiscard]] std::string used_up(const std::string& domain) const;

 private:
  struct Place {
    Budget own;  // 0: the usual
    Budget spent;
  };
  void spend(const std::string& domain, const Budget& more);

  Budget usual_;
  std::map<std::string, Place> places_;
  std::set<std::string> changed_;
};

}  // namespace saola::crawler
