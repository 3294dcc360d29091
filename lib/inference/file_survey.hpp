#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace nightjar::inference {

/// The two ends of a file's content, unpacked.
struct FileSurvey {
  std::string head;          ///< the first MiB at most, without a byte order mark
  std::string tail;          ///< the last bytes; empty if the end was not reached
  std::uint64_t bytes = 0;   ///< of the file as it is stored
  bool is_packed = false;    ///< then only the front is read
  bool is_all_head = false;  ///< the head is the whole content
};

/// So much is read of a file that cannot be read at any place: packed, or one JSON document.
constexpr std::uint64_t most_streamed_bytes = std::uint64_t{256} << 20;

/// Throws BadDump as compression::open() does, and UsageError if there is no such file, or it is
/// empty.
FileSurvey survey(const std::filesystem::path& path);

}  // namespace nightjar::inference
