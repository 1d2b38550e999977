#include "query/output.h"

#include <fmt/format.h>

#include <ostream>

#include "base/printable.h"
#include "query/output_formats.h"

namespace saola::query {

namespace {

struct ToPlain {
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(std::int64_t number) const { return fmt::format_int(number).str(); }
  std::string operator()(const Decimal& number) const {
    return fmt::format("{:.{}f}", number.value, number.digits);
  }
  std::string operator()(const std::vector<std::string>& list) const {
    return fmt::format("{}", fmt::join(list, ";"));
  }
  std::string operator()(const Marked& marked) const { return marked.text; }
};

}  // namespace

std::string to_plain(const Value& value) { return std::visit(ToPlain{}, value); }

bool is_number(const Value& value) {
  return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<Decimal>(value);
}

Result<void> finish(std::ostream& out) {
  out.flush();
  if (out.good()) return {};
  return fail(Code::io, "cannot write the output: it was closed, or the disk is full");
}

Result<Format> parse_format(std::string_view name) {
  if (name == "text") return Format::text;
  if (name == "csv") return Format::csv;
  if (name == "json") return Format::json;
  if (name == "urls") return Format::urls;
  return fail(Code::usage, fmt::format("no format \"{}\"", printable(name)),
              "the formats are text, csv, json and urls");
}

std::unique_ptr<Output> make_output(const OutputOptions& options, std::ostream& out) {
  switch (options.format) {
    case Format::csv:
      return make_csv_output(out, options.byte_order_mark);
    case Format::json:
      return make_json_output(out);
    case Format::urls:
      return make_urls_output(out);
    case Format::text:
      break;
  }
  return make_text_output(out, options.bars, options.bold);
}

}  // namespace saola::query
