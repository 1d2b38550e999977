#include "query/csv_rows.h"

#include <algorithm>
#include <optional>

#include "base/utf8.h"

namespace saola::query {

namespace {

// What csv_cell put before a formula is taken away again.
std::string without_guard(std::string_view cell) {
  const bool has_guard = !cell.empty() && cell.front() == '\'' && begins_formula(cell.substr(1));
  return std::string(cell.substr(has_guard ? 1 : 0));
}

char separator_of(std::string_view csv) {
  const std::string_view head = csv.substr(0, csv.find_first_of("\r\n"));
  char best = ',';
  for (const char separator : {';', '\t'}) {
    if (std::count(head.begin(), head.end(), separator) >
        std::count(head.begin(), head.end(), best)) {
      best = separator;
    }
  }
  return best;
}

class CsvReader {
 public:
  explicit CsvReader(std::string_view csv) : csv_(csv) { table_.separator = separator_of(csv); }

  CsvTable read() {
    while (at_ < csv_.size()) read_row();
    return std::move(table_);
  }

 private:
  void read_row() {
    const std::size_t begin = at_;
    CsvRow row;
    row.line = line_;
    bool more = true;
    while (more) {
      auto cell = read_cell();
      if (!cell) {
        table_.problems.emplace_back(row.line, "a quote is opened here and never closed");
        table_.is_open = true;
        return;
      }
      row.cells.push_back(without_guard(*cell));
      more = at_ < csv_.size() && csv_[at_] == table_.separator;
      if (more) ++at_;
    }
    const std::string_view bytes = csv_.substr(begin, at_ - begin);
    end_line();
    if (find_bad_utf8(bytes)) {
      table_.problems.emplace_back(row.line, "not UTF-8: save the table as \"CSV UTF-8\"");
    } else if (bytes.find('\0') != std::string_view::npos) {
      table_.problems.emplace_back(row.line, "a zero byte");
    } else {
      table_.rows.push_back(std::move(row));
    }
  }

  // A cell that does not begin with a quote holds quotes as they are. None: the quote never ends.
  std::optional<std::string> read_cell() {
    if (at_ == csv_.size() || csv_[at_] != '"') return read_bare();
    std::string cell;
    for (++at_; at_ < csv_.size(); ++at_) {
      if (csv_[at_] == '"' && (at_ + 1 == csv_.size() || csv_[at_ + 1] != '"')) {
        ++at_;
        return cell + read_bare();  // what stands behind the closing quote is kept
      }
      if (csv_[at_] == '"') ++at_;
      if (csv_[at_] == '\n') ++line_;
      cell += csv_[at_];
    }
    return std::nullopt;
  }

  std::string read_bare() {
    const char ends[] = {table_.separator, '\r', '\n'};
    const std::size_t end =
        std::min(csv_.find_first_of(std::string_view(ends, 3), at_), csv_.size());
    std::string cell(csv_.substr(at_, end - at_));
    at_ = end;
    return cell;
  }

  void end_line() {
    if (at_ == csv_.size()) return;
    if (csv_.substr(at_, 2) == "\r\n") ++at_;
    ++at_;
    ++line_;
  }

  std::string_view csv_;
  std::size_t at_ = 0;
  unsigned line_ = 1;
  CsvTable table_;
};

}  // namespace

bool begins_formula(std::string_view text) {
  constexpr std::u32string_view kStarts = U"=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
  return !text.empty() && kStarts.find(decode_utf8(text, 0).value) != std::u32string_view::npos;
}

CsvTable read_csv(std::string_view csv) { return CsvReader(csv).read(); }

}  // namespace saola::query
