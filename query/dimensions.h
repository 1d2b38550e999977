// query/dimensions.h
//
// By what articles are counted: --by week,outlet.
//
// Source: docs/output.md#count.

#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/fields.h"

namespace saola::query {

enum class Dimension {
  day,
  week,
  month,
  year,
  outlet,
  topic,
  language,
  section,
  species,
  product,
  country,
  province,
  stage,
  institution
};

/// "week,outlet": names parted by commas, none twice. Empty: none. @error Code::usage, naming the known ones.
[[nodiscard]] Result<std::vector<Dimension>> parse_dimensions(std::string_view names);

/// "week"
[[nodiscard]] std::string_view name_of(Dimension dimension);

/// The dimensions that are a field of the index: those with a slot have one value an article, facets any number.
inline constexpr std::array kFieldDimensions{
    Dimension::outlet,   Dimension::language, Dimension::section,
    Dimension::species,  Dimension::product,  Dimension::country,
    Dimension::province, Dimension::stage,    Dimension::institution};

/// @param dimension  one of kFieldDimensions.
[[nodiscard]] const store::Field& field_of(Dimension dimension);

}  // namespace saola::query
