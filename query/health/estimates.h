// query/health/estimates.h
//
// How many articles a day should have brought, and how many of a week we have seen: two estimates from counts alone.
//
// Sources: Rousseeuw and Croux, "Alternatives to the Median Absolute Deviation", JASA 88 (1993): 1.4826 makes the MAD of
// normal data their standard deviation. Chapman, "Some properties of the hypergeometric distribution with applications to
// zoological sample censuses", Univ. California Publ. Statist. 1 (1951); variance: Seber, "The Estimation of Animal
// Abundance" (1982), 3.1.2; log-normal interval: Burnham et al., Wildlife Monographs 96 (1987), p. 212;
// interval of a share of 1: Clopper and Pearson, Biometrika 26 (1934).

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace saola::query {

/// The usual number of something counted by day, and the band in which it moves.
struct Usual {
  double median = 0;
  double low = 0;  // never below 0
  double high = 0;
  std::size_t days = 0;  // it was made from
};

inline constexpr std::size_t kDaysForUsual = 4;  // below it nothing is called usual

/// The median and three times the spread to both sides. The spread is 1.4826 MAD, at least the square root of the median
/// (and at least 1): counts scatter that much by chance alone, and eight equal days must not make the ninth an alarm.
/// @return none: fewer than kDaysForUsual numbers.
[[nodiscard]] std::optional<Usual> usual_number(std::vector<double> numbers);

/// The middle one, or the mean of the two in the middle; 0 of none.
[[nodiscard]] double median_of(std::vector<double> numbers);

/// How many there are, from two independent looks.
struct Population {
  std::int64_t seen = 0;  // by the first, the second, or both
  double estimate = 0;    // of all there are; at least `seen`
  double low = 0;         // of the 95 % interval; at least `seen`
  double high = 0;
};

/// Chapman's estimator of capture and recapture. Where one look saw nothing that the other did not, its variance is 0 and says
/// too much: the upper end is then what Clopper and Pearson leave open, the larger look having missed none of the smaller's.
/// @param first, second  how many each look saw. @param both  how many of them both saw.
/// @return none: a look saw nothing at all, so it says nothing of the other.
[[nodiscard]] std::optional<Population> estimate_population(std::int64_t first, std::int64_t second,
                                                            std::int64_t both);

}  // namespace saola::query
