#pragma once

#include <cstddef>
#include <string_view>

namespace nightjar::reading {

/// How many bytes end the line at `at`: 1 for LF, 2 for CRLF, and 0 if it does not end there, or if
/// the text is too short to decide.
inline std::size_t line_end_bytes(std::string_view text, std::size_t at) {
  if (at < text.size() && text[at] == '\n') return 1;
  return at + 1 < text.size() && text[at] == '\r' && text[at + 1] == '\n' ? 2 : 0;
}

/// A feed::RecordPredictor::MayEnd for records that end with their line. A CR before an LF is not
/// part of them.
inline bool ends_with_line(std::string_view text, std::size_t bytes) {
  const auto end = line_end_bytes(text, bytes);
  return end == 2 || (end == 1 && text[bytes - 1] != '\r');
}

}  // namespace nightjar::reading
