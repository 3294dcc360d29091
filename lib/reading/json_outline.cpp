#include "reading/json_outline.hpp"

namespace nightjar::reading {
namespace {

/// The place of the quote that ends the string beginning at `at`, or the text's end.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return at < text.size() ? at : text.size();
}

}  // namespace

JsonOutline::JsonOutline(std::string_view text) : text_(text) {
  for (std::size_t at = 0; at < text.size() && !end_; ++at) at = pass(at);
}

/// Processes the byte, or the string that begins there; returns the place of the last one
/// processed.
std::size_t JsonOutline::pass(std::size_t at) {
  switch (text_[at]) {
    case '"':
      return pass_string(at);
    case ':':
      if (in_arrays_ == 0 && keys_.size() == 1) note_member(at);
      break;
    case ',':
      if (in_arrays_ == 0) awaits_key_ = true;
      break;
    case '{':
    case '[':
      open(at);
      break;
    case '}':
    case ']':
      close(at);
      break;
    default:
      break;
  }
  return at;
}

std::size_t JsonOutline::pass_string(std::size_t at) {
  const auto end = end_of_string(text_, at);
  if (awaits_key_ && in_arrays_ == 0) keys_.back() = text_.substr(at + 1, end - at - 1);
  awaits_key_ = awaits_key_ && in_arrays_ > 0;
  return end;
}

void JsonOutline::note_member(std::size_t at) {
  ++(next_json_byte(text_, at + 1) == '{' ? objects_ : others_);
  names_.push_back(keys_.back());
}

void JsonOutline::open(std::size_t at) {
  if (in_arrays_ > 0 || text_[at] == '[') {
    if (in_arrays_++ == 0 && !array_ && next_json_byte(text_, at + 1) == '{') array_ = keys_;
    return;
  }
  keys_.emplace_back();
  awaits_key_ = true;
}

void JsonOutline::close(std::size_t at) {
  if (in_arrays_ > 0) {
    --in_arrays_;
    return;
  }
  if (!keys_.empty()) keys_.pop_back();
  if (keys_.empty()) end_ = at + 1;
}

char next_json_byte(std::string_view text, std::size_t at) {
  const auto found = text.find_first_not_of(" \t\r\n", at);
  return found == std::string_view::npos ? '\0' : text[found];
}

}  // namespace nightjar::reading
