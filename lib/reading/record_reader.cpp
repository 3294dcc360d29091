#include "reading/record_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"
#include "reading/make_splitter.hpp"
#include "reading/scans.hpp"
#include "reading/signature.hpp"

namespace nightjar::reading {
RecordReader::RecordReader(ByteSource& source, std::string name, const feed::Definition& feed,
                           std::size_t block_bytes)
    : source_(source),
      name_(std::move(name)),
      has_lines_(feed::traits_of(feed.format).has_lines()),
      says_encoding_(feed::traits_of(feed.format).says_encoding),
      dialect_(feed.csv),
      cut_record_(feed),
      max_record_bytes_(feed.max_record_bytes),
      block_bytes_(std::max<std::size_t>(block_bytes, 1)),
      splitter_(make_splitter(feed)),
      // Not zeroed: pages that no record needs are never touched.
      buffer_(std::make_unique_for_overwrite<char[]>(
          max_record_bytes_ + std::max(block_bytes_, signature_bytes) + feed::Record::padding)) {
  if (!dialect_.trailer.empty()) trailer_.emplace(dialect_.trailer);
  if (has_lines_) read_first_record();
  if (says_encoding_) read_encoding();
}

void RecordReader::read_first_record() {
  while (extents_.empty() && advance()) {
  }
  if (extents_.empty() && !dialect_.has_header) return;
  if (extents_.empty()) {
    throw BadDump(fmt::format("{} is empty; it should begin with a header line", name_),
                  "check the source: a feed without records is its header line alone");
  }
  const auto first = extents_.front();
  if (first.end - first.begin > max_record_bytes_) {
    refuse({first.begin,
            fmt::format("the {} is longer than {} bytes",
                        dialect_.has_header ? "header line" : "first record", max_record_bytes_),
            "check that the feed's file and format are the right ones"});
  }
  if (dialect_.has_header || !trailer_ || !trailer_->match(text_of(first))) {
    first_record_ = text_of(first);
  }
  if (dialect_.has_header) extents_.erase(extents_.begin());
  first_block_waits_ = !extents_.empty();
}

void RecordReader::read_encoding() {
  while (splitter_->encoding().empty() && advance()) {
  }
  first_record_ = splitter_->encoding();
  first_block_waits_ = !extents_.empty();
}

std::span<const feed::Record> RecordReader::next_block() {
  do {
    if (!std::exchange(first_block_waits_, false)) find_records();
    yield_records();
  } while (records_.empty() && !extents_.empty());
  if (records_.empty() && trailer_ && !trailer_is_read_) require_trailer();
  return records_;
}

void RecordReader::find_records() {
  extents_.clear();
  while (extents_.empty() && advance()) {
  }
}

/// Reads a block and splits it; false at the end of the file.
bool RecordReader::advance() {
  if (at_end_) return false;
  make_room();
  const bool is_first = bytes_read() == 0;
  const auto held = filled_;
  auto piece =
      std::string_view(buffer_.get() + held,
                       fill(is_first ? std::max(block_bytes_, signature_bytes) : block_bytes_));
  if (is_first) piece = check_signature(piece);
  const auto offset = bytes_read() - piece.size();
  auto damage = splitter_->split(piece, offset, extents_);
  if (!damage && at_end_) damage = finish();
  if (damage) refuse(*damage);
  return true;
}

/// Ends the record that ends with the file.
std::optional<StructureError> RecordReader::finish() {
  const auto open = splitter_->open_record();
  const auto tail = open && *open >= front_ ? text_of({*open, bytes_read()}) : std::string_view();
  const auto before = extents_.size();
  auto damage = splitter_->finish(tail, extents_);
  if (damage || extents_.size() == before) return damage;
  lacks_last_line_end_ = true;
  const Extent& last = extents_.back();
  const bool is_held = last.begin >= front_ && last.end - last.begin <= max_record_bytes_;
  if (!has_lines_ || !is_held) return std::nullopt;
  return cut_in_last_record(text_of(last));
}

/// The last record of a file of lines, which has no line end.
std::optional<StructureError> RecordReader::cut_in_last_record(std::string_view record) const {
  constexpr std::string_view end_of_file_in_dos = "\x1a";
  record.remove_prefix(byte_order_mark(record));
  const std::string_view first = first_record_.empty() ? text_of(extents_.front()) : first_record_;
  if (record.empty() || record == end_of_file_in_dos) return std::nullopt;
  if (trailer_ && trailer_->match(record)) return std::nullopt;
  const std::string missing = cut_record_.missing(first, record);
  if (missing.empty()) return std::nullopt;
  return StructureError{
      extents_.back().begin,
      fmt::format("the file is cut short at byte {}: its last line has no end, and {}",
                  bytes_read(), missing),
      "fetch the file again; if it is the same at the source, have it repaired"};
}

/// Drops what has been yielded, and keeps the unfinished record at the buffer's front.
void RecordReader::make_room() {
  const auto end = bytes_read();
  const auto open = splitter_->open_record().value_or(end);
  if (open >= front_ && end - open > max_record_bytes_) {
    prefix_mark_ = {open, line_of(open)};
    const auto* const begin = buffer_.get() + (open - front_);
    prefix_.assign(begin, begin + std::min(prefix_bytes, max_record_bytes_));
    prefix_.resize(prefix_.size() + feed::Record::padding);
  }
  const auto keep = open >= front_ && end - open <= max_record_bytes_ ? open : end;
  front_mark_ = recent_mark_ = {keep, line_from(front_mark_, keep)};
  filled_ = static_cast<std::size_t>(end - keep);
  std::memmove(buffer_.get(), buffer_.get() + (keep - front_), filled_);
  front_ = keep;
}

std::size_t RecordReader::fill(std::size_t wanted) {
  const auto got = source_.read({buffer_.get() + filled_, wanted});
  at_end_ = got < wanted;
  filled_ += got;
  std::memset(buffer_.get() + filled_, 0, feed::Record::padding);
  return got;
}

/// Examines the file's first bytes, and returns them without a byte order mark.
std::string_view RecordReader::check_signature(std::string_view front) {
  if (const auto unsupported = find_unsupported_format(front, says_encoding_)) {
    throw BadDump(fmt::format("{}, line 1, byte 0: the file is {}, not {}", name_,
                              unsupported->name, unsupported->wanted),
                  std::string(unsupported->remedy));
  }
  return front.substr(byte_order_mark(front));
}

void RecordReader::yield_records() {
  records_.clear();
  for (const auto& extent : extents_) {
    feed::Record record = record_at(extent);
    // Predicted records have none.
    const auto mark = extent.predicted ? 0 : byte_order_mark(record.bytes);
    if (mark > 0) {
      ++byte_order_marks_;
      record.bytes.remove_prefix(mark);
      record.offset += mark;
      record.length -= mark;
      if (record.length == 0) continue;
    }
    if (trailer_ && is_trailer(record)) continue;
    records_.push_back(record);
  }
}

/// Checks what the trailer says of the records before it.
bool RecordReader::is_trailer(const feed::Record& record) {
  if (trailer_is_read_) {
    refuse(
        {record.offset, "the file goes on after its trailer",
         "look at the file: it is several files in one, or `trailer:` of the feed matches a record "
         "too"});
  }
  const auto match = record.predicted ? std::nullopt : trailer_->match(record.bytes);
  trailer_is_read_ = match.has_value();
  if (!match) {
    ++records_before_;
  } else if (match->records.value_or(records_before_) != records_before_) {
    refuse({record.offset,
            fmt::format("the trailer counts {} records, but the file has {}: it is damaged, or not "
                        "complete",
                        *match->records, records_before_),
            "fetch the file again; if it is the same at the source, have it repaired"});
  }
  return match.has_value();
}

void RecordReader::require_trailer() const {
  throw BadDump(
      fmt::format("{}: the file is cut short: it ends without its trailer, {}", name_,
                  dialect_.trailer),
      "fetch the file again; if it is the same at the source, have it repaired, or correct "
      "`trailer:` of the feed");
}

feed::Record RecordReader::record_at(const Extent& extent) const {
  const auto length = extent.end - extent.begin;
  auto bytes = extent.begin >= front_
                   ? text_of(extent)
                   : std::string_view(prefix_.data(), prefix_.size() - feed::Record::padding);
  const bool is_cut = length > max_record_bytes_;
  if (is_cut) bytes = bytes.substr(0, std::min(prefix_bytes, max_record_bytes_));
  return {bytes, extent.begin, length, is_cut ? std::nullopt : extent.predicted};
}

std::string_view RecordReader::text_of(const Extent& extent) const {
  return {buffer_.get() + (extent.begin - front_),
          static_cast<std::size_t>(extent.end - extent.begin)};
}

std::uint64_t RecordReader::line_of(std::uint64_t offset) const {
  if (offset < front_) return prefix_mark_.line;
  recent_mark_ = {offset,
                  line_from(offset >= recent_mark_.offset ? recent_mark_ : front_mark_, offset)};
  return recent_mark_.line;
}

std::uint64_t RecordReader::line_from(const LineMark& mark, std::uint64_t offset) const {
  const auto* const from = buffer_.get() + (mark.offset - front_);
  const auto* const to = buffer_.get() + (offset - front_);
  return mark.line + scans_for(best_instruction_set())
                         .count_newlines({from, static_cast<std::size_t>(to - from)});
}

void RecordReader::refuse(const StructureError& damage) const {
  throw BadDump(fmt::format("{}, line {}, byte {}: {}", name_, line_of(damage.offset),
                            damage.offset, damage.what),
                damage.remedy);
}

}  // namespace nightjar::reading
