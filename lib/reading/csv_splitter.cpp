#include "reading/csv_splitter.hpp"

#include <algorithm>

#include "base/format.hpp"
#include "reading/line_end.hpp"

namespace nightjar::reading {
std::optional<StructureError> CsvSplitter::split(std::string_view piece, std::uint64_t offset,
                                                 std::vector<Extent>& records) {
  if (state_.end == 0) state_.record_begin = state_.end = offset;
  while (!piece.empty()) {
    if (const auto passed = pass_predicted(piece, records)) {
      piece.remove_prefix(passed);
    } else if (!scan(piece, records)) {
      return stray_quote(state_.quote_begin, max_field_bytes_);
    }
  }
  return std::nullopt;
}

/// Takes the next record and its line end, if it is predicted. Returns their bytes, or 0.
std::size_t CsvSplitter::pass_predicted(std::string_view piece, std::vector<Extent>& records) {
  const auto begin = state_.record_begin;
  if (state_.end != begin) return 0;
  const auto hit = predict(piece, ends_with_line);
  if (!hit) return 0;
  records.push_back({begin, begin + hit->bytes, hit->row});
  const auto line = hit->bytes + line_end_bytes(piece, hit->bytes);
  state_ = {.record_begin = begin + line, .end = begin + line};
  window_ = least_window;
  return line;
}

/// Scans a window, and leaves in `piece` the rest after the last record that ends in it.
bool CsvSplitter::scan(std::string_view& piece, std::vector<Extent>& records) {
  const auto from = state_.end;
  const auto part = is_expecting() ? piece.substr(0, window_) : piece;
  if (!scans_.find_csv_records(part, marks_, max_field_bytes_, state_, records)) return false;
  piece.remove_prefix(part.size());
  window_ = std::min(window_ * 2, most_window);
  if (!piece.empty() && state_.record_begin > from) {
    const auto begun = state_.end - state_.record_begin;
    piece = {piece.data() - begun, piece.size() + begun};
    state_ = {.record_begin = state_.record_begin, .end = state_.record_begin};
  }
  return true;
}

StructureError stray_quote(std::uint64_t quote_begin, std::size_t max_field_bytes) {
  return {quote_begin,
          fmt::format("the quote that opens here encloses more than {} bytes", max_field_bytes),
          "a stray quote has swallowed what follows it: have the source double or remove it, or "
          "increase the feed's max_record_bytes if the field is really that long"};
}

StructureError unclosed_quote(std::uint64_t quote_begin, std::uint64_t file_end) {
  return {
      quote_begin,
      fmt::format("the quote that opens here is not closed at the file's end, byte {}", file_end),
      "the file is cut short, or has a stray quote: fetch it again; if it is the same at the "
      "source, have it repaired"};
}

std::optional<StructureError> CsvSplitter::finish(std::string_view /*tail*/,
                                                  std::vector<Extent>& records) {
  if (state_.field == CsvState::Field::quoted) {
    return unclosed_quote(state_.quote_begin, state_.end);
  }
  end_csv_record(state_.end, state_.previous(), state_.record_begin, records);
  state_.record_begin = state_.end;
  return std::nullopt;
}

std::optional<std::uint64_t> CsvSplitter::open_record() const {
  return state_.record_begin != state_.end ? std::optional(state_.record_begin) : std::nullopt;
}

}  // namespace nightjar::reading
