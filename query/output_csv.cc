#include <algorithm>
#include <array>
#include <ostream>
#include <utility>

#include "base/printable.h"
#include "query/csv_rows.h"
#include "query/output_formats.h"

namespace saola::query {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// What a cell may be made of that stays as it is: letters and digits, and inside also what stands in dates and numbers. A
// table, for most cells of a long answer are such.
constexpr auto kBare = [] {
  std::array<bool, 256> bare{};
  for (const char c : std::string_view("0123456789abcdefghijklmnopqrstuvwxyz"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ-.")) {
    bare[static_cast<unsigned char>(c)] = true;
  }
  return bare;
}();

bool is_bare(std::string_view text) {
  if (text.empty()) return true;
  if (text.front() == '-' || text.front() == '.') return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return kBare[static_cast<unsigned char>(c)]; });
}

class CsvOutput : public Output {
 public:
  CsvOutput(std::ostream& out, bool byte_order_mark)
      : out_(out), byte_order_mark_(byte_order_mark) {}

  void begin(const Columns& columns) override {
    for (const Column& column : columns.list) names_.emplace_back(column.name);
  }

  void row(const std::vector<Value>& values) override {
    write_header();
    write(values);
  }

  Result<void> end() override {
    write_header();
    return finish(out_);
  }

  bool shows(std::string_view) const override { return true; }

 private:
  // Not before the first row or the end: a question that fails leaves no half file behind.
  void write_header() {
    if (names_.empty()) return;
    if (byte_order_mark_) out_ << kByteOrderMark;
    write(std::exchange(names_, {}));
  }

  void write(const std::vector<Value>& values) {
    line_.clear();
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) line_ += ',';
      append(values[i]);
    }
    line_ += "\r\n";
    out_ << line_;
  }

  void append(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
      append_cell(*text);
    } else if (is_number(value)) {
      line_ += to_plain(value);
    } else {
      append_cell(to_plain(value));
    }
  }

  void append_cell(std::string_view text) {
    if (is_bare(text)) {
      line_ += text;
    } else {
      line_ += csv_cell(text);
    }
  }

  std::ostream& out_;
  std::string line_;  // reused
  bool byte_order_mark_;
  std::vector<Value> names_;  // of the columns; empty once written
};

}  // namespace

std::string csv_cell(std::string_view text) {
  std::string cell = begins_formula(text) ? "'" : "";
  cell += printable_lines(text);
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::unique_ptr<Output> make_csv_output(std::ostream& out, bool byte_order_mark) {
  return std::make_unique<CsvOutput>(out, byte_order_mark);
}

}  // namespace saola::query
