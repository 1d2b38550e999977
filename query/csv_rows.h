// query/csv_rows.h
//
// Reads tables that people keep in a spreadsheet: the reverse of the CSV output.
//
// Source: RFC 4180; a semicolon or a tab between cells as spreadsheets write them; csv_cell (query/output.h) for formulas.

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saola::query {

struct CsvRow {
  std::vector<std::string>
      cells;          // UTF-8, without the quotes and without the apostrophe of csv_cell
  unsigned line = 1;  // where the row begins
};

struct CsvTable {
  char separator = ',';  // comma, semicolon or tab: what parts the cells of the first row
  bool is_open =
      false;  // the last quote is never closed: what is written behind it would be part of it
  std::vector<CsvRow> rows;
  std::vector<std::pair<unsigned, std::string>>
      problems;  // line and what is wrong; such a row is left out
};

/// Whether a spreadsheet may run a cell that begins so: =, +, -, @, also of full width (some change these into the others),
/// tab, CR, LF.
[[nodiscard]] bool begins_formula(std::string_view text);

/// Cuts bytes into rows. Never fails as a whole.
///
/// @param csv  without a byte-order mark. Lines end in CRLF, LF or CR; quoted cells may hold any of them.
/// Left out and told: rows that are not UTF-8, that hold a NUL, and a quoted cell that does not end, which ends the table.
[[nodiscard]] CsvTable read_csv(std::string_view csv);

}  // namespace saola::query
