#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "base/printable.h"
#include "query/output_formats.h"

namespace saola::query {

namespace {

std::string quoted(const std::string& text) {
  using nlohmann::json;
  return printable_json(json(text).dump(-1, ' ', false, json::error_handler_t::replace));
}

struct ToJson {
  std::string operator()(std::monostate) const { return "null"; }
  std::string operator()(const std::string& text) const { return quoted(text); }
  std::string operator()(std::int64_t number) const { return fmt::format("{}", number); }
  std::string operator()(const Decimal& number) const { return to_plain(number); }
  std::string operator()(const Marked& marked) const { return quoted(marked.text); }
  std::string operator()(const std::vector<std::string>& list) const {
    std::string json = "[";
    for (const std::string& item : list) {
      if (json.size() > 1) json += ", ";
      json += quoted(item);
    }
    return json + "]";
  }
};

class JsonOutput : public Output {
 public:
  explicit JsonOutput(std::ostream& out) : out_(out) {}

  void begin(const Columns& columns) override {
    for (const Column& column : columns.list) keys_.push_back(quoted(column.name) + ": ");
  }

  void row(const std::vector<Value>& values) override {
    out_ << '{';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out_ << ", ";
      out_ << keys_[i] << std::visit(ToJson{}, values[i]);
    }
    out_ << "}\n";
  }

  Result<void> end() override { return finish(out_); }
  bool shows(std::string_view) const override { return true; }

 private:
  std::ostream& out_;
  std::vector<std::string> keys_;  // as they are written: "\"id\": "
};

}  // namespace

std::unique_ptr<Output> make_json_output(std::ostream& out) {
  return std::make_unique<JsonOutput>(out);
}

}  // namespace saola::query
