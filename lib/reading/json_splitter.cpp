#include "reading/json_splitter.hpp"

#include <algorithm>

#include "base/format.hpp"
#include "reading/json_text.hpp"
#include "reading/signature.hpp"

namespace nightjar::reading {
namespace {

bool ends_scalar(char c) {
  return is_json_white(c) || c == ',' || c == ']' || c == '[' || c == '{' || c == '}' || c == '"';
}

/// An object's own bytes determine its end, whatever follows.
bool may_end(std::string_view text, std::size_t bytes) { return text[bytes - 1] == '}'; }

}  // namespace

std::optional<StructureError> JsonSplitter::split(std::string_view piece, std::uint64_t offset,
                                                  std::vector<Extent>& records) {
  const char* const front = piece.data();
  const char* const end = front + piece.size();
  end_ = offset + piece.size();
  const char* byte = front;
  while (byte != end) {
    const auto here = offset + static_cast<std::uint64_t>(byte - front);
    if (in_value()) {
      byte = pass_value(byte, end);
      if (state_ == State::after_record) {
        records.push_back({record_begin_, offset + static_cast<std::uint64_t>(byte - front)});
      }
    } else if (state_ == State::outside) {
      std::string_view text(byte, static_cast<std::size_t>(end - byte));
      if (auto damage = pass_outside(text, here)) return damage;
      byte = end - text.size();
      // NOLINTNEXTLINE(bugprone-branch-clone): what is likeliest comes first
    } else if ((is_json_white(*byte) && state_ != State::in_name) || pass_mark(*byte)) {
      ++byte;
    } else if (const auto hit = predict_record({byte, end})) {
      records.push_back({here, here + hit->bytes, hit->row});
      state_ = State::after_record;
      byte += hit->bytes;
    } else if (state_ == State::in_name) {
      byte = pass_string(byte, end);
      if (!nesting_.in_string) state_ = State::after_name;
    } else if (auto damage = pass_separator(*byte, here)) {
      return damage;
    } else if (!in_value() && state_ != State::in_name) {
      ++byte;
    }
  }
  return std::nullopt;
}

std::optional<feed::RecordPredictor::Hit> JsonSplitter::predict_record(
    std::string_view text) const {
  const char wanted = container_ == Container::object ? '"' : '{';
  return may_begin() && text.front() == wanted ? predict(text, may_end) : std::nullopt;
}

/// Takes a byte of a mark in front of a record. It may arrive in several pieces.
bool JsonSplitter::pass_mark(char c) {
  if (!may_begin() || c != byte_order_mark_bytes[mark_bytes_]) return false;
  mark_bytes_ = (mark_bytes_ + 1) % byte_order_mark_bytes.size();
  if (mark_bytes_ == 0) note_byte_order_mark();
  return true;
}

bool JsonSplitter::in_value() const {
  return state_ == State::in_container || state_ == State::in_string || state_ == State::in_scalar;
}

bool JsonSplitter::in_record() const {
  return in_value() || state_ == State::in_name || state_ == State::after_name ||
         state_ == State::before_value;
}

char JsonSplitter::closing_bracket() const { return container_ == Container::array ? ']' : '}'; }

const char* JsonSplitter::pass_value(const char* begin, const char* end) {
  const char* byte = begin;
  bool ended = false;
  switch (state_) {
    case State::in_container:
      byte = scans_.find_close(begin, end, nesting_);
      ended = nesting_.depth == 0;
      break;
    case State::in_string:
      byte = pass_string(begin, end);
      ended = !nesting_.in_string;
      break;
    default:
      byte = std::find_if(begin, end, ends_scalar);
      ended = byte != end;
  }
  if (ended) state_ = State::after_record;
  return byte;
}

/// The string is treated as a container whose opening and closing bracket is the quote.
const char* JsonSplitter::pass_string(const char* begin, const char* end) {
  const char* byte = begin;
  do {
    const bool taken_literally = nesting_.escaped;
    nesting_.escaped = *byte == '\\' && !taken_literally;
    nesting_.in_string ^= *byte == '"' && !taken_literally;
    ++byte;
  } while (byte != end && nesting_.in_string);
  return byte;
}

std::optional<StructureError> JsonSplitter::pass_separator(char c, std::uint64_t offset) {
  switch (state_) {
    case State::after_record:
      return container_ == Container::documents ? begin_record(c, offset) : pass_comma(c, offset);
    case State::after_name:
      if (c != ':') return unexpected(c, offset);
      state_ = State::before_value;
      return std::nullopt;
    case State::before_value:
      return begin_value(c, offset);
    case State::first_or_close:
      if (c == closing_bracket() && container_ != Container::documents) {
        state_ = State::outside;
        leave();
        return std::nullopt;
      }
      return begin_record(c, offset);
    default:
      return begin_record(c, offset);
  }
}

std::optional<StructureError> JsonSplitter::pass_comma(char c, std::uint64_t offset) {
  if (c == ',') {
    state_ = State::next;
    return std::nullopt;
  }
  if (c != closing_bracket()) return unexpected(c, offset);
  state_ = State::outside;
  leave();
  return std::nullopt;
}

std::optional<StructureError> JsonSplitter::begin_record(char c, std::uint64_t offset) {
  record_begin_ = offset;
  if (container_ == Container::array) return begin_value(c, offset);
  const bool is_object = container_ == Container::object;
  if (c != (is_object ? '"' : '{')) return unexpected(c, offset);
  if (!is_object) return begin_value(c, offset);
  state_ = State::in_name;
  nesting_ = {};
  return std::nullopt;
}

std::optional<StructureError> JsonSplitter::begin_value(char c, std::uint64_t offset) {
  if (c == '{' || c == '[') {
    state_ = State::in_container;
    nesting_ = {.open = c, .close = c == '{' ? '}' : ']'};
  } else if (c == '"') {
    state_ = State::in_string;
    nesting_ = {};
  } else if (begins_json_word(c)) {
    state_ = State::in_scalar;
  } else {
    return unexpected(c, offset);
  }
  return std::nullopt;
}

/// What is wrong with a byte, by what should be there.
StructureError JsonSplitter::unexpected(char c, std::uint64_t offset) const {
  switch (state_) {
    case State::after_record:
      if (container_ == Container::documents) break;
      return {offset,
              fmt::format("after a record there is {} where a comma or `{}` should be",
                          shown_byte(c), closing_bracket()),
              repair_json};
    case State::after_name:
      return {
          offset,
          fmt::format("after a member's name there is {} where a colon should be", shown_byte(c)),
          repair_json};
    default:
      break;
  }
  const std::string_view wanted = container_ == Container::object && state_ != State::before_value
                                      ? "a member's name"
                                  : container_ == Container::documents ? "an object"
                                                                       : "a record";
  return {offset, fmt::format("there is {} where {} should begin", shown_byte(c), wanted),
          repair_json};
}

std::optional<StructureError> JsonSplitter::finish(std::string_view /*tail*/,
                                                   std::vector<Extent>& /*records*/) {
  if (state_ == State::outside) return finish_outside(end_);
  if (in_record()) {
    return StructureError{
        record_begin_,
        fmt::format("the file is cut short at byte {}: the record that begins here has no end",
                    end_),
        repair_json};
  }
  if (container_ == Container::documents) return std::nullopt;
  return StructureError{end_,
                        fmt::format("the file is cut short: its {} is not closed",
                                    container_ == Container::array ? "array" : "object of records"),
                        repair_json};
}

std::optional<std::uint64_t> JsonSplitter::open_record() const {
  return in_record() ? std::optional(record_begin_) : std::nullopt;
}

}  // namespace nightjar::reading
