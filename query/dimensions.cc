#include "query/dimensions.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"

namespace saola::query {

namespace {

struct DimensionName {
  Dimension dimension;
  std::string_view name;
};

constexpr std::array kDimensions{DimensionName{Dimension::day, "day"},
                                 DimensionName{Dimension::week, "week"},
                                 DimensionName{Dimension::month, "month"},
                                 DimensionName{Dimension::year, "year"},
                                 DimensionName{Dimension::outlet, "outlet"},
                                 DimensionName{Dimension::topic, "topic"},
                                 DimensionName{Dimension::language, "language"},
                                 DimensionName{Dimension::section, "section"},
                                 DimensionName{Dimension::species, "species"},
                                 DimensionName{Dimension::product, "product"},
                                 DimensionName{Dimension::country, "country"},
                                 DimensionName{Dimension::province, "province"},
                                 DimensionName{Dimension::stage, "stage"},
                                 DimensionName{Dimension::institution, "institution"}};

std::string all_names() {
  std::string names;
  for (const DimensionName& row : kDimensions) {
    names.append(names.empty() ? "" : ", ").append(row.name);
  }
  return names;
}

}  // namespace

Result<std::vector<Dimension>> parse_dimensions(std::string_view names) {
  std::vector<Dimension> dimensions;
  for (std::size_t at = 0; at < names.size();) {
    const std::size_t end = std::min(names.find(',', at), names.size());
    const std::string_view name = names.substr(at, end - at);
    const auto row = std::find_if(kDimensions.begin(), kDimensions.end(),
                                  [&](const auto& candidate) { return candidate.name == name; });
    if (row == kDimensions.end()) {
      return fail(Code::usage, fmt::format("--by: nothing is counted by \"{}\"", printable(name)),
                  all_names() + ", parted by commas");
    }
    if (std::find(dimensions.begin(), dimensions.end(), row->dimension) != dimensions.end()) {
      return fail(Code::usage, fmt::format("--by: {} stands there twice", name));
    }
    dimensions.push_back(row->dimension);
    at = end + 1;
  }
  return dimensions;
}

std::string_view name_of(Dimension dimension) {
  const auto row = std::find_if(kDimensions.begin(), kDimensions.end(), [&](const auto& candidate) {
    return candidate.dimension == dimension;
  });
  return row->name;
}

const store::Field& field_of(Dimension dimension) { return *store::find_field(name_of(dimension)); }

}  // namespace saola::query
