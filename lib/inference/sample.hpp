#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "feed/definition.hpp"
#include "feed/record.hpp"
#include "inference/file_survey.hpp"

namespace nightjar::inference {

/// A record of its own, with the bytes behind it that its reader may touch.
class SampledRecord {
 public:
  explicit SampledRecord(const feed::Record& record);

  [[nodiscard]] std::string_view text() const {
    return std::string_view(bytes_).substr(0, bytes_.size() - feed::Record::padding);
  }
  [[nodiscard]] feed::Record record() const { return {text(), offset_, length_}; }

 private:
  std::string bytes_;
  std::uint64_t offset_;
  std::uint64_t length_;
};

/// Records from all over a file.
struct Sample {
  std::string first_record;  ///< of a CSV, as reading::RecordReader has it
  std::vector<SampledRecord> records;
  std::uint64_t records_read = 0;
  bool is_whole = false;     ///< the file was read to its end
  bool has_windows = false;  ///< of a large file only parts were read, its end among them
  std::string fault{};       ///< why reading ended early; empty if it did not
};

/// Takes a sample of a file with this layout. Of a plain file of lines that is larger than
/// most_streamed_bytes parts from front to end are read, of another one only the front. Throws
/// BadDump if no record can be read.
Sample take_sample(const std::filesystem::path& file, const FileSurvey& survey,
                   const feed::Definition& layout);

}  // namespace nightjar::inference
