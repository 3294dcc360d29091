#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feed/definition.hpp"
#include "inference/value.hpp"

namespace nightjar::inference {

/// The columns that identify a record in the sample.
struct KeyGuess {
  std::vector<std::size_t> columns;       ///< the likeliest key; empty if there is none
  std::vector<std::size_t> alternatives;  ///< other columns that are unique by themselves
};

/// `columns` are complete, each with its sample. Records that are the same in all columns count
/// once. Single columns go before pairs and pairs before three, but a column that is unique by
/// chance, such as a time or a long text, comes last.
KeyGuess guess_key(std::string_view table, const std::vector<feed::Column>& columns,
                   std::span<const ColumnSample> samples);

}  // namespace nightjar::inference
