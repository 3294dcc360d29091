#pragma once

#include <algorithm>
#include <string>

#include "daemon/program.hpp"

namespace nightjar::support {

/// The last line of a program's output.
inline std::string last_line(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

/// PostgreSQL's reading of a value in a JSON text: `path` as in `{feeds,books,read}`.
inline std::string json_at(const Program& program, const std::string& json,
                           const std::string& path) {
  return program.database().query("SELECT $json$" + json + "$json$::jsonb #>> '" + path + "'");
}

inline std::string json_keys(const Program& program, const std::string& json,
                             const std::string& path) {
  return program.database().query(
      "SELECT string_agg(key, ',' ORDER BY key) FROM jsonb_object_keys(($json$" + json +
      "$json$::jsonb) #> '" + path + "') AS key");
}

inline std::size_t longest_line(const std::string& text) {
  std::size_t longest = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    longest = std::max(longest, end - begin);
    begin = end + 1;
  }
  return longest;
}

}  // namespace nightjar::support
