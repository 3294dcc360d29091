#include "reading/fixed_length_splitter.hpp"

#include "base/format.hpp"

namespace nightjar::reading {

std::optional<StructureError> FixedLengthSplitter::split(std::string_view piece,
                                                         std::uint64_t offset,
                                                         std::vector<Extent>& records) {
  if (end_ == 0) record_begin_ = offset;
  end_ = offset + piece.size();
  // DOS marks the end of a file with SUB.
  const auto filled = piece.find_last_not_of("\r\n\x1a");
  if (filled != std::string_view::npos) filled_ = offset + filled + 1;
  for (; end_ - record_begin_ >= record_length_; record_begin_ += record_length_) {
    if (skipped_ > 0) {
      --skipped_;
    } else {
      records.push_back({record_begin_, record_begin_ + record_length_});
    }
  }
  return std::nullopt;
}

std::optional<StructureError> FixedLengthSplitter::finish(std::string_view /*tail*/,
                                                          std::vector<Extent>& /*records*/) {
  if (filled_ <= record_begin_) return std::nullopt;
  return StructureError{
      record_begin_,
      fmt::format("the file is cut short at byte {}: its last record has {} of {} bytes", end_,
                  end_ - record_begin_, record_length_),
      "fetch the file again; if it is the same at the source, have it repaired, or correct "
      "`record_length:` of the feed"};
}

std::optional<std::uint64_t> FixedLengthSplitter::open_record() const {
  return record_begin_ != end_ ? std::optional(record_begin_) : std::nullopt;
}

}  // namespace nightjar::reading
