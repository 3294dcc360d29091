#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace nightjar::csv {

/// How a text may contain a byte that has another meaning.
enum class Escape {
  doubled,    ///< two quotes in a quoted field are one
  backslash,  ///< so are they, and a backslash makes the next quote, delimiter, line break or
              ///< backslash a text; before any other byte it is a text itself (`\N`)
};

/// The form of a CSV file. The defaults are RFC 4180 with a header line.
struct Dialect {
  char delimiter = ',';
  std::optional<char> quote = '"';  ///< nothing: no field is quoted
  Escape escape = Escape::doubled;
  bool has_header = true;      ///< otherwise columns have positions
  std::size_t skip_lines = 0;  ///< lines in front of the first record, whatever they contain
  std::string comment{};       ///< a record that begins with it is none; empty: there are none
  std::string trailer{};       ///< see Trailer; empty: there is none
  std::string line_end{};      ///< empty: LF or CRLF

  bool operator==(const Dialect&) const = default;

  /// Whether fields are separated and quoted as by default.
  [[nodiscard]] bool has_plain_fields() const {
    return delimiter == ',' && quote == '"' && escape == Escape::doubled;
  }
  /// Whether all that is between two line ends outside quotes is a record.
  [[nodiscard]] bool has_plain_lines() const {
    return quote && escape == Escape::doubled && skip_lines == 0 && comment.empty() &&
           line_end.empty();
  }
};

/// Of a file whose lines are not divided into fields.
inline Dialect undivided_lines() { return {.delimiter = '\0', .quote = {}, .has_header = false}; }

/// A line end has at most this many bytes.
constexpr std::size_t longest_line_end = 8;

}  // namespace nightjar::csv
