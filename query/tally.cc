#include "query/tally.h"

#include <algorithm>
#include <limits>
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
                    std::span<const FacetEntry> entries, Labels& labels) {
  const auto since = since_merger(db, documents);
  Places places;
  for (const FacetEntry& entry : entries) {
    const std::string term = store::concept_term(entry.lexicon, entry.id);
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
      if (!articles.days.empty()) wider.days.push_back(articles.days[i]);
    }
  }
  return wider;
}

std::optional<store::DocumentTable::Label> table_label(Dimension dimension) {
  using Label = store::DocumentTable::Label;
  if (dimension == Dimension::outlet) return Label::outlet;
  if (dimension == Dimension::language) return Label::language;
  return std::nullopt;
}

void read_value(const ValueSource& source, std::size_t k, Articles& articles, Labels& labels) {
  const std::uint32_t unknown = labels.add("");
  const auto column = table_label(kFieldDimensions[k]);
  if (source.table == nullptr || !column) {
    for (FieldLabels& one : articles.labels) one[k] = unknown;
    visit_values(source.db, articles.documents, *field_of(kFieldDimensions[k]).slot,
                 [&](std::size_t i, const std::string& value) {
                   articles.labels[i][k] = labels.add(value);
                 });
    return;
  }
  constexpr auto kUnseen = std::numeric_limits<std::uint32_t>::max();
  const auto& names = source.table->names(*column);
  std::vector<std::uint32_t> numbers(names.size(), kUnseen);  // the table's to those of `labels`
  for (std::size_t i = 0; i < articles.documents.size(); ++i) {
    const std::uint32_t name = source.table->label(*column, articles.documents[i]);
    if (numbers[name] == kUnseen) numbers[name] = labels.add(names[name]);
    articles.labels[i][k] = numbers[name];
  }
}

}  // namespace

std::uint32_t Labels::add(const std::string& name) {
  const auto [found, is_new] = numbers_.emplace(name, static_cast<std::uint32_t>(names_.size()));
  if (is_new) names_.push_back(name);
  return found->second;
}

std::size_t Combinations::Hash::operator()(const FieldLabels& labels) const {
  std::size_t hash = 0;
  for (const std::uint32_t label : labels) hash = (hash ^ label) * 0x9e3779b97f4a7c15U;
  return hash ^ hash >> 32;
}

std::uint32_t Combinations::add(const FieldLabels& labels) {
  const auto [found, is_new] = numbers_.emplace(labels, static_cast<std::uint32_t>(list_.size()));
  if (is_new) list_.push_back(labels);
  return found->second;
}

std::optional<std::uint32_t> Combinations::find(const FieldLabels& labels) const {
  const auto found = numbers_.find(labels);
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::optional<Day>> days_of(const ValueSource& source,
                                        std::span<const Xapian::docid> documents) {
  std::vector<std::optional<Day>> days(documents.size());
  if (source.table == nullptr) {
    visit_values(source.db, documents, store::kPublishedSlot,
                 [&](std::size_t i, const std::string& value) {
                   days[i] = source.zone.day_of(instant_of(value));
                 });
    return days;
  }
  const bool is_home = source.zone.name() == kHomeZone;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (is_home) {
      days[i] = source.table->day(documents[i]);
    } else if (const auto published = source.table->published(documents[i])) {
      days[i] = source.zone.day_of(*published);
    }
  }
  return days;
}

Articles read_articles(const ValueSource& source, Dated dated, const Wanted& wanted,
                       LabelSets& labels) {
  Articles articles;
  articles.count = dated.documents.size();
  articles.documents = std::move(dated.documents);
  if (wanted.time) articles.days = std::move(dated.days);
  const bool any_field =
      std::find(wanted.fields.begin(), wanted.fields.end(), true) != wanted.fields.end();
  if (!any_field) return articles;
  articles.labels.resize(articles.documents.size());
  const auto all = articles.documents;
  for (std::size_t k = 0; k < kFieldCount; ++k) {
    const store::Field& field = field_of(kFieldDimensions[k]);
    if (!wanted.fields[k]) continue;
    if (field.slot) {
      read_value(source, k, articles, labels[k]);
    } else {
      const auto values = facet_values(source.db, all, wanted.facets[k], labels[k]);
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
