#include "reading/csv_dialect_splitter.hpp"

#include "reading/csv_splitter.hpp"
#include "reading/line_end.hpp"
#include "reading/signature.hpp"

namespace nightjar::reading {
namespace {

constexpr std::uint64_t with_byte(std::uint64_t bytes, char c) {
  return bytes << 8 | static_cast<unsigned char>(c);
}

}  // namespace

CsvDialectSplitter::CsvDialectSplitter(const csv::Dialect& dialect, std::size_t max_field_bytes)
    : dialect_(dialect),
      line_end_(dialect.line_end.empty() ? "\n" : dialect.line_end),
      has_own_line_end_(!dialect.line_end.empty()),
      max_field_bytes_(max_field_bytes) {
  for (const char c : line_end_) {
    line_end_bits_ = with_byte(line_end_bits_, c);
    line_end_mask_ = line_end_mask_ << 8 | 0xff;
  }
  begin_record();
}

std::optional<StructureError> CsvDialectSplitter::split(std::string_view piece,
                                                        std::uint64_t offset,
                                                        std::vector<Extent>& records) {
  if (end_ == 0) record_begin_ = end_ = offset;
  while (!piece.empty()) {
    const std::size_t passed = pass_predicted(piece, records);
    piece.remove_prefix(passed);
    if (passed > 0) continue;
    take(piece.front(), records);
    piece.remove_prefix(1);
    if (place_ == Place::quoted && end_ - quote_begin_ > max_field_bytes_) {
      return stray_quote(quote_begin_, max_field_bytes_);
    }
  }
  return std::nullopt;
}

/// As in CsvSplitter. A record that ends in another way is found by its end.
std::size_t CsvDialectSplitter::pass_predicted(std::string_view piece,
                                               std::vector<Extent>& records) {
  if (end_ != record_begin_ || has_own_line_end_ || place_ == Place::skipped_line) return 0;
  const auto hit = predict(piece, ends_with_line);
  if (!hit) return 0;
  records.push_back({record_begin_, record_begin_ + hit->bytes, hit->row});
  const auto line = hit->bytes + line_end_bytes(piece, hit->bytes);
  end_ += line;
  begin_record();
  return line;
}

void CsvDialectSplitter::take(char c, std::vector<Extent>& records) {
  const bool is_text = is_escaped_;
  recent_ = is_text ? 0 : with_byte(recent_, c);
  is_escaped_ = false;
  if (place_ == Place::quoted) {
    if (!is_text) take_quoted(c);
  } else if (!is_text && ends_line()) {
    end_record(records);
    return;
  } else if (is_blank_between_records(c)) {
    ++record_begin_;
  } else if (is_text) {
    place_ = Place::unquoted;
  } else if (place_ != Place::skipped_line && place_ != Place::comment) {
    take_outside(c);
    look_for_comment(c);
  }
  ++end_;
}

void CsvDialectSplitter::take_quoted(char c) {
  is_escaped_ = c == '\\' && dialect_.escape == csv::Escape::backslash;
  if (dialect_.quote == c) place_ = Place::after_quote;
}

void CsvDialectSplitter::take_outside(char c) {
  const bool may_open = place_ == Place::field_begin || place_ == Place::after_quote;
  if (c == dialect_.delimiter) {
    place_ = Place::field_begin;
  } else if (dialect_.quote == c && (may_open || is_after_mark())) {
    if (place_ != Place::after_quote) quote_begin_ = end_;
    place_ = Place::quoted;
  } else {
    place_ = Place::unquoted;
    is_escaped_ = c == '\\' && dialect_.escape == csv::Escape::backslash;
  }
}

void CsvDialectSplitter::look_for_comment(char c) {
  const std::string& mark = dialect_.comment;
  if (comment_bytes_ >= mark.size() || end_ - record_begin_ != comment_bytes_) return;
  if (c != mark[comment_bytes_]) return;
  ++comment_bytes_;
  if (comment_bytes_ < mark.size()) return;
  place_ = Place::comment;
  is_escaped_ = false;
}

/// The line end's last byte is at end_.
bool CsvDialectSplitter::ends_line() const {
  const auto bytes = end_ + 1 - record_begin_;
  return (recent_ & line_end_mask_) == line_end_bits_ && bytes >= line_end_.size();
}

bool CsvDialectSplitter::is_blank_between_records(char c) const {
  return has_own_line_end_ && end_ == record_begin_ && (c == '\n' || c == '\r');
}

bool CsvDialectSplitter::is_after_mark() const {
  return end_ - record_begin_ == byte_order_mark_bytes.size() &&
         (recent_ >> 8 & 0xffffff) == 0xefbbbf;
}

void CsvDialectSplitter::end_record(std::vector<Extent>& records) {
  const bool is_record = place_ != Place::skipped_line && place_ != Place::comment;
  if (place_ == Place::skipped_line) ++skipped_lines_;
  if (is_record && has_own_line_end_) {
    const auto record_end = end_ + 1 - line_end_.size();
    if (record_end != record_begin_) records.push_back({record_begin_, record_end});
  } else if (is_record) {
    end_csv_record(end_, static_cast<char>(recent_ >> 8), record_begin_, records);
  }
  ++end_;
  begin_record();
}

void CsvDialectSplitter::begin_record() {
  record_begin_ = end_;
  place_ = skipped_lines_ < dialect_.skip_lines ? Place::skipped_line : Place::field_begin;
  is_escaped_ = false;
  comment_bytes_ = 0;
  recent_ = 0;
}

std::optional<StructureError> CsvDialectSplitter::finish(std::string_view /*tail*/,
                                                         std::vector<Extent>& records) {
  if (place_ == Place::quoted) return unclosed_quote(quote_begin_, end_);
  const char previous = has_own_line_end_ ? '\0' : static_cast<char>(recent_);
  if (open_record()) end_csv_record(end_, previous, record_begin_, records);
  record_begin_ = end_;
  return std::nullopt;
}

std::optional<std::uint64_t> CsvDialectSplitter::open_record() const {
  const bool is_record = place_ != Place::skipped_line && place_ != Place::comment;
  return is_record && record_begin_ != end_ ? std::optional(record_begin_) : std::nullopt;
}

}  // namespace nightjar::reading
