#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "feed/definition.hpp"

namespace nightjar::reading {

/// A record as a test can keep it, with the line it begins on.
struct Read {
  std::string bytes;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::uint64_t line = 0;

  bool operator==(const Read&) const = default;
};

/// All that a reader makes of a file.
struct Outcome {
  std::string header;
  std::vector<Read> records;
  std::string refusal;  ///< the message of the BadDump, if it threw one
  std::string remedy;

  bool operator==(const Outcome&) const = default;
  [[nodiscard]] std::vector<std::string> texts() const;
};

/// A feed without columns, to read files of this format.
feed::Definition feed_of(feed::Format format, std::size_t max_record_bytes = 1000);

/// Reads the text as the file `f`.
Outcome read_all(std::string_view text, const feed::Definition& feed,
                 std::size_t block_bytes = 1 << 16);
Outcome read_all(std::string_view text, feed::Format format, std::size_t max_record_bytes = 1000,
                 std::size_t block_bytes = 1 << 16);

}  // namespace nightjar::reading
