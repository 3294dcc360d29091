#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feed/record_predictor.hpp"

namespace nightjar::reading {

/// Where a record stands in the file: [begin, end), in bytes from its start.
struct Extent {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  /// The row that a feed::RecordPredictor knew it as.
  std::optional<std::uint32_t> predicted = std::nullopt;

  bool operator==(const Extent&) const = default;
};

/// Why a file cannot be trusted as a whole.
struct StructureError {
  std::uint64_t offset = 0;  ///< of the byte to look at
  std::string what;
  std::string remedy;
};

/// Finds where each record of a file begins and ends, and nothing else of it.
///
/// It is given the file in pieces of any size, one after the other, and keeps what it must know
/// between two of them (depth, quotes), so no record has to be held whole for its end to be found.
class Splitter {
 public:
  virtual ~Splitter() = default;

  /// From now on asks there first what a record is, before looking for its end. It must outlive the
  /// splitter.
  void expect(feed::RecordPredictor& predictor) { predictor_ = &predictor; }

  /// Takes the next piece, which starts at `offset` in the file, and appends the records that end
  /// in it. After damage the splitter is of no more use.
  virtual std::optional<StructureError> split(std::string_view piece, std::uint64_t offset,
                                              std::vector<Extent>& records) = 0;

  /// Says that the file is over, and appends the record that its end ends, if any. `tail` is what
  /// is held of the record that has begun; it is empty if there is none, or if it was too long to
  /// be held.
  virtual std::optional<StructureError> finish(std::string_view tail,
                                               std::vector<Extent>& records) = 0;

  /// Byte order marks that stood in front of a record and are no part of any.
  [[nodiscard]] std::uint64_t byte_order_marks() const { return byte_order_marks_; }

  /// Where the record begins that has begun and not ended yet.
  [[nodiscard]] virtual std::optional<std::uint64_t> open_record() const = 0;

 protected:
  void note_byte_order_mark() { ++byte_order_marks_; }
  [[nodiscard]] bool is_expecting() const { return predictor_ != nullptr; }
  /// The record that `text` begins with, if it is remembered.
  [[nodiscard]] std::optional<feed::RecordPredictor::Hit> predict(
      std::string_view text, feed::RecordPredictor::MayEnd may_end) const {
    if (predictor_ == nullptr) return std::nullopt;
    return predictor_->predict(text, may_end);
  }

 private:
  feed::RecordPredictor* predictor_ = nullptr;
  std::uint64_t byte_order_marks_ = 0;
};

}  // namespace nightjar::reading
