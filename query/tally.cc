#include "query/tally.h"

#include "query/matches.h"

namespace saola::query {

namespace {

store::Slot slot_of(Dimension dimension) {
  switch (dimension) {
    case Dimension::language:
      return store::kLanguageSlot;
    case Dimension::section:
      return store::kSectionSlot;
    default:
      return store::kOutletSlot;
  }
}

Instant instant_of(const std::string& value) {
  return Instant{
      std::chrono::seconds{static_cast<std::int64_t>(Xapian::sortable_unserialise(value))}};
}

}  // namespace

std::uint32_t Labels::add(const std::string& name) {
  const auto [found, is_new] = numbers_.emplace(name, static_cast<std::uint32_t>(names_.size()));
  if (is_new) names_.push_back(name);
  return found->second;
}

std::vector<std::optional<Day>> days_of(const Xapian::Database& db,
                                        std::span<const Xapian::docid> documents,
                                        const Zone& zone) {
  std::vector<std::optional<Day>> days(documents.size());
  visit_values(db, documents, store::kPublishedSlot, [&](std::size_t i, const std::string& value) {
    days[i] = zone.day_of(instant_of(value));
  });
  return days;
}

Articles read_articles(const Xapian::Database& db, std::vector<Xapian::docid> documents,
                       const Wanted& wanted, const Zone& zone, LabelSets& labels) {
  Articles articles;
  articles.documents = std::move(documents);
  articles.keywords.resize(articles.documents.size());
  for (std::size_t k = 0; k < kKeywordDimensions.size(); ++k) {
    if (!wanted.keywords[k]) continue;
    const std::uint32_t unknown = labels[k].add("");
    for (Keywords& keywords : articles.keywords) keywords[k] = unknown;
    visit_values(db, articles.documents, slot_of(kKeywordDimensions[k]),
                 [&](std::size_t i, const std::string& value) {
                   articles.keywords[i][k] = labels[k].add(value);
                 });
  }
  if (wanted.time) {
    articles.days = days_of(db, articles.documents, zone);
  } else {
    articles.days.resize(articles.documents.size());
  }
  return articles;
}

}  // namespace saola::query
