#include "reading/ndjson_splitter.hpp"

#include "base/format.hpp"
#include "reading/line_end.hpp"
#include "reading/scans.hpp"
#include "reading/signature.hpp"

namespace nightjar::reading {
namespace {

constexpr std::string_view white = " \t\r";
constexpr std::string_view object_front = "{}";  // as good as any that is no array's

StructureError is_array(std::uint64_t offset) {
  return {offset, "the file is one JSON array, not one object per line",
          "set the feed's `format:` to json"};
}

bool is_one_object(std::string_view text) {
  const auto begin = text.find('{');
  if (begin == std::string_view::npos) return false;
  const char* const end = text.data() + text.size();
  Nesting nesting;
  return scans_for(best_instruction_set()).find_close(text.data() + begin, end, nesting) == end &&
         nesting.depth == 0;
}

}  // namespace

std::optional<StructureError> NdjsonSplitter::split(std::string_view piece, std::uint64_t offset,
                                                    std::vector<Extent>& records) {
  if (end_ == 0) line_begin_ = end_ = offset;
  while (!piece.empty()) {
    if (line_begin_ == end_) {
      if (const auto hit = predict(piece, ends_with_line)) {
        records.push_back({line_begin_, line_begin_ + hit->bytes, hit->row});
        front_ = object_front;
        const auto line = hit->bytes + line_end_bytes(piece, hit->bytes);
        line_begin_ = end_ += line;
        piece.remove_prefix(line);
        continue;
      }
    }
    const auto line_break = piece.find('\n');
    const auto part = piece.substr(0, line_break);
    if (front_.size() < object_front.size()) {
      if (auto damage = look_at_front(part)) return damage;
    }
    see(part);
    if (line_break == std::string_view::npos) break;
    if (!blank_) records.push_back({line_begin_, filled_});
    blank_ = true;
    line_begin_ = ++end_;
    piece.remove_prefix(line_break + 1);
  }
  return std::nullopt;
}

/// Adds the part of a line to the file's front.
std::optional<StructureError> NdjsonSplitter::look_at_front(std::string_view part_of_line) {
  for (std::size_t i = 0; i < part_of_line.size() && front_.size() < object_front.size(); ++i) {
    if (white.find(part_of_line[i]) != std::string_view::npos) continue;
    if (front_.empty()) front_begin_ = end_ + i;
    front_ += part_of_line[i];
  }
  return front_ == "[{" ? std::optional(is_array(front_begin_)) : std::nullopt;
}

// Trailing white space, including a CR, is not part of the record.
void NdjsonSplitter::see(std::string_view part_of_line) {
  const auto filled = part_of_line.find_last_not_of(" \t\r");
  if (filled != std::string_view::npos) {
    filled_ = end_ + filled + 1;
    last_ = part_of_line[filled];
    blank_ = false;
  }
  end_ += part_of_line.size();
}

std::optional<StructureError> NdjsonSplitter::finish(std::string_view tail,
                                                     std::vector<Extent>& records) {
  if (blank_) return std::nullopt;
  if (tail.substr(0, filled_ - line_begin_) == byte_order_mark_bytes) {
    note_byte_order_mark();
    return std::nullopt;
  }
  const bool whole =
      tail.empty() ? last_ == '}' : is_one_object(tail.substr(0, filled_ - line_begin_));
  if (!whole && front_.starts_with('[') && front_begin_ >= line_begin_)
    return is_array(front_begin_);
  if (!whole) {
    return StructureError{
        line_begin_,
        fmt::format("the file is cut short at byte {}: its last line has no end", end_),
        "fetch the file again; if it is the same at the source, have it repaired"};
  }
  records.push_back({line_begin_, filled_});
  return std::nullopt;
}

std::optional<std::uint64_t> NdjsonSplitter::open_record() const {
  return line_begin_ != end_ ? std::optional(line_begin_) : std::nullopt;
}

}  // namespace nightjar::reading
