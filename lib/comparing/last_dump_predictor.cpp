#include "comparing/last_dump_predictor.hpp"

#include <algorithm>

namespace nightjar::comparing {

std::optional<feed::RecordPredictor::Hit> LastDumpPredictor::predict(std::string_view text,
                                                                     MayEnd may_end) {
  if (is_forgotten_) return std::nullopt;
  const std::size_t end = std::min(expected_ + LiveRows::look_ahead, live_.size());
  for (std::size_t row = expected_; row < end; ++row) {
    const std::size_t bytes = live_.bytes(row);
    // With the length of another record the end rarely looks like the end of a record: hardly any
    // is hashed unnecessarily.
    if (bytes == 0 || bytes > text.size() || !may_end(text, bytes)) continue;
    if ((fingerprint_of(text.substr(0, bytes)) ^ form_) != live_.fingerprint(row)) continue;
    expected_ = row + 1;
    return Hit{static_cast<std::uint32_t>(row), bytes};
  }
  return std::nullopt;
}

}  // namespace nightjar::comparing
