#include "query/review.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <tuple>

#include "base/file.h"
#include "base/printable.h"
#include "query/bind.h"
#include "query/csv_rows.h"
#include "query/definitions.h"
#include "query/output.h"
#include "store/terms.h"

namespace saola::query {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kColumnNames[] = {"document", "topic", "decision",
                                             "who",      "when",  "note"};
constexpr std::size_t kColumnCount = std::size(kColumnNames);
constexpr std::size_t kNeeded = 3;  // of the columns, from the first

// Where each column stands in a row; npos: it is not there.
using Order = std::array<std::size_t, kColumnCount>;
constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::optional<Order> order_of(const CsvRow& head) {
  Order order;
  order.fill(kNowhere);
  for (std::size_t at = 0; at < head.cells.size(); ++at) {
    const std::string name = store::lower_ascii(trimmed(head.cells[at]));
    for (std::size_t k = 0; k < kColumnCount; ++k) {
      if (name == kColumnNames[k] && order[k] == kNowhere) order[k] = at;
    }
  }
  const bool whole =
      std::find(order.begin(), order.begin() + kNeeded, kNowhere) == order.begin() + kNeeded;
  return whole ? std::optional(order) : std::nullopt;
}

Error wrong_row(std::string_view name, unsigned line, std::string_view what) {
  return {Code::bad_input, fmt::format("{}:{}: {}", name, line, what),
          "mend the row, or write it anew with `saola review`; the other rows hold"};
}

Error wrong_head(std::string_view name) {
  return {Code::bad_input, fmt::format("{}:1: the first row does not name the columns", name),
          "it must hold: document,topic,decision,who,when,note"};
}

std::optional<bool> decision_of(std::string_view word) {
  const std::string lower = store::lower_ascii(word);
  if (lower == "yes" || lower == "có" || word == "CÓ") return true;
  if (lower == "no" || lower == "không" || word == "KHÔNG") return false;
  return std::nullopt;
}

class RowReader {
 public:
  RowReader(std::string_view name, Order order) : name_(name), order_(order) {}

  void read(const CsvRow& row, ReviewFile& file) const {
    const auto cell = [&](std::size_t k) {
      return order_[k] < row.cells.size() ? std::string(trimmed(row.cells[order_[k]])) : "";
    };
    const bool is_blank = std::all_of(row.cells.begin(), row.cells.end(),
                                      [](const auto& text) { return trimmed(text).empty(); });
    if (is_blank) return;
    Review review{cell(0), cell(1), true, cell(3), cell(4), cell(5), row.line};
    const auto decision = decision_of(cell(2));
    if (review.document.empty() || review.topic.empty()) {
      file.problems.push_back(wrong_row(name_, row.line, "no document, or no topic"));
    } else if (!decision) {
      file.problems.push_back(wrong_row(
          name_, row.line, fmt::format("\"{}\" is no decision: yes or no", printable(cell(2)))));
    } else {
      review.counts = *decision;
      file.reviews.push_back(std::move(review));
    }
  }

 private:
  std::string_view name_;
  Order order_;
};

auto key_of(const Review& review) {
  return std::tuple(std::string_view(review.topic), std::string_view(review.document));
}

// By topic and document; of several rows on the same the last of the file stays.
void keep_last(std::vector<Review>& reviews) {
  std::stable_sort(reviews.begin(), reviews.end(),
                   [](const Review& a, const Review& b) { return key_of(a) < key_of(b); });
  std::vector<Review> kept;
  for (Review& review : reviews) {
    if (!kept.empty() && key_of(kept.back()) == key_of(review)) kept.pop_back();
    kept.push_back(std::move(review));
  }
  reviews = std::move(kept);
}

// A separator that is no comma needs its own quotes; csv_cell has quoted what holds a quote already.
std::string cell_of(std::string_view text, char separator) {
  std::string cell = csv_cell(text);
  const bool is_bare = !cell.starts_with('"') && cell.find(separator) != std::string::npos;
  return is_bare ? fmt::format("\"{}\"", cell) : cell;
}

}  // namespace

ReviewFile parse_reviews(std::string_view csv, std::string_view name) {
  ReviewFile file;
  if (csv.starts_with(kByteOrderMark)) csv.remove_prefix(kByteOrderMark.size());
  const CsvTable table = read_csv(csv);
  for (const auto& [line, what] : table.problems) {
    file.problems.push_back(wrong_row(name, line, what));
  }
  if (table.rows.empty()) return file;
  const auto order = order_of(table.rows.front());
  if (!order) {
    file.problems.insert(file.problems.begin(), wrong_head(name));
    return file;
  }
  const RowReader reader(name, *order);
  for (std::size_t i = 1; i < table.rows.size(); ++i) reader.read(table.rows[i], file);
  keep_last(file.reviews);
  return file;
}

void add_reviews(Definitions& definitions, const std::filesystem::path& path) {
  const auto bytes = read_file(path);
  if (!bytes && bytes.error().code == Code::not_found) return;
  if (!bytes) {
    definitions.problems.push_back(bytes.error());
    return;
  }
  ReviewFile file = parse_reviews(*bytes, path.string());
  for (Error& problem : file.problems) definitions.problems.push_back(std::move(problem));
  for (Review& review : file.reviews) {
    if (find_topic(definitions, review.topic) != nullptr) {
      definitions.reviews.push_back(std::move(review));
      continue;
    }
    Error problem = unknown_topic(definitions, review.topic);
    problem.code = Code::bad_input;
    problem.message = fmt::format("{}:{}: {}", path.string(), review.line, problem.message);
    definitions.problems.push_back(std::move(problem));
  }
}

Result<void> append_review(const std::filesystem::path& path, const Review& review) {
  auto lock = FileLock::try_lock(path.parent_path() / ".reviews.lock");
  if (!lock) return pass_on(lock);
  auto bytes = read_file(path);
  if (!bytes && bytes.error().code != Code::not_found) return pass_on(bytes);
  std::string csv = bytes.value_or(std::string());
  if (csv.empty()) csv = std::string(kByteOrderMark) + "document,topic,decision,who,when,note\r\n";
  std::string_view inside = csv;
  if (inside.starts_with(kByteOrderMark)) inside.remove_prefix(kByteOrderMark.size());
  const CsvTable table = read_csv(inside);
  const auto order = table.rows.empty() ? std::nullopt : order_of(table.rows.front());
  if (!order) return tl::unexpected<Error>(wrong_head(path.string()));
  if (table.is_open) {
    const auto& [line, what] = table.problems.back();
    return fail(Code::bad_input, fmt::format("{}:{}: {}", path.string(), line, what),
                "close it: a decision written behind it would be lost in it");
  }
  const std::string cells[kColumnCount] = {
      review.document, review.topic, review.counts ? "yes" : "no",
      review.who,      review.when,  review.note};
  std::vector<std::string> row(table.rows.front().cells.size());
  for (std::size_t k = 0; k < kColumnCount; ++k) {
    if ((*order)[k] != kNowhere) row[(*order)[k]] = cell_of(cells[k], table.separator);
  }
  if (!csv.ends_with('\n')) csv += "\r\n";
  csv += fmt::format("{}\r\n", fmt::join(row, std::string(1, table.separator)));
  return write_whole(path, csv);
}

Node any_article(const std::vector<std::string>& ids) {
  std::vector<Node> articles;
  for (const std::string& id : ids) articles.push_back(keyword_node("id", id));
  return articles.size() == 1 ? articles.front()
                              : parent_node(NodeKind::any_of, std::move(articles));
}

Node with_reviews(Node tree, const std::vector<Review>& reviews, std::string_view topic) {
  std::vector<std::string> yes;
  std::vector<std::string> no;
  for (const Review& review : reviews) {
    if (review.topic == topic) (review.counts ? yes : no).push_back(review.document);
  }
  if (!no.empty()) {
    Node unwanted = parent_node(NodeKind::none_of, {any_article(no)});
    tree = parent_node(NodeKind::all_of, {std::move(tree), std::move(unwanted)});
  }
  if (yes.empty()) return tree;
  return parent_node(NodeKind::any_of, {std::move(tree), any_article(yes)});
}

const Review* find_review(const std::vector<Review>& reviews, std::string_view topic,
                          std::string_view document) {
  const auto found = std::find_if(reviews.begin(), reviews.end(), [&](const Review& review) {
    return review.topic == topic && review.document == document;
  });
  return found == reviews.end() ? nullptr : &*found;
}

void note_reviews(const Definitions& definitions, std::span<const Node> bound,
                  std::vector<std::string>& notes) {
  std::set<std::string> ids;
  for (const Node& node : bound) {
    for (std::string& id : topics_of(node)) ids.insert(std::move(id));
  }
  for (const std::string& id : ids) {
    std::size_t yes = 0;
    std::size_t no = 0;
    for (const Review& review : definitions.reviews) {
      if (review.topic == id) ++(review.counts ? yes : no);
    }
    if (yes + no == 0) continue;
    notes.push_back(
        fmt::format("topic {}: people decided on {} articles, {} yes and {} no (reviews.csv)", id,
                    yes + no, yes, no));
  }
}

}  // namespace saola::query
