#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace nightjar::feed {

/// What is remembered of the records that a dump probably holds next. A reader that asks it need
/// not look for the end of a record that is still the same: hashing a record's bytes is several
/// times faster than finding where they end.
class RecordPredictor {
 public:
  struct Hit {
    std::uint32_t row = 0;  ///< who the record is, for whoever remembers
    std::size_t bytes = 0;  ///< how long it is
  };
  /// Whether a record of so many bytes could end there, by a look at what stands around its end.
  using MayEnd = bool (*)(std::string_view text, std::size_t bytes);

  virtual ~RecordPredictor() = default;

  /// The record that `text` begins with, if it is one of those expected, byte for byte.
  virtual std::optional<Hit> predict(std::string_view text, MayEnd may_end) = 0;
};

}  // namespace nightjar::feed
