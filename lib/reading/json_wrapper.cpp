#include "reading/json_wrapper.hpp"

#include "base/ascii.hpp"
#include "base/format.hpp"
#include "base/spelling.hpp"
#include "json/depth.hpp"
#include "json/number.hpp"
#include "json/pointer.hpp"
#include "json/text.hpp"
#include "reading/json_outline.hpp"
#include "reading/json_text.hpp"

namespace nightjar::reading {
namespace {

constexpr std::size_t max_depth{json::max_depth};
/// A longer name is not compared, and a longer word is no number that anybody means.
constexpr std::size_t most_text_bytes = 1000;
constexpr std::size_t most_names = 20;
constexpr auto correct_pointer = "correct the feed's `records:`";

StructureError spoiled(std::uint64_t offset, std::string what) {
  return {offset, std::move(what), repair_json};
}

StructureError expected(char c, std::string_view wanted, std::uint64_t offset) {
  return spoiled(offset, fmt::format("there is {} where {} should be", shown_byte(c), wanted));
}

bool is_in_word(char c) { return begins_json_word(c) || c == '+' || c == '.'; }

std::string_view kind_of(char first) {
  if (first == '{') return "an object";
  if (first == '[') return "an array";
  return first == '"' ? "a string" : first == 'n' ? "a null" : "a single value";
}

/// `a, b`: what an object that begins here has, as far as it can be seen.
std::string names_in(std::string_view text) {
  const auto names = JsonOutline(text).names();
  return names.empty() ? "" : fmt::format("; its members: {}", enumeration(names, most_names));
}

}  // namespace

std::optional<StructureError> JsonWrapper::pass(std::string_view& text, std::uint64_t offset) {
  const auto end = offset + text.size();
  while (!text.empty() && !is_at_records()) {
    const auto here = end - text.size();
    if (state_ == State::word && !is_in_word(text.front())) {
      if (auto damage = end_word(here)) return damage;
      continue;
    }
    if (auto damage = take(text, here)) return damage;
    text.remove_prefix(1);
  }
  return std::nullopt;
}

std::optional<StructureError> JsonWrapper::take(std::string_view text, std::uint64_t offset) {
  const char c = text.front();
  if (state_ == State::string) return take_in_string(c, offset);
  if (state_ == State::word) {
    if (text_.size() == most_text_bytes) return spoiled(offset, "a number is too long");
    text_ += c;
    return std::nullopt;
  }
  if (is_json_white(c)) return std::nullopt;
  const bool is_value = state_ == State::document || state_ == State::value ||
                        (state_ == State::first_value && c != ']');
  return is_value ? begin_value(text, offset) : take_between(c, offset);
}

std::optional<StructureError> JsonWrapper::take_between(char c, std::uint64_t offset) {
  switch (state_) {
    case State::first_name:
    case State::name:
      if (c == '}' && state_ == State::first_name) return close(c, offset);
      if (c != '"') return expected(c, "a member's name", offset);
      begin_string(true);
      return std::nullopt;
    case State::colon:
      if (c != ':') return expected(c, "a colon", offset);
      state_ = State::value;
      return std::nullopt;
    case State::after_value:
      if (c != ',') return close(c, offset);
      ++levels_.back().index;
      state_ = levels_.back().is_object ? State::name : State::value;
      return std::nullopt;
    default:
      return close(c, offset);
  }
}

std::optional<StructureError> JsonWrapper::take_in_string(char c, std::uint64_t offset) {
  if (static_cast<unsigned char>(c) < 0x20) {
    return spoiled(offset, fmt::format("there is {} in a string", shown_byte(c)));
  }
  const bool is_in_escape = escape_ > 0;
  if (escape_ == 1) {
    constexpr std::string_view letters = "\"\\/bfnrtu";
    if (letters.find(c) == letters.npos) return expected(c, "a letter of an escape", offset);
    escape_ = c == 'u' ? -4 : 0;
  } else if (escape_ < 0) {
    if (!hex_value(c)) return expected(c, "a hexadecimal digit", offset);
    ++escape_;
  } else if (c == '\\') {
    escape_ = 1;
  }
  if (c == '"' && !is_in_escape) {
    end_name();
    return std::nullopt;
  }
  if (is_name_ && text_.size() < most_text_bytes) text_ += c;
  return std::nullopt;
}

std::optional<StructureError> JsonWrapper::end_word(std::uint64_t offset) {
  if (text_ != "true" && text_ != "false" && text_ != "null" && !json::is_number(text_)) {
    return spoiled(offset, fmt::format("`{}` is not a JSON value", text_.substr(0, 40)));
  }
  end_value();
  return std::nullopt;
}

bool JsonWrapper::is_next_on_path() const {
  if (levels_.empty()) return true;
  const Level& level = levels_.back();
  if (!level.on_path) return false;
  return level.is_object ? is_name_wanted_
                         : std::to_string(level.index) == path_[levels_.size() - 1];
}

std::optional<StructureError> JsonWrapper::begin_value(std::string_view text,
                                                       std::uint64_t offset) {
  const char c = text.front();
  if (c != '{' && c != '[' && c != '"' && !begins_json_word(c)) {
    return expected(c, "a value", offset);
  }
  const bool on_path = is_next_on_path();
  has_document_ = true;
  if (on_path) {
    if (auto damage = begin_on_path(text, offset)) return damage;
    if (is_at_records()) return std::nullopt;
  }
  if (c == '{' || c == '[') {
    if (levels_.size() == max_depth) {
      return spoiled(offset, json::nested_too_deep());
    }
    open(c == '{', on_path);
  } else if (c == '"') {
    begin_string(false);
  } else {
    text_ = c;
    state_ = State::word;
  }
  return std::nullopt;
}

/// A value on the path: the container of the records, or one that leads to it.
std::optional<StructureError> JsonWrapper::begin_on_path(std::string_view text,
                                                         std::uint64_t offset) {
  const char c = text.front();
  const std::size_t depth = levels_.size();
  if (!levels_.empty()) {
    if (levels_.back().is_found) {
      return spoiled(offset, fmt::format("{} is there twice", place(depth)));
    }
    levels_.back().is_found = true;
  }
  const bool is_end = depth == path_.size();
  if (is_end && c == opening_) {
    state_ = State::records;
    return std::nullopt;
  }
  if (!is_end && (c == '{' || c == '[')) return std::nullopt;
  const std::string_view wanted = !is_end           ? "an object"
                                  : opening_ == '[' ? "the array of the records"
                                                    : "the object whose members are the records";
  return StructureError{offset,
                        fmt::format("{} is {} where {} should be{}", place(depth), kind_of(c),
                                    wanted, c == '{' ? names_in(text) : ""),
                        correct_pointer};
}

void JsonWrapper::open(bool is_object, bool on_path) {
  levels_.push_back({.is_object = is_object, .on_path = on_path});
  if (on_path) names_.clear();
  state_ = is_object ? State::first_name : State::first_value;
}

std::optional<StructureError> JsonWrapper::close(char c, std::uint64_t offset) {
  const Level& level = levels_.back();
  if (c != (level.is_object ? '}' : ']')) {
    return expected(c, level.is_object ? "a comma or `}`" : "a comma or `]`", offset);
  }
  if (level.on_path && !level.is_found) return lacks_step(level, offset);
  levels_.pop_back();
  end_value();
  return std::nullopt;
}

void JsonWrapper::begin_string(bool is_name) {
  is_name_ = is_name;
  escape_ = 0;
  text_.clear();
  state_ = State::string;
}

/// Ends a string, a member's name or a value.
void JsonWrapper::end_name() {
  if (!is_name_) return end_value();
  state_ = State::colon;
  if (!levels_.back().on_path) return;
  std::string name = json::unquoted('"' + text_ + '"').value_or(text_);
  is_name_wanted_ = name == path_[levels_.size() - 1];
  if (names_.size() < most_names) names_.push_back(std::move(name));
}

void JsonWrapper::end_value() { state_ = levels_.empty() ? State::document : State::after_value; }

std::string JsonWrapper::place(std::size_t depth) const {
  if (depth == 0) return "the file";
  std::string pointer;
  for (std::size_t step = 0; step < depth; ++step) pointer += "/" + json::escaped_step(path_[step]);
  return pointer;
}

StructureError JsonWrapper::lacks_step(const Level& level, std::uint64_t offset) const {
  const std::size_t depth = levels_.size() - 1;
  const std::string& step = path_[depth];
  if (!level.is_object) {
    return {offset, fmt::format("{} is an array without an element {}", place(depth), step),
            correct_pointer};
  }
  return {offset,
          fmt::format("{} has no member \"{}\", where the feed's records should be{}{}",
                      place(depth), step, suggestion(step, names_),
                      names_.empty() ? "" : "; its members: " + enumeration(names_)),
          correct_pointer};
}

std::optional<StructureError> JsonWrapper::finish(std::uint64_t end) const {
  if (state_ == State::document && has_document_) return std::nullopt;
  if (state_ == State::document) {
    return StructureError{end, "the file is empty; it should hold JSON with the feed's records",
                          "check the source: a feed without records has an empty array or object"};
  }
  return StructureError{end, "the file is cut short: its JSON is not closed", repair_json};
}

}  // namespace nightjar::reading
