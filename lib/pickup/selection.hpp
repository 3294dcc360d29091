#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nightjar::pickup {

/// Whether a name means any of several files.
bool is_pattern(std::string_view name);

/// Whether `name` is what `pattern` describes: `*` stands for any characters, `?` for one.
bool matches(std::string_view pattern, std::string_view name);

/// The date and time in a name as digits, `20211217020000`: the last that is a date, with or
/// without separators, and the time after it as far as there is one. Empty where there is none.
std::string date_in(std::string_view name);

/// `{file}` in a marker's or checksum's name filled in; empty stays empty.
std::string companion(std::string_view pattern, std::string_view file);

/// Those of `names` that match the pattern and are not the marker or checksum of another.
std::vector<std::string> candidates(const std::vector<std::string>& names, std::string_view pattern,
                                    std::string_view marker, std::string_view checksum);

}  // namespace nightjar::pickup
