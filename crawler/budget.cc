#include "crawler/budget.h"

#include <fmt/format.h>

#include <algorithm>

namespace saola::crawler {
namespace {

std::uint64_t smaller(std::uint64_t a, std::uint64_t b) {
  return a == 0 ? b : b == 0 ? a : std::min(a, b);
}

}  // namespace

void BudgetBook::set(const std::string& domain, const Budget& own) {
  Budget& kept = places_[domain].own;
  kept.requests = smaller(kept.requests, own.requests);
  kept.bytes = smaller(kept.bytes, own.bytes);
}

void BudgetBook::spend(const std::string& domain, const Budget& more) {
  Budget& spent = places_[domain].spent;
  spent.requests += more.requests;
  spent.bytes += more.bytes;
  changed_.insert(domain);
}

std::vector<std::pair<std::string, Budget>> BudgetBook::take_changes() {
  std::vector<std::pair<std::string, Budget>> out;
  out.reserve(changed_.size());
  for (const std::string& domain : changed_) out.emplace_back(domain, places_[domain].spent);
  changed_.clear();
  return out;
}

std::string BudgetBook::used_up(const std::string& domain) const {
  const auto found = places_.find(domain);
  if (found == places_.end()) return {};
  const auto& [own, spent] = found->second;
  const std::uint64_t requests = own.requests > 0 ? own.requests : usual_.requests;
  const std::uint64_t bytes = own.bytes > 0 ? own.bytes : usual_.bytes;
  if (requests > 0 && spent.requests >= requests) {
    return fmt::format("its budget of {} requests is used up", requests);
  }
  if (bytes > 0 && spent.bytes >= bytes) {
    return fmt::format("its budget of {:.1f} MB is used up", static_cast<double>(bytes) / 1e6);
  }
  return {};
}

}  // namespace saola::crawler
