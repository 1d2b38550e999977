#include "query/count.h"

#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <iterator>
#include <set>

#include "base/printable.h"
#include "query/asking.h"
#include "query/matches.h"
#include "query/per_10k.h"
#include "query/periods.h"
#include "query/query_xapian.h"
#include "query/tally.h"

namespace saola::query {

namespace {

constexpr std::uint64_t kMaxRows = 1'000'000;  // as many as a spreadsheet takes (1,048,576)

struct DimensionName {
  Dimension dimension;
  std::string_view name;
};

constexpr std::array kDimensions{
    DimensionName{Dimension::day, "day"},           DimensionName{Dimension::week, "week"},
    DimensionName{Dimension::month, "month"},       DimensionName{Dimension::year, "year"},
    DimensionName{Dimension::outlet, "outlet"},     DimensionName{Dimension::topic, "topic"},
    DimensionName{Dimension::language, "language"}, DimensionName{Dimension::section, "section"}};

std::string name_of(Dimension dimension) {
  const auto row = std::find_if(kDimensions.begin(), kDimensions.end(), [&](const auto& candidate) {
    return candidate.dimension == dimension;
  });
  return std::string(row->name);
}

struct CellKey {
  std::uint32_t time = 0;   // of the calendar's cells
  std::uint32_t topic = 0;  // of the topics counted; 0 when topic is no dimension
  Keywords keywords{};

  friend auto operator<=>(const CellKey&, const CellKey&) = default;
};

using Cells = std::map<CellKey, std::uint64_t>;

// One row on its way out, with what it is sorted by.
struct Row {
  std::vector<std::string> labels;  // in the order of CountOptions::by
  CellKey key;
};

// What the index says, before it is counted.
struct Gathered {
  LabelSets labels;
  Articles found;
  std::vector<std::vector<Xapian::docid>>
      topics;    // in the order of the topics counted; within `found`
  Articles all;  // for the shares
  std::uint64_t undated = 0;
};

class Counter {
 public:
  Counter(const CountOptions& options, Asking& asking, std::vector<std::string> topic_ids,
          std::vector<Node> topics)
      : options_(options),
        asking_(asking),
        topic_ids_(std::move(topic_ids)),
        topics_(std::move(topics)) {
    std::copy_if(options.by.begin(), options.by.end(), std::back_inserter(times_), is_time);
    wanted_.time = !times_.empty();
    for (std::size_t k = 0; k < kKeywordDimensions.size(); ++k) {
      wanted_.keywords[k] = asks(kKeywordDimensions[k]);
    }
  }

  // Begins afresh at each call; Xapian's exceptions pass.
  void gather() {
    gathered_ = {};
    const Filters& filters = options_.filters;
    const Limits limits{filters, asking_.topics};
    const auto query = limited(to_xapian(asking_.root, Purpose::count), limits);
    gathered_.found = read(all_matches(asking_.db, query));
    for (const Node& topic : topics_) {
      const Xapian::Query both(Xapian::Query::OP_FILTER, to_xapian(topic, Purpose::count), query);
      gathered_.topics.push_back(all_matches(asking_.db, both));
    }
    if (options_.share) {
      const auto everything = limited(Xapian::Query::MatchAll, {filters, {}});
      gathered_.all = read(all_matches(asking_.db, everything));
    }
    if (wanted_.time || filters.since || filters.until) {
      const auto rest = limited_undated(to_xapian(asking_.root, Purpose::count), limits);
      gathered_.undated = all_matches(asking_.db, rest).size();
    }
  }

  Result<CountSummary> write(Output& output) {
    const std::optional<DayRange> range = asked_range();
    if (range) calendar_.emplace(times_, *range);
    auto rows = make_rows();
    if (!rows) return pass_on(rows);
    tally();
    output.begin(columns());
    for (const Row& row : *rows) output.row(values(row));
    if (auto ended = output.end(); !ended) return pass_on(ended);
    CountSummary summary;
    summary.articles = gathered_.found.documents.size();
    summary.undated = gathered_.undated;
    summary.rows = rows->size();
    summary.notes = asking_.notes;
    if (range) note_cut_periods(*range, summary.notes);
    return summary;
  }

 private:
  bool asks(Dimension dimension) const {
    return std::find(options_.by.begin(), options_.by.end(), dimension) != options_.by.end();
  }

  Articles read(std::vector<Xapian::docid> documents) {
    return read_articles(asking_.db, std::move(documents), wanted_, options_.filters.zone,
                         gathered_.labels);
  }

  // From --since to --until; where one is not given, from the begin or to the end of the cell of the first or last
  // article found. Without time as a dimension any one day does: there is one cell for all.
  // None: nothing was found and no end was given.
  std::optional<DayRange> asked_range() const {
    if (!wanted_.time) return DayRange{Day{}, Day{}};
    const auto& since = options_.filters.since;
    const auto& until = options_.filters.until;
    std::optional<DayRange> range = found_range();
    if (!range && !since && !until) return std::nullopt;
    if (!range) {
      range = DayRange{until ? until->first : since->first, since ? since->last : until->last};
    }
    range->first = since ? since->first : cell_around(range->first).days.first;
    range->last = until ? until->last : cell_around(range->last).days.last;
    return range;
  }

  TimeCell cell_around(Day day) const { return Calendar(times_, {day, day}).cells().front(); }

  std::optional<DayRange> found_range() const {
    std::optional<DayRange> range;
    for (const auto& day : gathered_.found.days) {
      if (!day) continue;
      if (!range) range = DayRange{*day, *day};
      range->first = std::min(range->first, *day);
      range->last = std::max(range->last, *day);
    }
    return range;
  }

  bool is_counted(const Articles& articles, std::size_t i) const {
    return !wanted_.time || articles.days[i].has_value();
  }

  CellKey key_of(const Articles& articles, std::size_t i, std::uint32_t topic) const {
    const std::uint32_t time = wanted_.time ? calendar_->cell_of(*articles.days[i]) : 0;
    return {time, topic, articles.keywords[i]};
  }

  void tally() {
    const Articles& found = gathered_.found;
    if (!asks(Dimension::topic)) {
      for (std::size_t i = 0; i < found.documents.size(); ++i) count_one(i, 0);
    }
    for (std::size_t topic = 0; topic < gathered_.topics.size(); ++topic) {
      std::size_t i = 0;
      for (Xapian::docid document : gathered_.topics[topic]) {
        while (found.documents[i] < document) ++i;
        count_one(i, static_cast<std::uint32_t>(topic));
      }
    }
    // Days outside the calendar have no row to be a share of.
    for (std::size_t i = 0; calendar_ && i < gathered_.all.documents.size(); ++i) {
      const auto& day = gathered_.all.days[i];
      const bool has_row = !wanted_.time || (day && calendar_->holds(*day));
      if (has_row) ++all_[key_of(gathered_.all, i, 0)];
    }
  }

  void count_one(std::size_t i, std::uint32_t topic) {
    if (is_counted(gathered_.found, i)) ++cells_[key_of(gathered_.found, i, topic)];
  }

  // The combinations of outlet, language and section that get rows: those found, and the outlets or
  // languages that were asked for.
  std::set<Keywords> combinations() {
    std::set<Keywords> found;
    for (std::size_t i = 0; i < gathered_.found.documents.size(); ++i) {
      if (is_counted(gathered_.found, i)) found.insert(gathered_.found.keywords[i]);
    }
    const auto asked = std::count(wanted_.keywords.begin(), wanted_.keywords.end(), true);
    if (asked == 0) found.insert(Keywords{});
    if (asked == 1 && wanted_.keywords[0]) add_asked(0, options_.filters.outlets, found);
    if (asked == 1 && wanted_.keywords[1]) add_asked(1, options_.filters.languages, found);
    return found;
  }

  void add_asked(std::size_t k, const std::vector<std::string>& values, std::set<Keywords>& found) {
    for (const std::string& value : values) {
      Keywords keywords{};
      keywords[k] = gathered_.labels[k].add(store::lower_ascii(value));
      found.insert(keywords);
    }
  }

  Result<std::vector<Row>> make_rows() {
    std::vector<Row> rows;
    const auto keywords = combinations();
    const std::size_t topics = asks(Dimension::topic) ? topics_.size() : 1;
    const std::size_t times = calendar_ ? calendar_->cells().size() : 0;
    if (keywords.size() * topics * times > kMaxRows) {
      return fail(Code::usage, fmt::format("the answer has more than {} rows", kMaxRows),
                  "narrow it with --since and --until, or count by longer periods");
    }
    for (const Keywords& combination : keywords) {
      for (std::uint32_t topic = 0; topic < topics; ++topic) {
        for (std::uint32_t time = 0; time < times; ++time) {
          const CellKey key{time, topic, combination};
          rows.push_back({labels_of(key), key});
        }
      }
    }
    std::sort(rows.begin(), rows.end(),
              [](const Row& a, const Row& b) { return a.labels < b.labels; });
    return rows;
  }

  std::vector<std::string> labels_of(const CellKey& key) const {
    std::vector<std::string> labels;
    std::size_t time = 0;
    for (Dimension dimension : options_.by) {
      if (is_time(dimension)) {
        labels.push_back(calendar_->cells()[key.time].names[time++]);
      } else if (dimension == Dimension::topic) {
        labels.push_back(topic_ids_[key.topic]);
      } else {
        const auto k = static_cast<std::size_t>(
            std::find(kKeywordDimensions.begin(), kKeywordDimensions.end(), dimension) -
            kKeywordDimensions.begin());
        labels.push_back(gathered_.labels[k].names()[key.keywords[k]]);
      }
    }
    return labels;
  }

  Columns columns() const {
    Columns columns;
    for (Dimension dimension : options_.by) columns.list.push_back({name_of(dimension)});
    if (wanted_.time) columns.list.insert(columns.list.end(), {{"start"}, {"end"}});
    columns.list.push_back({"articles"});
    if (options_.share) columns.list.insert(columns.list.end(), {{"all_articles"}, {"per_10k"}});
    if (columns.list.size() == 1) columns.layout = Layout::bare;
    return columns;
  }

  std::vector<Value> values(const Row& row) const {
    std::vector<Value> values;
    for (const std::string& label : row.labels) {
      values.push_back(label.empty() ? Value{} : Value{label});
    }
    if (wanted_.time) {
      const DayRange& days = calendar_->cells()[row.key.time].days;
      values.insert(values.end(), {Value{to_iso(days.first)}, Value{to_iso(days.last)}});
    }
    const std::uint64_t articles = number_in(cells_, row.key);
    values.emplace_back(static_cast<std::int64_t>(articles));
    if (!options_.share) return values;
    const std::uint64_t all = number_in(all_, {row.key.time, 0, row.key.keywords});
    values.emplace_back(static_cast<std::int64_t>(all));
    values.push_back(per_10k(articles, all));
    return values;
  }

  static std::uint64_t number_in(const Cells& cells, const CellKey& key) {
    const auto cell = cells.find(key);
    return cell == cells.end() ? 0 : cell->second;
  }

  // A period that --since or --until cuts is smaller than its name says.
  void note_cut_periods(DayRange range, std::vector<std::string>& notes) const {
    for (Dimension dimension : times_) {
      const Period first = period_of(dimension, range.first);
      const Period last = period_of(dimension, range.last);
      if (options_.filters.since && first.days.first < range.first) {
        notes.push_back(
            fmt::format("{} is counted only from {} on", first.name, to_iso(range.first)));
      }
      if (options_.filters.until && range.last < last.days.last) {
        notes.push_back(fmt::format("{} is counted only up to {}", last.name, to_iso(range.last)));
      }
    }
  }

  const CountOptions& options_;
  Asking& asking_;
  std::vector<std::string> topic_ids_;  // counted, when topic is a dimension
  std::vector<Node> topics_;            // the same, bound
  std::vector<Dimension> times_;
  Wanted wanted_;
  Gathered gathered_;
  std::optional<Calendar> calendar_;  // none: no row
  Cells cells_;
  Cells all_;
};

std::vector<std::string> sorted_once(std::vector<std::string> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace

Result<std::vector<Dimension>> parse_dimensions(std::string_view names) {
  std::vector<Dimension> dimensions;
  for (std::size_t at = 0; at < names.size();) {
    const std::size_t end = std::min(names.find(',', at), names.size());
    const std::string_view name = names.substr(at, end - at);
    const auto row = std::find_if(kDimensions.begin(), kDimensions.end(),
                                  [&](const auto& candidate) { return candidate.name == name; });
    if (row == kDimensions.end()) {
      return fail(Code::usage, fmt::format("--by: nothing is counted by \"{}\"", printable(name)),
                  "day, week, month, year, outlet, topic, language and section, parted by commas");
    }
    if (std::find(dimensions.begin(), dimensions.end(), row->dimension) != dimensions.end()) {
      return fail(Code::usage, fmt::format("--by: {} stands there twice", name));
    }
    dimensions.push_back(row->dimension);
    at = end + 1;
  }
  return dimensions;
}

Result<CountSummary> count(const CountOptions& options, const Sources& sources, Output& output) {
  auto asking = prepare(options.query, options.filters, sources);
  if (!asking) return pass_on(asking);
  std::vector<std::string> ids;
  if (std::find(options.by.begin(), options.by.end(), Dimension::topic) != options.by.end()) {
    ids = options.filters.topics.empty() ? topic_ids(sources.definitions)
                                         : sorted_once(options.filters.topics);
  }
  auto topics = bind_topics(ids, sources.definitions, asking->db);
  if (!topics) return pass_on(topics);
  Counter counter(options, *asking, std::move(ids), std::move(*topics));
  auto gathered =
      store::xapian_try_reading(asking->db, sources.index.string(), [&] { counter.gather(); });
  if (!gathered) return pass_on(gathered);
  return counter.write(output);
}

}  // namespace saola::query
