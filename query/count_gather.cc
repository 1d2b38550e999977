#include "query/count_gather.h"

#include <algorithm>

#include "query/matches.h"
#include "query/query_xapian.h"
#include "store/document_table.h"

namespace saola::query {

namespace {

class Gatherer {
 public:
  Gatherer(const CountOptions& options, const std::filesystem::path& index, const Asking& asking,
           const CountQuestion& question)
      : options_(options), index_(index), asking_(asking), question_(question) {}

  Gathered gather() {
    using Use = store::DocumentTable::Use;
    const bool is_home = options_.filters.zone.name() == kHomeZone;
    const auto& fields = question_.wanted.fields;
    const Use time = is_home ? Use::days : Use::times;
    table_ = fields[0] || fields[1]
                 ? store::DocumentTable::open(index_, asking_.db, {time, Use::labels})
                 : store::DocumentTable::open(index_, asking_.db, {time});
    const Filters timeless = without_days(options_.filters);
    const auto query = limited(asking_.db, asked_query(), {timeless, asking_.topics});
    const auto within = [&](const Node& node) {
      return all_matches(asking_.db,
                         Xapian::Query(Xapian::Query::OP_FILTER,
                                       to_xapian(asking_.db, node, Purpose::count), query));
    };
    Dated found = dated(all_matches(asking_.db, query));
    if (has_days()) {
      gathered_.undated = static_cast<std::uint64_t>(
          std::count(found.days.begin(), found.days.end(), std::nullopt));
    }
    gathered_.found = read(std::move(found));
    for (const Node& topic : question_.topics) gathered_.topics.push_back(within(topic));
    for (const Node& side : question_.sides) gathered_.sides.push_back(within(side));
    if (options_.share) {
      const auto everything = limited(asking_.db, Xapian::Query::MatchAll, {timeless, {}});
      gathered_.all = read(dated(all_matches(asking_.db, everything)));
    }
    return std::move(gathered_);
  }

 private:
  Xapian::Query asked_query() const {
    const auto query = to_xapian(asking_.db, asking_.root, Purpose::count);
    if (question_.sides.empty()) return query;
    std::vector<Xapian::Query> sides;
    for (const Node& side : question_.sides)
      sides.push_back(to_xapian(asking_.db, side, Purpose::count));
    return Xapian::Query(Xapian::Query::OP_FILTER, query,
                         Xapian::Query(Xapian::Query::OP_OR, sides.begin(), sides.end()));
  }

  ValueSource source() const {
    return {asking_.db, table_ ? &*table_ : nullptr, options_.filters.zone};
  }

  static Filters without_days(Filters filters) {
    filters.since.reset();
    filters.until.reset();
    return filters;
  }

  // Whether undated articles are left out of the answer, or of its rows.
  bool has_days() const {
    return question_.wanted.time || options_.filters.since || options_.filters.until;
  }

  Dated dated(Documents documents) const {
    Dated dated{std::move(documents), {}};
    if (has_days()) dated.days = days_of(source(), dated.documents);
    return dated;
  }

  Articles read(Dated articles) {
    keep_asked_days(articles);
    return read_articles(source(), std::move(articles), question_.wanted, gathered_.labels);
  }

  // Those that --since and --until ask for.
  void keep_asked_days(Dated& articles) const {
    const auto& since = options_.filters.since;
    const auto& until = options_.filters.until;
    if (!since && !until) return;
    const Day first = since ? since->first : Day::min();
    const Day last = until ? until->last : Day::max();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < articles.documents.size(); ++i) {
      const auto& day = articles.days[i];
      if (!day || *day < first || last < *day) continue;
      articles.documents[kept] = articles.documents[i];
      articles.days[kept++] = day;
    }
    articles.documents.resize(kept);
    articles.days.resize(kept);
  }

  const CountOptions& options_;
  const std::filesystem::path& index_;
  const Asking& asking_;
  const CountQuestion& question_;
  std::optional<store::DocumentTable> table_;  // of the revision that is asked
  Gathered gathered_;
};

}  // namespace

Gathered gather_counted(const CountOptions& options, const std::filesystem::path& index,
                        const Asking& asking, const CountQuestion& question) {
  return Gatherer(options, index, asking, question).gather();
}

}  // namespace saola::query
