#pragma once

#include <string_view>
#include <vector>

#include "csv/dialect.hpp"

namespace nightjar::inference {

/// Whether a file begins with a header line.
struct HeaderGuess {
  bool is_there = true;
  bool is_certain = true;  ///< the types of the columns tell
};

/// `records`: the first ones of a file, with as many fields each.
HeaderGuess guess_header(const csv::Dialect& dialect, const std::vector<std::string_view>& records);

}  // namespace nightjar::inference
