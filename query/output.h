// query/output.h
//
// How answers are written: begin(columns), row(values), end(summary). A command never prints a comma or a tag.
//
// Source: docs/output.md (columns, versions), RFC 4180 (CSV), RFC 8259 (JSON).

#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace saola::query {

enum class Format { text, csv, json, urls };

/// "text", "csv", "json" or "urls". @error Code::usage.
[[nodiscard]] Result<Format> parse_format(std::string_view name);

/// A number with a fixed count of digits after the point, written with a point in every locale.
struct Decimal {
  double value = 0;
  int digits = 2;
};

/// Characters [begin, end) of a text, counted from 0: code points.
struct CharacterSpan {
  std::size_t begin = 0;
  std::size_t end = 0;

  friend bool operator==(const CharacterSpan&, const CharacterSpan&) = default;
};

/// A printable text with places to be seen at once: bold in a terminal, plain elsewhere.
struct Marked {
  std::string text;
  std::vector<CharacterSpan> spans;  // in order, none over another
};

/// monostate is "unknown": an empty cell, JSON null. A list is joined by ";" where a cell holds one text.
using Value = std::variant<std::monostate, std::string, std::int64_t, Decimal,
                           std::vector<std::string>, Marked>;

/// How the text format lays rows out; the other formats do not care.
enum class Layout {
  table,  // aligned columns under a header; numbers to the right
  cards,  // a block a row: the columns' values, one a line, the first line from those with Column::head
  bare,  // values parted by blanks, no header
};

struct Column {
  std::string name;   // the header of the CSV and the key of the JSON; a contract: docs/output.md
  bool head = false;  // cards: on the block's first line
  bool shown_in_text = true;  // false: only CSV and JSON
  bool bar =
      false;  // table: its whole numbers are drawn as bars at the row's end, where bars are wanted
};

struct Columns {
  std::vector<Column> list;
  Layout layout = Layout::table;
};

/// One answer on its way out. Order of calls: begin once, row any number of times, end once; begin itself writes nothing.
/// Thread rule: one thread at a time. After an error nothing more is written.
class Output {
 public:
  virtual ~Output() = default;

  virtual void begin(const Columns& columns) = 0;

  /// @param values  as many as columns.
  virtual void row(const std::vector<Value>& values) = 0;

  /// Writes what is left and flushes. @error Code::io when the stream could not take everything.
  [[nodiscard]] virtual Result<void> end() = 0;

  /// Whether a column's value will be seen: a value that costs much need not be made.
  [[nodiscard]] virtual bool shows(std::string_view column) const = 0;
};

struct OutputOptions {
  Format format = Format::text;
  bool byte_order_mark = true;  // CSV only
  bool bars = false;            // text only
  bool bold = false;            // text only: Marked in bold, by the terminal's ESC [1m
};

/// @param out  must outlive the result; text is UTF-8 and, except in JSON, free of control characters.
[[nodiscard]] std::unique_ptr<Output> make_output(const OutputOptions& options, std::ostream& out);

/// One CSV cell: formula-safe (what begins_formula gets an apostrophe before it), quoted where
/// RFC 4180 wants it, control characters escaped; line feeds stay.
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace saola::query
