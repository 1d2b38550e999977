#include <algorithm>
#include <optional>
#include <ostream>

#include "base/printable.h"
#include "query/display_width.h"
#include "query/output_formats.h"

namespace saola::query {

namespace {

constexpr std::int64_t kBarBlocks = 40;  // of the longest bar: a table and its bars fit 80 columns

struct Cell {
  std::string text;
  std::size_t width = 0;
  bool right = false;  // numbers stand to the right
};

Cell make_cell(const Value& value) {
  Cell cell{printable(to_plain(value)), 0, is_number(value)};
  cell.width = display_width(cell.text);
  return cell;
}

// Where the character begins, in bytes.
std::size_t byte_of(std::string_view text, std::size_t character) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80;
    if (begins && character-- == 0) return at;
  }
  return at;
}

// Every part is made printable by itself, so that no byte of the web stands beside ours unescaped.
std::string with_bold(const Marked& marked) {
  const std::string_view text = marked.text;
  std::string out;
  std::size_t done = 0;
  for (const CharacterSpan& span : marked.spans) {
    const std::size_t begin = byte_of(text, span.begin);
    const std::size_t end = byte_of(text, span.end);
    out += printable(text.substr(done, begin - done));
    out += "\x1b[1m" + printable(text.substr(begin, end - begin)) + "\x1b[0m";
    done = end;
  }
  return out + printable(text.substr(done));
}

class TextOutput : public Output {
 public:
  TextOutput(std::ostream& out, bool bars, bool bold) : out_(out), bars_(bars), bold_(bold) {}

  void begin(const Columns& columns) override {
    columns_ = columns;
    if (columns_.layout != Layout::table) return;
    rows_.emplace_back();
    for (const Column& column : columns_.list) {
      if (column.shown_in_text) rows_.back().push_back(make_cell(column.name));
    }
  }

  void row(const std::vector<Value>& values) override {
    switch (columns_.layout) {
      case Layout::table:
        return add_row(values);
      case Layout::cards:
        return write_card(values);
      case Layout::bare:
        return write_bare(values);
    }
  }

  Result<void> end() override {
    write_table();
    return finish(out_);
  }

  bool shows(std::string_view name) const override {
    return std::any_of(columns_.list.begin(), columns_.list.end(), [&](const Column& column) {
      return column.name == name && column.shown_in_text;
    });
  }

 private:
  void add_row(const std::vector<Value>& values) {
    rows_.emplace_back();
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (columns_.list[i].shown_in_text) rows_.back().push_back(make_cell(values[i]));
      const auto* number = std::get_if<std::int64_t>(&values[i]);
      if (columns_.list[i].bar && number != nullptr) lengths_.push_back(*number);
    }
  }

  void write_card(const std::vector<Value>& values) {
    std::string head;
    std::string rest;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Column& column = columns_.list[i];
      if (!column.shown_in_text) continue;
      const auto* marked = std::get_if<Marked>(&values[i]);
      const bool is_bold = bold_ && marked != nullptr;
      const std::string text = is_bold ? with_bold(*marked) : printable(to_plain(values[i]));
      if (column.head) {
        head += (head.empty() ? "" : "  ") + (text.empty() ? "-" : text);
      } else if (!text.empty()) {
        rest += "    " + text + "\n";
      }
    }
    if (any_card_) out_ << '\n';
    any_card_ = true;
    out_ << head << '\n' << rest;
  }

  void write_bare(const std::vector<Value>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!columns_.list[i].shown_in_text) continue;
      out_ << (i > 0 ? " " : "") << printable(to_plain(values[i]));
    }
    out_ << '\n';
  }

  // A header stands to the right when the numbers under it do.
  void write_table() {
    if (rows_.empty()) return;
    std::vector<std::size_t> widths(rows_.front().size());
    for (const auto& cells : rows_) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        widths[i] = std::max(widths[i], cells[i].width);
        if (cells[i].right) rows_.front()[i].right = true;
      }
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) write_line(rows_[i], widths, bar(i));
  }

  // Of the row with that number, the header being row 0. The longest number has the longest bar, and only 0 has none.
  std::string bar(std::size_t row) const {
    if (!bars_ || row == 0 || lengths_.size() + 1 != rows_.size()) return {};
    const std::int64_t most = *std::max_element(lengths_.begin(), lengths_.end());
    const std::int64_t length = lengths_[row - 1];
    std::string text;
    const auto blocks = most == 0 ? 0 : (length * kBarBlocks + most - 1) / most;
    for (std::int64_t i = 0; i < blocks; ++i) text += "█";
    return text.empty() ? text : "  " + text;
  }

  void write_line(const std::vector<Cell>& cells, const std::vector<std::size_t>& widths,
                  const std::string& end) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) line += "  ";
      const std::string blanks(widths[i] - cells[i].width, ' ');
      line += cells[i].right ? blanks + cells[i].text : cells[i].text + blanks;
    }
    line += end;
    line.erase(line.find_last_not_of(' ') + 1);
    out_ << line << '\n';
  }

  std::ostream& out_;
  bool bars_;
  bool bold_;
  Columns columns_;
  std::vector<std::vector<Cell>>
      rows_;                           // table: all, the header first; widths are known at the end
  std::vector<std::int64_t> lengths_;  // table: of the bars, a row each
  bool any_card_ = false;
};

}  // namespace

std::unique_ptr<Output> make_text_output(std::ostream& out, bool bars, bool bold) {
  return std::make_unique<TextOutput>(out, bars, bold);
}

}  // namespace saola::query
