#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace nightjar::feed {

/// Knows which records a dump probably has next. A reader that uses it need not search for the end
/// of an unchanged record: hashing a record's bytes is several times faster than finding their end.
class RecordPredictor {
 public:
  struct Hit {
    std::uint32_t row = 0;  ///< identifies the record for the predictor
    std::size_t bytes = 0;  ///< its length
  };
  /// Whether a record of this length could end there, judging by the bytes around its end.
  using MayEnd = bool (*)(std::string_view text, std::size_t bytes);

  virtual ~RecordPredictor() = default;

  /// The record that `text` begins with, if it is one of those expected, byte for byte.
  virtual std::optional<Hit> predict(std::string_view text, MayEnd may_end) = 0;
};

}  // namespace nightjar::feed
