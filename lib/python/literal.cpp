#include "python/literal.hpp"

#include <algorithm>
#include <cctype>

#include "base/format.hpp"
#include "python/cursor.hpp"
#include "python/text.hpp"

namespace nightjar::python {
namespace {

bool is_in_word(char c) {
  return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Reads one value after the other. The functions return false after an error, with trouble_ set
/// and the cursor at its position.
class Reader {
 public:
  Reader(std::string_view literal, std::string& json) : cursor_(literal), json_(json) {}

  std::optional<ParseError> read() {
    cursor_.skip_white();
    if (value(0)) {
      cursor_.skip_white();
      if (cursor_.at_end()) return std::nullopt;
      trouble_ = "something follows the literal's end";
    }
    return ParseError{
        fmt::format("not a Python literal: {} at byte {}", trouble_, cursor_.position())};
  }

 private:
  bool value(int depth) {
    const char c = cursor_.peek();
    switch (c) {
      case '[':
        return depth < max_depth ? list(depth + 1) : fail("too deep nesting");
      case '(':
        return depth < max_depth ? tuple(depth + 1) : fail("too deep nesting");
      case '{':
        return depth < max_depth ? dict(depth + 1) : fail("too deep nesting");
      case '\'':
      case '"':
        return text();
      default:
        break;
    }
    if ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.') return number();
    return word();
  }

  bool text() {
    const char* const trouble = append_text(cursor_, json_);
    return trouble == nullptr || fail(trouble);
  }

  bool word() {
    const auto rest = cursor_.rest();
    std::size_t length = 0;
    while (length < rest.size() && is_in_word(rest[length])) ++length;
    const auto word = rest.substr(0, length);
    const bool is_prefix =
        length < rest.size() && length > 0 && (rest[length] == '\'' || rest[length] == '"');
    if (is_prefix && (word == "u" || word == "U")) {
      cursor_.skip(1);
      return text();
    }
    if (is_prefix) return fail("bytes, or a string with another prefix than u");
    if (word == "None") {
      json_ += "null";
    } else if (word == "True") {
      json_ += "true";
    } else if (word == "False") {
      json_ += "false";
    } else if (word == "nan" || word == "inf") {
      return fail("a number that JSON does not have");
    } else {
      return fail(cursor_.at_end() ? "an end" : "no value");
    }
    cursor_.skip(length);
    return true;
  }

  // JSON requires digits on both sides of the point and allows no sign but a minus.
  bool number() {
    if (cursor_.take('-')) {
      json_ += '-';
    } else {
      cursor_.take('+');
    }
    if (cursor_.peek() == 'i' || cursor_.peek() == 'n') return word();
    const auto whole = cursor_.take_digits();
    const bool has_point = cursor_.take('.');
    const auto fraction = has_point ? cursor_.take_digits() : std::string_view();
    if (whole.empty() && fraction.empty()) return fail("a sign or point without digits");
    const bool has_exponent = cursor_.peek() == 'e' || cursor_.peek() == 'E';
    const auto digits = whole.substr(std::min(whole.find_first_not_of('0'), whole.size()));
    if (!has_point && !has_exponent && !digits.empty() && digits.size() < whole.size()) {
      return fail("an integer with a leading zero");
    }
    json_ += digits.empty() ? "0" : digits;
    if (has_point) json_.append(1, '.').append(fraction.empty() ? "0" : fraction);
    if (has_exponent && !exponent()) return false;
    return !is_in_word(cursor_.peek()) || fail("a number that goes on oddly");
  }

  bool exponent() {
    cursor_.skip(1);
    json_ += 'e';
    if (cursor_.take('-')) {
      json_ += '-';
    } else {
      cursor_.take('+');
    }
    const auto digits = cursor_.take_digits();
    json_ += digits;
    return !digits.empty() || fail("an exponent without digits");
  }

  bool list(int depth) {
    cursor_.skip(1);
    json_ += '[';
    return elements(']', depth);
  }

  /// One value in parentheses without a comma is that value, not a tuple.
  bool tuple(int depth) {
    const auto begin = json_.size();
    cursor_.skip(1);
    cursor_.skip_white();
    json_ += '[';
    if (cursor_.peek() == ')') return elements(')', depth);
    if (!value(depth)) return false;
    cursor_.skip_white();
    if (cursor_.take(')')) {
      json_.erase(begin, 1);
      return true;
    }
    if (!cursor_.take(',')) return fail("no comma or closing bracket");
    return elements(')', depth, ',');
  }

  /// The rest of a list or tuple. `separator` is written before the next element, if there is one.
  bool elements(char close, int depth, char separator = '\0') {
    for (;; separator = ',') {
      cursor_.skip_white();
      if (cursor_.take(close)) break;
      if (separator != '\0') json_ += separator;
      if (!value(depth)) return false;
      cursor_.skip_white();
      if (cursor_.take(',')) continue;
      if (cursor_.take(close)) break;
      return fail("no comma or closing bracket");
    }
    json_ += ']';
    return true;
  }

  bool dict(int depth) {
    cursor_.skip(1);
    json_ += '{';
    for (bool is_first = true;; is_first = false) {
      cursor_.skip_white();
      if (cursor_.take('}')) break;
      if (!is_first) json_ += ',';
      if (!key()) return false;
      cursor_.skip_white();
      if (!cursor_.take(':')) return fail("no colon after a key (a set has no place in JSON)");
      json_ += ':';
      cursor_.skip_white();
      if (!value(depth)) return false;
      cursor_.skip_white();
      if (cursor_.take(',')) continue;
      if (cursor_.take('}')) break;
      return fail("no comma or closing brace");
    }
    json_ += '}';
    return true;
  }

  bool key() {
    const char c = cursor_.peek();
    if (c == '\'' || c == '"' || c == 'u' || c == 'U') return value(0);
    if ((c < '0' || c > '9') && c != '-') return fail("a key that is no string or integer");
    const auto begin = json_.size();
    json_ += '"';
    if (!number()) return false;
    if (json_.find_first_of(".e", begin) != std::string::npos) {
      return fail("a key that is no string or integer");
    }
    json_ += '"';
    return true;
  }

  bool fail(const char* trouble) {
    trouble_ = trouble;
    return false;
  }

  Cursor cursor_;
  std::string& json_;
  const char* trouble_ = "";
};

}  // namespace

std::optional<ParseError> to_json(std::string_view literal, std::string& json) {
  json.clear();
  return Reader(literal, json).read();
}

}  // namespace nightjar::python
