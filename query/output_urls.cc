#include <algorithm>
#include <ostream>

#include "base/printable.h"
#include "query/output_formats.h"

namespace saola::query {

namespace {

// One line a row: the URL, and for an article that has none its id, so that lines can be counted.
class UrlsOutput : public Output {
 public:
  explicit UrlsOutput(std::ostream& out) : out_(out) {}

  void begin(const Columns& columns) override {
    for (std::size_t i = 0; i < columns.list.size(); ++i) {
      if (columns.list[i].name == "url") url_ = i;
      if (columns.list[i].name == "id") id_ = i;
    }
  }

  void row(const std::vector<Value>& values) override {
    const std::string url = url_ < values.size() ? to_plain(values[url_]) : std::string();
    const std::string id = id_ < values.size() ? to_plain(values[id_]) : std::string();
    out_ << printable(url.empty() ? "urn:saola:import:" + id : url) << '\n';
  }

  Result<void> end() override { return finish(out_); }
  bool shows(std::string_view column) const override { return column == "url" || column == "id"; }

 private:
  std::ostream& out_;
  std::size_t url_ = static_cast<std::size_t>(-1);  // which column; past the last: none
  std::size_t id_ = static_cast<std::size_t>(-1);
};

}  // namespace

std::unique_ptr<Output> make_urls_output(std::ostream& out) {
  return std::make_unique<UrlsOutput>(out);
}

}  // namespace saola::query
