#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.hpp"
#include "csv/trailer.hpp"
#include "feed/definition.hpp"
#include "feed/record.hpp"
#include "reading/cut_record.hpp"
#include "reading/splitter.hpp"

namespace nightjar::reading {

/// Yields a file's records, a block of the file at a time.
///
/// Memory is limited to the longest record allowed and a block, whatever the file. A longer record
/// is skipped without being stored and yielded with its first `prefix_bytes` only.
///
/// Errors that leave unclear where the records are (a truncated array, a stray quote, another
/// format) throw BadDump, naming the file, the line and the byte; bytes are counted from 0. So does
/// a CSV whose last line has no end and fewer fields than the first, and a fixed-width file
/// whose last one has fewer characters: it is cut short. So is one
/// without its trailer, or with another number of records than the trailer says. The inside of a
/// record is not checked otherwise.
class RecordReader {
 public:
  /// A block fits the second-level cache together with the data that it is compared with.
  static constexpr std::size_t default_block_bytes = std::size_t{1} << 20;
  /// How much is kept of a record that is too long, for the person who examines it.
  static constexpr std::size_t prefix_bytes = 4096;

  /// Reads a CSV's first record, and so may throw. `name` is the name of the file in errors. The
  /// source must outlive the reader.
  RecordReader(ByteSource& source, std::string name, const feed::Definition& feed,
               std::size_t block_bytes = default_block_bytes);

  /// From now on uses this predictor first. It must outlive the reader.
  void expect(feed::RecordPredictor& predictor) { splitter_->expect(predictor); }

  /// The records that end within the next block; empty only at the end of the file. They are valid
  /// until the next call.
  std::span<const feed::Record> next_block();

  /// Byte order marks in front of records, except that of the file: it was concatenated from
  /// several. They are not part of the records.
  [[nodiscard]] std::uint64_t byte_order_marks() const {
    return byte_order_marks_ + splitter_->byte_order_marks();
  }

  /// Whether the file has ended, and its last record with it instead of with a line end.
  [[nodiscard]] bool lacks_last_line_end() const { return lacks_last_line_end_; }

  /// CSV, fixed width: the header line or, if the file has none, its first record; without a byte
  /// order mark. XML: the encoding. Otherwise empty.
  [[nodiscard]] std::string_view first_record() const { return first_record_; }

  /// The bytes read from the source so far.
  [[nodiscard]] std::uint64_t bytes_read() const { return front_ + filled_; }

  /// The line, from 1, of the byte at `offset`. The offset must be inside one of the newest
  /// records, or at their beginning. Not thread-safe.
  [[nodiscard]] std::uint64_t line_of(std::uint64_t offset) const;

 private:
  // A place in the file whose line is known.
  struct LineMark {
    std::uint64_t offset = 0;
    std::uint64_t line = 1;
  };

  void read_first_record();
  void read_encoding();
  bool advance();
  void find_records();
  [[nodiscard]] std::optional<StructureError> finish();
  [[nodiscard]] std::optional<StructureError> cut_in_last_record(std::string_view record) const;
  bool is_trailer(const feed::Record& record);
  void require_trailer() const;
  void make_room();
  std::size_t fill(std::size_t wanted);
  std::string_view check_signature(std::string_view front);
  void yield_records();
  [[nodiscard]] feed::Record record_at(const Extent& extent) const;
  [[nodiscard]] std::string_view text_of(const Extent& extent) const;
  [[nodiscard]] std::uint64_t line_from(const LineMark& mark, std::uint64_t offset) const;
  [[noreturn]] void refuse(const StructureError& damage) const;

  ByteSource& source_;
  std::string name_;
  bool has_lines_;
  bool says_encoding_;  // an XML file
  csv::Dialect dialect_;
  CutRecord cut_record_;
  std::size_t max_record_bytes_;
  std::size_t block_bytes_;
  std::unique_ptr<Splitter> splitter_;

  // The buffer contains the file from front_ on: first the part of the record that the previous
  // block cut, then the block.
  std::unique_ptr<char[]> buffer_;
  std::uint64_t front_ = 0;
  std::size_t filled_ = 0;
  bool at_end_ = false;
  LineMark front_mark_;           // the line at front_
  mutable LineMark recent_mark_;  // the line asked for last: the next is a little further

  // For a record that is too long and began before front_.
  std::vector<char> prefix_;
  LineMark prefix_mark_;

  std::string first_record_;
  bool first_block_waits_ = false;  // what ended in its block is still to be yielded
  bool lacks_last_line_end_ = false;
  std::uint64_t byte_order_marks_ = 0;
  std::optional<csv::Trailer> trailer_;
  std::uint64_t records_before_ = 0;  // of the newest record that is compared with the trailer
  bool trailer_is_read_ = false;
  std::vector<Extent> extents_;
  std::vector<feed::Record> records_;
};

}  // namespace nightjar::reading
