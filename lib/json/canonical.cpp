#include "json/canonical.hpp"

#include <algorithm>
#include <vector>

#include <simdjson.h>

#include "base/format.hpp"
#include "json/document_pass.hpp"
#include "json/number.hpp"
#include "json/text.hpp"

namespace nightjar::json {
namespace {

namespace ondemand = simdjson::ondemand;
using ondemand::json_type;
using simdjson::error_code;

/// Writes one value after the other. Its functions return false, with problem set, if the text is
/// not JSON or not valid for jsonb.
class Canonicaliser : DocumentPass {
 public:
  std::optional<ParseError> write(std::string_view json, std::string& out) {
    problem_.reset();
    out.clear();
    // Within an array a single scalar is a value like any other.
    text_.clear();
    text_.reserve(json.size() + 2 + simdjson::SIMDJSON_PADDING);
    text_.append(1, '[').append(json).append(1, ']');
    ondemand::document document;
    ondemand::array array;
    auto error = iterate(document);
    if (!error) error = document.get_array().get(array);
    if (error) {
      fail(error);
    } else if (only_element(array, out) &&
               document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
      problem_ = ParseError{"something follows the value's end"};
    }
    return std::move(problem_);
  }

 private:
  struct Member {
    std::string_view key;
    std::size_t begin;  // of `"key":value` in the output
    std::size_t end;
  };

  error_code iterate(ondemand::document& document) {
    if (auto error = make_room(text_.size())) return error;
    return parser_.iterate(text_).get(document);
  }

  bool only_element(ondemand::array& array, std::string& out) {
    int count = 0;
    for (auto next : array) {
      if (auto error = next.error()) return fail(error);
      if (++count > 1) break;
      if (!value(next.value_unsafe(), 0, out)) return false;
    }
    if (count != 1) problem_ = ParseError{count == 0 ? "it is empty" : "it is more than one value"};
    return count == 1;
  }

  bool value(ondemand::value& value, int depth, std::string& out) {
    json_type type{};
    if (auto error = value.type().get(type)) return fail(error);
    switch (type) {
      case json_type::object:
        return object(value, depth + 1, out);
      case json_type::array:
        return array(value, depth + 1, out);
      case json_type::string: {
        std::string_view text;
        if (auto error = value.get_string().get(text)) return fail(error);
        return string(text, out);
      }
      case json_type::number:
        return number(value.raw_json_token(), out);
      case json_type::boolean: {
        bool is_true = false;
        if (auto error = value.get_bool().get(is_true)) return fail(error);
        out += is_true ? "true" : "false";
        return true;
      }
      case json_type::null:
        break;
    }
    bool is_null = false;
    if (auto error = value.is_null().get(is_null)) return fail(error);
    if (!is_null) return fail(simdjson::N_ATOM_ERROR);
    out += "null";
    return true;
  }

  bool array(ondemand::value& value, int depth, std::string& out) {
    if (depth > max_depth) return too_deep();
    ondemand::array array;
    if (auto error = value.get_array().get(array)) return fail(error);
    out += '[';
    bool is_first = true;
    for (auto next : array) {
      if (auto error = next.error()) return fail(error);
      if (!is_first) out += ',';
      is_first = false;
      if (!this->value(next.value_unsafe(), depth, out)) return false;
    }
    out += ']';
    return true;
  }

  bool object(ondemand::value& value, int depth, std::string& out) {
    if (depth > max_depth) return too_deep();
    ondemand::object object;
    if (auto error = value.get_object().get(object)) return fail(error);
    std::vector<Member> members;
    out += '{';
    for (auto next : object) {
      if (auto error = next.error()) return fail(error);
      ondemand::field& field = next.value_unsafe();  // copying it would stall the processor
      std::string_view key;
      if (auto error = field.unescaped_key().get(key)) return fail(error);
      if (!members.empty()) out += ',';
      const auto begin = out.size();
      if (!string(key, out)) return false;
      out += ':';
      if (!this->value(field.value(), depth, out)) return false;
      members.push_back({key, begin, out.size()});
    }
    put_in_order(members, out);
    out += '}';
    return true;
  }

  /// Members are mostly in order, or few enough to be moved once.
  static void put_in_order(std::vector<Member>& members, std::string& out) {
    const auto not_before = [](const Member& a, const Member& b) { return a.key >= b.key; };
    if (std::adjacent_find(members.begin(), members.end(), not_before) == members.end()) return;
    std::string written;
    const auto begin = members.front().begin;
    std::stable_sort(members.begin(), members.end(),
                     [](const Member& a, const Member& b) { return a.key < b.key; });
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (i + 1 < members.size() && members[i].key == members[i + 1].key) continue;
      if (!written.empty()) written += ',';
      written.append(out, members[i].begin, members[i].end - members[i].begin);
    }
    out.resize(begin);
    out += written;
  }

  bool string(std::string_view text, std::string& out) {
    if (text.find('\0') != std::string_view::npos) {
      problem_ = ParseError{"a string in it holds U+0000, which PostgreSQL cannot store"};
      return false;
    }
    append_string(text, out);
    return true;
  }

  bool number(std::string_view token, std::string& out) {
    const auto text = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
    if (!is_number(text)) {
      problem_ = ParseError{fmt::format("`{}` is not a JSON number", text.substr(0, 40))};
      return false;
    }
    problem_ = append_normalised(text, out);
    return !problem_;
  }

  std::string text_;
};

}  // namespace

std::optional<ParseError> canonicalise(std::string_view json, std::string& out) {
  // The parser's memory is worth keeping, and cannot be shared between threads.
  static thread_local Canonicaliser canonicaliser;
  return canonicaliser.write(json, out);
}

}  // namespace nightjar::json
