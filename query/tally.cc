#include "query/tally.h"

#include <algorithm>
#include <utility>

#include "query/matches.h"
#include "store/terms.h"

namespace saola::query {

namespace {

Instant instant_of(const std::string& value) {
  return Instant{
      std::chrono::seconds{static_cast<std::int64_t>(Xapian::sortable_unserialise(value))}};
}

// Which of the articles were published since the merger of provinces, by the day in Viet Nam.
std::vector<bool> since_merger(const Xapian::Database& db,
                               std::span<const Xapian::docid> documents) {
  const std::string merger = store::day_key(kMergerDay);
  std::vector<bool> since(documents.size());
  visit_values(db, documents, store::kDaySlot,
               [&](std::size_t i, const std::string& day) { since[i] = day >= merger; });
  return since;
}

using Places = std::vector<std::pair<std::size_t, std::uint32_t>>;  // index of an article, label

// The facet's values of each article, by article, each once.
Places facet_values(const Xapian::Database& db, std::span<const Xapian::docid> documents,
                    const store::Field& facet, std::span<const FacetEntry> entries,
                    Labels& labels) {
  const auto since = since_merger(db, documents);
  Places places;
  for (const FacetEntry& entry : entries) {
    const std::string term = std::string(facet.prefix) + entry.id;
    auto posting = db.postlist_begin(term);
    const auto end = db.postlist_end(term);
    for (std::size_t i = 0; i < documents.size() && posting != end; ++i) {
      if (*posting < documents[i]) posting.skip_to(documents[i]);
      if (posting == end || *posting != documents[i]) continue;
      places.emplace_back(i, labels.add(since[i] ? entry.now_value : entry.value));
    }
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

// Each entry once for each value of its article in dimension k.
Articles spread(const Articles& articles, std::size_t k, const Places& values,
                std::span<const Xapian::docid> documents) {
  Articles wider;
  wider.count = articles.count;
  std::size_t article = 0;
  auto value = values.begin();
  for (std::size_t i = 0; i < articles.documents.size(); ++i) {
    while (documents[article] < articles.documents[i]) ++article;
    while (value != values.end() && value->first < article) ++value;
    for (auto one = value; one != values.end() && one->first == article; ++one) {
      wider.documents.push_back(articles.documents[i]);
      wider.labels.push_back(articles.labels[i]);
      wider.labels.back()[k] = one->second;
      wider.days.push_back(articles.days[i]);
    }
  }
  return wider;
}

void read_value(const Xapian::Database& db, std::size_t k, Articles& articles, Labels& labels) {
  const std::uint32_t unknown = labels.add("");
  for (FieldLabels& one : articles.labels) one[k] = unknown;
  visit_values(
      db, articles.documents, *field_of(kFieldDimensions[k]).slot,
      [&](std::size_t i, const std::string& value) { articles.labels[i][k] = labels.add(value); });
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
  articles.count = documents.size();
  articles.documents = std::move(documents);
  articles.labels.resize(articles.documents.size());
  articles.days.resize(articles.documents.size());
  if (wanted.time) articles.days = days_of(db, articles.documents, zone);
  const auto all = articles.documents;
  for (std::size_t k = 0; k < kFieldCount; ++k) {
    const store::Field& field = field_of(kFieldDimensions[k]);
    if (!wanted.fields[k]) continue;
    if (field.slot) {
      read_value(db, k, articles, labels[k]);
    } else {
      const auto values = facet_values(db, all, field, wanted.facets[k], labels[k]);
      articles = spread(articles, k, values, all);
    }
  }
  std::size_t with = 0;
  for (std::size_t i = 0; i < articles.documents.size(); ++i) {
    with += i == 0 || articles.documents[i] != articles.documents[i - 1] ? 1 : 0;
  }
  articles.without = articles.count - with;
  return articles;
}

}  // namespace saola::query
