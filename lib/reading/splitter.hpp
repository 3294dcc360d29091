#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feed/record_predictor.hpp"

namespace nightjar::reading {

/// The place of a record in the file: [begin, end), in bytes from its start.
struct Extent {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  /// The row that a feed::RecordPredictor recognised it as.
  std::optional<std::uint32_t> predicted = std::nullopt;

  bool operator==(const Extent&) const = default;
};

/// Why a file cannot be trusted as a whole.
struct StructureError {
  std::uint64_t offset = 0;  ///< of the byte in question
  std::string what;
  std::string remedy;
};

/// Finds where each record of a file begins and ends, and nothing else.
///
/// It receives the file in pieces of any size, one after the other, and keeps the state between
/// them (depth, quotes), so no record must be stored completely to find its end.
class Splitter {
 public:
  virtual ~Splitter() = default;

  /// From now on uses this predictor before searching for the end of a record. It must outlive the
  /// splitter.
  void expect(feed::RecordPredictor& predictor) { predictor_ = &predictor; }

  /// Processes the next piece, which starts at `offset` in the file, and appends the records that
  /// end in it. After an error the splitter cannot be used any more.
  virtual std::optional<StructureError> split(std::string_view piece, std::uint64_t offset,
                                              std::vector<Extent>& records) = 0;

  /// Ends the file, and appends the record that ends with it, if any. `tail` is the stored part of
  /// the record that has begun; it is empty if there is none, or if it was too long.
  virtual std::optional<StructureError> finish(std::string_view tail,
                                               std::vector<Extent>& records) = 0;

  /// Byte order marks in front of a record, which are not part of it.
  [[nodiscard]] std::uint64_t byte_order_marks() const { return byte_order_marks_; }

  /// XML: the encoding of the file; empty until the file was read so far.
  [[nodiscard]] virtual std::string encoding() const { return {}; }

  /// The beginning of the record that has not ended yet.
  [[nodiscard]] virtual std::optional<std::uint64_t> open_record() const = 0;

 protected:
  void note_byte_order_mark() { ++byte_order_marks_; }
  [[nodiscard]] bool is_expecting() const { return predictor_ != nullptr; }
  /// The record that `text` begins with, if it is predicted.
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
