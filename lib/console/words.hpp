#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace nightjar::console {

/// 1234567 as `1,234,567`.
std::string with_commas(std::uint64_t number);
/// `1 night`, `2,000 nights`; `plural` is for words whose plural is irregular.
std::string counted(std::uint64_t count, std::string_view noun, std::string_view plural = {});
/// 5242880 as `5.0 MiB`.
std::string bytes_text(std::uint64_t bytes);
/// `0.52 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`: the format of durations in all output.
std::string duration_text(double seconds);
/// An instant as PostgreSQL writes it in our sessions, without the zone, which is UTC, and without
/// fractions: `2021-12-17 10:49:40`.
std::string utc_text(std::string_view instant);
std::string utc_text(Instant instant);
/// Two instants as utc_text(); the date only once if it is the same: `2021-12-17 10:49:40 to
/// 10:52:01`.
std::string period_text(std::string_view from, std::string_view to);

/// With each line but the first indented by that many blanks: PostgreSQL's messages have several
/// lines.
std::string indented(std::string_view text, std::size_t indent);

}  // namespace nightjar::console
