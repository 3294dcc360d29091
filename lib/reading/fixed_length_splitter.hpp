#pragma once

#include <cstddef>
#include <cstdint>

#include "reading/splitter.hpp"

namespace nightjar::reading {

/// Splits a file whose records have the same number of bytes, and nothing between them. Line breaks
/// after the last one are not part of it.
class FixedLengthSplitter : public Splitter {
 public:
  /// The first `skipped` records are left out.
  FixedLengthSplitter(std::size_t record_length, std::size_t skipped)
      : record_length_(record_length), skipped_(skipped) {}

  std::optional<StructureError> split(std::string_view piece, std::uint64_t offset,
                                      std::vector<Extent>& records) override;
  /// A rest that is shorter than a record means that the file is cut short.
  std::optional<StructureError> finish(std::string_view tail,
                                       std::vector<Extent>& records) override;
  [[nodiscard]] std::optional<std::uint64_t> open_record() const override;

 private:
  std::size_t record_length_;
  std::size_t skipped_;
  std::uint64_t record_begin_ = 0;
  std::uint64_t end_ = 0;     ///< of the bytes seen so far
  std::uint64_t filled_ = 0;  ///< the end of the last byte that is no line break
};

}  // namespace nightjar::reading
