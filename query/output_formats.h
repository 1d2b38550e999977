// query/output_formats.h
//
// One maker a format; each is a file of its own. For query/output.cc alone.

#pragma once

#include <iosfwd>
#include <memory>
#include <string>

#include "query/output.h"

namespace saola::query {

[[nodiscard]] std::unique_ptr<Output> make_text_output(std::ostream& out, bool bars, bool bold);
[[nodiscard]] std::unique_ptr<Output> make_csv_output(std::ostream& out, bool byte_order_mark);
[[nodiscard]] std::unique_ptr<Output> make_json_output(std::ostream& out);
[[nodiscard]] std::unique_ptr<Output> make_urls_output(std::ostream& out);

/// The value as one text: lists joined by ";", unknown as empty, numbers with a point. Not escaped.
[[nodiscard]] std::string to_plain(const Value& value);

/// Whether the value is a number, which no escaping may touch.
[[nodiscard]] bool is_number(const Value& value);

/// Flushes `out`. @error Code::io when it did not take everything.
[[nodiscard]] Result<void> finish(std::ostream& out);

}  // namespace saola::query
