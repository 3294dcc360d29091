#pragma once

#include "reading/splitter.hpp"

namespace nightjar::reading {

/// Splits a file with one JSON object per line. Lines end in LF or CRLF; blank ones are skipped. A
/// file that is one array of objects is a structure error.
class NdjsonSplitter : public Splitter {
 public:
  std::optional<StructureError> split(std::string_view piece, std::uint64_t offset,
                                      std::vector<Extent>& records) override;
  /// The last line may lack its line break if it is a complete object; otherwise the file counts as
  /// cut short. For a line that is too long for the buffer only the last byte is checked.
  std::optional<StructureError> finish(std::string_view tail,
                                       std::vector<Extent>& records) override;
  [[nodiscard]] std::optional<std::uint64_t> open_record() const override;

 private:
  void see(std::string_view part_of_line);
  [[nodiscard]] std::optional<StructureError> look_at_front(std::string_view part_of_line);

  std::uint64_t line_begin_ = 0;
  std::uint64_t end_ = 0;     // of the text seen so far
  std::uint64_t filled_ = 0;  // the end of the line's last byte that is not white space
  char last_ = '\n';          // that byte
  bool blank_ = true;
  std::string front_;  // the file's first two bytes that are not white space
  std::uint64_t front_begin_ = 0;
};

}  // namespace nightjar::reading
