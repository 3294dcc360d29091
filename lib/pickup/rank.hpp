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

/// How new a file is according to its name. A later file has a greater rank.
struct NameRank {
  std::string date;                      ///< `20211217`; empty if the name has none
  std::string time;                      ///< of that day, `0230`: as many digits as the name has
  std::vector<std::uint64_t> version{};  ///< `v2.10` is 2, 10; empty if the name has none

  // clang-tidy 14 takes the operator's zero for a pointer.
  auto operator<=>(const NameRank&) const = default;  // NOLINT(modernize-use-nullptr)
};

/// Reads the rank from a name. The first `fixed` characters are given by the pattern that matches
/// the name, not chosen by the vendor.
///
/// A date is YYYYMMDD, or YYYY-MM-DD with the same separator twice (`-`, `_`, `.` or a blank), from
/// 1970 to 2099; the last in the name counts. It is not a date if more digits are adjacent to it,
/// within a UUID, or if all adjacent letters could be hexadecimal digits (`ab20211217`). The time
/// of day follows it: digits (HH, HHMM, HHMMSS), directly or after a T, HHMM and HHMMSS also after
/// another separator; or HH-MM-SS; or HH-MM, if the separator before it differs from that within it
/// (so that `-01-02`, part 1 of 2, is not a time). A version is `v` and a number, `v10` or `v2.10`;
/// the last in the name counts.
NameRank rank_of(std::string_view name, std::size_t fixed = 0);

/// The rank of a file that the pattern matches, by its name without folders.
NameRank rank_in(std::string_view name, std::string_view pattern);

/// Whether two names of one date differ in a number that was counted up by one in the position of a
/// time: `_0001` and `_0002`. Those are parts, not times.
bool are_numbered(const NameRank& one, const NameRank& other);

/// How many characters of a name a pattern fixes before its first `*` or `?`.
std::size_t literal_prefix(std::string_view pattern);

/// A file that was picked up, in this night or an earlier one.
struct FileVersion {
  std::string name;                 ///< at the source, folders included
  std::optional<Instant> modified;  ///< at the source
};

/// Whether `file` is older than `other`, by the rule that selects the newest of the files that
/// match the feed's pattern, of parts by their dates only. False if one of them has no date, no
/// time, or matches no pattern.
bool is_older(const FileVersion& file, const FileVersion& other, const feed::FilePattern& pattern);

}  // namespace nightjar::pickup
