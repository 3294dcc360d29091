#include "reading/json_array_splitter.hpp"

#include <algorithm>

#include "base/format.hpp"
#include "reading/object_at_top.hpp"
#include "reading/signature.hpp"

namespace nightjar::reading {
namespace {

constexpr auto repair = "fetch the file again; if it is the same at the source, have it repaired";

bool is_white(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

bool begins_scalar(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

bool ends_scalar(char c) {
  return is_white(c) || c == ',' || c == ']' || c == '[' || c == '{' || c == '}' || c == '"';
}

/// An object's own bytes determine its end, whatever follows.
bool may_end(std::string_view text, std::size_t bytes) { return text[bytes - 1] == '}'; }

/// A byte for an error message.
std::string shown(char c) {
  return c >= ' ' && c <= '~' ? fmt::format("`{}`", c)
                              : fmt::format("the byte 0x{:02x}", static_cast<unsigned char>(c));
}

}  // namespace

std::optional<StructureError> JsonArraySplitter::split(std::string_view piece, std::uint64_t offset,
                                                       std::vector<Extent>& records) {
  const char* const front = piece.data();
  const char* const end = front + piece.size();
  end_ = offset + piece.size();
  const char* byte = front;
  while (byte != end) {
    const auto here = offset + static_cast<std::uint64_t>(byte - front);
    if (in_record()) {
      byte = pass_record(byte, end);
      if (state_ == State::after_record) {
        records.push_back({record_begin_, offset + static_cast<std::uint64_t>(byte - front)});
      }
    } else if (is_white(*byte) || pass_mark(*byte)) {
      ++byte;
    } else if (const auto hit = predict_object({byte, end})) {
      records.push_back({here, here + hit->bytes, hit->row});
      state_ = State::after_record;
      byte += hit->bytes;
    } else if (auto damage = pass_separator({byte, end}, here)) {
      return damage;
    } else if (!in_record()) {
      ++byte;
    }
  }
  return std::nullopt;
}

std::optional<feed::RecordPredictor::Hit> JsonArraySplitter::predict_object(
    std::string_view text) const {
  const bool may_begin = state_ == State::next || state_ == State::first_or_close;
  return may_begin && text.front() == '{' ? predict(text, may_end) : std::nullopt;
}

/// Takes a byte of a mark in front of an element. It may arrive in several pieces.
bool JsonArraySplitter::pass_mark(char c) {
  const bool may_begin = state_ == State::next || state_ == State::first_or_close;
  if (!may_begin || c != byte_order_mark_bytes[mark_bytes_]) return false;
  mark_bytes_ = (mark_bytes_ + 1) % byte_order_mark_bytes.size();
  if (mark_bytes_ == 0) note_byte_order_mark();
  return true;
}

bool JsonArraySplitter::in_record() const {
  return state_ == State::in_container || state_ == State::in_string || state_ == State::in_scalar;
}

const char* JsonArraySplitter::pass_record(const char* begin, const char* end) {
  const char* byte = begin;
  bool ended = false;
  switch (state_) {
    case State::in_container:
      byte = scans_.find_close(begin, end, nesting_);
      ended = nesting_.depth == 0;
      break;
    case State::in_string: {
      // The string is treated as a container whose opening and closing bracket is the quote.
      do {
        const bool taken_literally = nesting_.escaped;
        nesting_.escaped = *byte == '\\' && !taken_literally;
        nesting_.in_string ^= *byte == '"' && !taken_literally;
        ++byte;
      } while (byte != end && nesting_.in_string);
      ended = !nesting_.in_string;
      break;
    }
    default:
      byte = std::find_if(begin, end, ends_scalar);
      ended = byte != end;
  }
  if (ended) state_ = State::after_record;
  return byte;
}

std::optional<StructureError> JsonArraySplitter::pass_separator(std::string_view text,
                                                                std::uint64_t offset) {
  const char c = text.front();
  switch (state_) {
    case State::before_array:
      if (c == '{') return damage_of_object_at_top(text, offset);
      if (c != '[') {
        return StructureError{
            offset, fmt::format("the file should begin with `[` but begins with {}", shown(c)),
            "check that the feed's file and format are the right ones"};
      }
      state_ = State::first_or_close;
      return std::nullopt;
    case State::first_or_close:
      if (c == ']') {
        state_ = State::after_array;
        return std::nullopt;
      }
      return begin_record(c, offset);
    case State::after_record:
      if (c == ',') {
        state_ = State::next;
      } else if (c == ']') {
        state_ = State::after_array;
      } else {
        return StructureError{
            offset,
            fmt::format("after a record there is {} where a comma or `]` should be", shown(c)),
            repair};
      }
      return std::nullopt;
    case State::after_array:
      return StructureError{offset, fmt::format("the array is closed, but {} follows", shown(c)),
                            repair};
    default:
      return begin_record(c, offset);
  }
}

std::optional<StructureError> JsonArraySplitter::begin_record(char c, std::uint64_t offset) {
  if (c == '{' || c == '[') {
    state_ = State::in_container;
    nesting_ = {.open = c, .close = c == '{' ? '}' : ']'};
  } else if (c == '"') {
    state_ = State::in_string;
    nesting_ = {};
  } else if (begins_scalar(c)) {
    state_ = State::in_scalar;
  } else {
    return StructureError{offset, fmt::format("there is {} where a record should begin", shown(c)),
                          repair};
  }
  record_begin_ = offset;
  return std::nullopt;
}

std::optional<StructureError> JsonArraySplitter::finish(std::string_view /*tail*/,
                                                        std::vector<Extent>& /*records*/) {
  if (state_ == State::after_array) return std::nullopt;
  if (state_ == State::before_array) {
    return StructureError{end_, "the file is empty; it should hold a JSON array",
                          "check the source: a feed without records is `[]`"};
  }
  if (in_record()) {
    return StructureError{
        record_begin_,
        fmt::format("the file is cut short at byte {}: the record that begins here has no end",
                    end_),
        repair};
  }
  return StructureError{end_, "the file is cut short: its array is not closed", repair};
}

std::optional<std::uint64_t> JsonArraySplitter::open_record() const {
  return in_record() ? std::optional(record_begin_) : std::nullopt;
}

}  // namespace nightjar::reading
