#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>

namespace nightjar::sample {

/// A file that is written from beginning to end, in large pieces.
class Output {
 public:
  /// Creates or empties the file, and creates its folder if necessary. Throws std::runtime_error.
  explicit Output(const std::filesystem::path& path);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// Append to this, then call flow(): it writes to disk when enough has gathered.
  std::string text;
  void flow() {
    if (text.size() >= piece) write();
  }
  /// Writes the rest. Throws std::runtime_error when the disk is full.
  void finish();

 private:
  static constexpr std::size_t piece = std::size_t{1} << 20;

  void write();

  std::filesystem::path path_;
  std::FILE* file_;
};

/// A point in time, in milliseconds since 1970 in UTC.
using Milliseconds = std::int64_t;
constexpr Milliseconds second = 1000;
constexpr Milliseconds minute = 60 * second;
constexpr Milliseconds hour = 60 * minute;
constexpr Milliseconds day = 24 * hour;
/// 2021-12-01 00:00 in Paris: the month that the six questions are about.
constexpr Milliseconds december = 1638313200 * second;

/// As `2021-12-17T11:49:40.461+0100`, the way both vendors write it, summer and winter.
void append_timestamp(std::string& text, Milliseconds time);
/// As `1956-05-07`.
void append_date(std::string& text, Milliseconds time);
/// With quotes, and escapes if JSON needs them.
void append_json(std::string& text, std::string_view value);
/// Like append_json(), but with `\u` escapes for all characters beyond ASCII.
void append_ascii_json(std::string& text, std::string_view value);
/// With quotes if CSV needs them.
void append_csv(std::string& text, std::string_view value);

}  // namespace nightjar::sample
