#include "query/count.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "query/begin_anew.h"
#include "query/cells.h"
#include "query/count_gather.h"
#include "query/count_question.h"
#include "query/per_10k.h"
#include "query/periods.h"

namespace saola::query {

namespace {

constexpr std::uint64_t kMaxRows = 1'000'000;  // as many as a spreadsheet takes (1,048,576)

bool holds(const Documents& documents, Xapian::docid document) {
  return std::binary_search(documents.begin(), documents.end(), document);
}

class Counter {
 public:
  Counter(const CountOptions& options, CountQuestion question, Gathered gathered)
      : options_(options), question_(std::move(question)), gathered_(std::move(gathered)) {
    std::copy_if(options.by.begin(), options.by.end(), std::back_inserter(times_), is_time);
  }

  Result<CountSummary> write(Output& output) {
    const std::optional<DayRange> range = asked_range();
    if (range) calendar_.emplace(times_, *range);
    find_combinations();
    auto rows = make_rows();
    if (!rows) return pass_on(rows);
    tally();
    output.begin(columns());
    std::vector<Value> values;  // of one row; reused
    for (const CellKey& row : *rows) {
      values.clear();
      add_values(row, values);
      output.row(values);
    }
    if (auto ended = output.end(); !ended) return pass_on(ended);
    CountSummary summary;
    summary.articles = gathered_.found.count;
    summary.undated = gathered_.undated;
    summary.rows = rows->size();
    note_facets(summary.notes);
    if (range) note_cut_periods(*range, summary.notes);
    return summary;
  }

 private:
  // Topics that only limit what is counted have no rows that would say their versions.
  bool filters_by_topic() const {
    return !asks(Dimension::topic) && !options_.filters.topics.empty();
  }

  bool asks(Dimension dimension) const {
    return std::find(options_.by.begin(), options_.by.end(), dimension) != options_.by.end();
  }

  // From --since to --until; where one is not given, from the begin or to the end of the cell of the first or last
  // article found. Without time as a dimension any one day does: there is one cell for all.
  // None: nothing was found and no end was given.
  std::optional<DayRange> asked_range() const {
    if (!question_.wanted.time) return DayRange{Day{}, Day{}};
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
    return !question_.wanted.time || articles.days[i].has_value();
  }

  std::uint32_t time_of(const Articles& articles, std::size_t i) const {
    return question_.wanted.time ? calendar_->cell_of(*articles.days[i]) : 0;
  }

  std::size_t topics() const { return asks(Dimension::topic) ? question_.topics.size() : 1; }
  std::size_t times() const { return calendar_ ? calendar_->cells().size() : 0; }

  void tally() {
    const std::size_t combinations = combinations_.list().size();
    cells_ = Cells(times(), topics(), combinations);
    all_ = Cells(times(), 1, combinations);
    const Articles& found = gathered_.found;
    for (std::size_t i = 0; i < found.documents.size() && !asks(Dimension::topic); ++i) {
      count_one(i, 0);
    }
    for (std::size_t topic = 0; topic < gathered_.topics.size(); ++topic) {
      for (std::size_t i = 0; i < found.documents.size(); ++i) {
        const bool is_in = holds(gathered_.topics[topic], found.documents[i]);
        if (is_in) count_one(i, static_cast<std::uint32_t>(topic));
      }
    }
    for (std::size_t i = 0; calendar_ && i < gathered_.all.documents.size(); ++i) {
      count_observed(gathered_.all, i);
    }
  }

  // Days and combinations outside the answer have no row to be a share of.
  void count_observed(const Articles& all, std::size_t i) {
    if (!is_counted(all, i)) return;
    if (question_.wanted.time && !calendar_->holds(*all.days[i])) return;
    const auto combination = combinations_.find(all.labels_of(i));
    if (combination) ++all_[{time_of(all, i), 0, *combination}][0];
  }

  void count_one(std::size_t i, std::uint32_t topic) {
    const Articles& found = gathered_.found;
    if (!is_counted(found, i)) return;
    const std::uint32_t combination = found.labels.empty() ? 0 : combination_of_[i];
    Numbers& numbers = cells_[{time_of(found, i), topic, combination}];
    if (gathered_.sides.empty()) {
      ++numbers[0];
      return;
    }
    const bool first = holds(gathered_.sides[0], found.documents[i]);
    const bool second = holds(gathered_.sides[1], found.documents[i]);
    numbers[0] += first ? 1 : 0;
    numbers[1] += second ? 1 : 0;
    numbers[2] += first && second ? 1 : 0;
  }

  // The combinations of outlet, language, section and facets that get rows: those found, and the outlets or languages
  // that were asked for.
  void find_combinations() {
    const auto& fields = question_.wanted.fields;
    const auto asked = std::count(fields.begin(), fields.end(), true);
    if (asked == 0) combinations_.add(FieldLabels{});
    const Articles& found = gathered_.found;
    combination_of_.resize(found.labels.size());
    for (std::size_t i = 0; i < found.labels.size(); ++i) {
      if (is_counted(found, i)) combination_of_[i] = combinations_.add(found.labels[i]);
    }
    if (asked == 1 && fields[0]) add_asked(0, options_.filters.outlets);
    if (asked == 1 && fields[1]) add_asked(1, options_.filters.languages);
  }

  void add_asked(std::size_t k, const std::vector<std::string>& values) {
    for (const std::string& value : values) {
      FieldLabels labels{};
      labels[k] = gathered_.labels[k].add(store::lower_ascii(value));
      combinations_.add(labels);
    }
  }

  // All cells, in the order of their labels.
  Result<std::vector<CellKey>> make_rows() const {
    std::vector<CellKey> rows;
    const std::size_t combinations = combinations_.list().size();
    if (combinations * topics() * times() > kMaxRows) {
      return fail(Code::usage, fmt::format("the answer has more than {} rows", kMaxRows),
                  "narrow it with --since and --until, or count by longer periods");
    }
    rows.reserve(combinations * topics() * times());
    for (std::uint32_t combination = 0; combination < combinations; ++combination) {
      for (std::uint32_t topic = 0; topic < topics(); ++topic) {
        for (std::uint32_t time = 0; time < times(); ++time) {
          rows.push_back({time, topic, combination});
        }
      }
    }
    const auto before = [&](const CellKey& a, const CellKey& b) { return comes_before(a, b); };
    if (!std::is_sorted(rows.begin(), rows.end(), before)) {
      std::sort(rows.begin(), rows.end(), before);
    }
    return rows;
  }

  bool comes_before(const CellKey& a, const CellKey& b) const {
    for (std::size_t i = 0; i < options_.by.size(); ++i) {
      const int compared = label_of(a, i).compare(label_of(b, i));
      if (compared != 0) return compared < 0;
    }
    return false;
  }

  // What a row is called by the i-th of CountOptions::by.
  const std::string& label_of(const CellKey& key, std::size_t i) const {
    const Dimension dimension = options_.by[i];
    if (is_time(dimension)) {
      const auto before = options_.by.begin() + static_cast<std::ptrdiff_t>(i);
      const auto time = std::count_if(options_.by.begin(), before, is_time);
      return calendar_->cells()[key.time].names[static_cast<std::size_t>(time)];
    }
    if (dimension == Dimension::topic) return question_.topic_ids[key.topic];
    const auto k = static_cast<std::size_t>(
        std::find(kFieldDimensions.begin(), kFieldDimensions.end(), dimension) -
        kFieldDimensions.begin());
    return gathered_.labels[k].names()[combinations_.list()[key.combination][k]];
  }

  Columns columns() const {
    Columns columns;
    for (Dimension dimension : options_.by) {
      columns.list.push_back({std::string(name_of(dimension))});
    }
    if (question_.wanted.time) columns.list.insert(columns.list.end(), {{"start"}, {"end"}});
    const bool compares = !question_.sides.empty();
    if (compares) {
      columns.list.insert(columns.list.end(), {{"articles_1"}, {"articles_2"}, {"articles_both"}});
    } else {
      columns.list.push_back({"articles"});
      columns.list.back().bar = true;
    }
    if (options_.share) columns.list.push_back({"all_articles"});
    if (options_.share && compares) {
      columns.list.insert(columns.list.end(), {{"per_10k_1"}, {"per_10k_2"}});
    } else if (options_.share) {
      columns.list.push_back({"per_10k"});
    }
    if (options_.cumulative) columns.list.push_back({"cumulative"});
    if (columns.list.size() == 1) columns.layout = Layout::bare;
    if (asks(Dimension::topic)) columns.list.push_back({"topic_version", false, false});
    if (filters_by_topic()) columns.list.push_back({"topic_versions", false, false});
    return columns;
  }

  void add_values(const CellKey& row, std::vector<Value>& values) {
    for (std::size_t i = 0; i < options_.by.size(); ++i) {
      const std::string& label = label_of(row, i);
      values.push_back(label.empty() ? Value{} : Value{label});
    }
    if (question_.wanted.time) {
      const DayRange& days = calendar_->cells()[row.time].days;
      values.emplace_back(to_iso(days.first));
      values.emplace_back(to_iso(days.last));
    }
    const Numbers& numbers = cells_[row];
    const std::size_t queries = question_.sides.empty() ? 1 : 3;
    for (std::size_t i = 0; i < queries; ++i) values.push_back(whole(numbers[i]));
    if (options_.share) {
      const std::uint64_t all = all_[{row.time, 0, row.combination}][0];
      values.push_back(whole(all));
      values.push_back(per_10k(numbers[0], all));
      if (queries > 1) values.push_back(per_10k(numbers[1], all));
    }
    if (options_.cumulative) {
      // Rows with the same other labels come in the order of time, whatever stands between them.
      std::uint64_t& sum = sums_[{row.topic, row.combination}];
      sum += numbers[0];
      values.push_back(whole(sum));
    }
    if (asks(Dimension::topic)) {
      values.push_back(Value{std::int64_t{question_.versions[row.topic]}});
    }
    if (filters_by_topic()) values.push_back(question_.filter_versions);
  }

  static Value whole(std::uint64_t number) { return Value{static_cast<std::int64_t>(number)}; }

  void note_facets(std::vector<std::string>& notes) const {
    if (gathered_.found.without == 0) return;
    notes.push_back(
        fmt::format("{} of {} articles name nothing of what is counted by, and are in no row",
                    gathered_.found.without, gathered_.found.count));
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
  CountQuestion question_;
  Gathered gathered_;
  std::vector<Dimension> times_;
  std::optional<Calendar> calendar_;  // none: no row
  Cells cells_;
  Cells all_;
  Combinations combinations_;
  std::vector<std::uint32_t> combination_of_;  // of each entry of gathered_.found; empty: 0
  // Of the rows written, by topic and combination.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> sums_;
};

struct Asked {
  CountQuestion question;
  Gathered gathered;
  std::vector<std::string> notes;
};

Result<Asked> ask(const CountOptions& options, const Sources& sources) {
  auto asking = prepare(options.query, options.filters, sources);
  if (!asking) return pass_on(asking);
  auto question = count_question(options, sources.definitions, *asking);
  if (!question) return pass_on(question);
  auto gathered = store::xapian_try(sources.index.string(), [&] {
    return gather_counted(options, sources.index, *asking, *question);
  });
  if (!gathered) return pass_on(gathered);
  return Asked{std::move(*question), std::move(*gathered), std::move(asking->notes)};
}

}  // namespace

Result<CountSummary> count(const CountOptions& options, const Sources& sources, Output& output) {
  if (auto checked = check_count(options); !checked) return pass_on(checked);
  auto asked = begin_anew([&] { return ask(options, sources); });
  if (!asked) return pass_on(asked);
  auto& [question, gathered, notes] = *asked;
  auto summary = Counter(options, std::move(question), std::move(gathered)).write(output);
  if (summary) summary->notes.insert(summary->notes.begin(), notes.begin(), notes.end());
  return summary;
}

}  // namespace saola::query
