#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "feed/source.hpp"

namespace nightjar::pickup {

/// How new a file is by its name. Later ranks compare greater.
struct NameRank {
  std::string date;                      ///< `20211217`; empty where the name has none
  std::string time;                      ///< of that day, `0230`: as many digits as there are
  std::vector<std::uint64_t> version{};  ///< `v2.10` is 2, 10; empty where the name has none

  auto operator<=>(const NameRank&) const = default;
};

/// Reads the rank of a name. The first `fixed` characters are not the vendor's choice, but stand in
/// the pattern that matches the name.
///
/// A date is YYYYMMDD, or YYYY-MM-DD with one separator twice (`-`, `_`, `.` or a blank), of the
/// years 1970 to 2099; the last in the name counts. It is no date where more digits stand before
/// or after it, within a UUID, or where all letters that touch it could be hexadecimal digits
/// (`ab20211217`). The time of day follows it: digits (HH, HHMM, HHMMSS), directly or after a T,
/// HHMM and HHMMSS also after another separator; or HH-MM-SS; or HH-MM, where another separator
/// stands before it than within it (so that `-01-02`, the first part of two, is no time).
/// A version is `v` and a number, `v10` or `v2.10`; the last in the name counts.
NameRank rank_of(std::string_view name, std::size_t fixed = 0);

/// Whether two names of one date differ in a number that was counted up by one where a time would
/// stand: `_0001` and `_0002`. Those are parts rather than times.
bool are_numbered(const NameRank& one, const NameRank& other);

/// How many characters of a name a pattern gives literally before its first `*` or `?`.
std::size_t literal_prefix(std::string_view pattern);

/// A file that was picked up, now or once.
struct FileVersion {
  std::string name;                 ///< at the source, folders included
  std::optional<Instant> modified;  ///< at the source
};

/// Whether `file` is older than `other`, by the rule that tells the newest of those that match the
/// feed's pattern. False where one of them has no date, no time, or no pattern matches it.
bool is_older(const FileVersion& file, const FileVersion& other, const feed::FilePattern& pattern);

}  // namespace nightjar::pickup
