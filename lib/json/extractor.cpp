#include "json/extractor.hpp"

#include <algorithm>

#include <simdjson.h>

#include "base/format.hpp"
#include "json/document_pass.hpp"
#include "json/number.hpp"
#include "json/path_tree.hpp"

namespace nightjar::json {
namespace {

namespace ondemand = simdjson::ondemand;
using ondemand::json_type;
using simdjson::error_code;

/// Without the white space that follows a value.
std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\r' ||
                           text.back() == '\t')) {
    text.remove_suffix(1);
  }
  return text;
}

std::string_view with_article(json_type type) {
  switch (type) {
    case json_type::array:
      return "an array";
    case json_type::object:
      return "an object";
    case json_type::string:
      return "a string";
    case json_type::number:
      return "a number";
    case json_type::boolean:
      return "a boolean";
    case json_type::null:
      break;
  }
  return "a null";
}

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

}  // namespace

/// The pass over one document at a time. The functions named after a kind of value return false,
/// with problem_ set, if the document is not JSON.
class Walker : DocumentPass {
 public:
  explicit Walker(const std::vector<std::string>& paths) : tree_(build_tree(paths)) {}

  std::optional<ParseError> walk(std::string_view record, ValueSink sink) {
    problem_.reset();
    mismatch_.reset();
    sink_ = &sink;
    record_ = record;
    has_escapes_ = record.find('\\') != std::string_view::npos;
    if (auto error = iterate(record)) {
      fail(error);
    } else if (root() && document_.current_location().error() != simdjson::OUT_OF_BOUNDS) {
      problem_ = ParseError{"something follows the record's end"};
    }
    return problem_ ? std::move(problem_) : std::move(mismatch_);
  }

 private:
  error_code iterate(std::string_view record) {
    // It is not JSON. simdjson 3.12 (Debian 13) skips it, 3.0 (Debian 12) does not.
    if (record.starts_with(byte_order_mark)) return simdjson::TAPE_ERROR;
    if (auto error = make_room(record.size())) return error;
    return parser_.iterate(record.data(), record.size(), record.size() + simdjson::SIMDJSON_PADDING)
        .get(document_);
  }

  // A document that is a single scalar has other accessors than a value; no path can match one.
  bool root() {
    json_type type{};
    if (auto error = document_.type().get(type)) return fail(error);
    if (type == json_type::object) {
      ondemand::object object;
      if (auto error = document_.get_object().get(object)) return fail(error);
      note_mismatch(tree_, type);
      return members(object, &tree_, 1);
    }
    if (type == json_type::array) {
      ondemand::array array;
      if (auto error = document_.get_array().get(array)) return fail(error);
      note_mismatch(tree_, type);
      return elements(array, &tree_, 1);
    }
    problem_ =
        ParseError{fmt::format("the record is {} where an object is wanted", with_article(type))};
    return false;
  }

  bool members(ondemand::object& object, const PathNode* node, int depth) {
    for (auto next : object) {
      if (auto error = next.error()) return fail(error);
      ondemand::field& field = next.value_unsafe();  // copying it would stall the processor
      const PathNode* member = nullptr;
      const char* const name = field.key().raw();
      if (auto error = find_member(field, node, member)) return fail(error);
      const bool is_named = is_wanted(member) && member == node->every_child.get();
      name_ = is_named ? name_written_at(name) : std::string_view();
      if (!value(field.value(), member, depth)) return false;
    }
    return true;
  }

  // In a document without escapes a key needs no check, and is compared without searching for its
  // end.
  error_code find_member(ondemand::field& field, const PathNode* node, const PathNode*& member) {
    if (!has_escapes_) {
      if (node != nullptr) member = node->member_written_at(rest_at(field.key().raw()));
      return simdjson::SUCCESS;
    }
    std::string_view key;
    const auto error = field.unescaped_key().get(key);
    if (!error && node != nullptr) member = node->member(key);
    return error;
  }

  /// A name with its quotes, of which the first is in front of `place`.
  [[nodiscard]] std::string_view name_written_at(const char* place) const {
    const std::string_view rest = rest_at(place);
    std::size_t end = 0;
    while (end < rest.size() && rest[end] != '"') end += rest[end] == '\\' ? 2U : 1U;
    return {place - 1, std::min(end, rest.size() - 1) + 2};
  }

  [[nodiscard]] std::string_view rest_at(const char* place) const {
    return record_.substr(static_cast<std::size_t>(place - record_.data()));
  }

  bool elements(ondemand::array& array, const PathNode* node, int depth) {
    std::size_t index = 0;
    for (auto next : array) {
      if (auto error = next.error()) return fail(error);
      name_ = {};
      if (!value(next.value_unsafe(), node != nullptr ? node->element(index) : nullptr, depth))
        return false;
      ++index;
    }
    return true;
  }

  bool value(ondemand::value& value, const PathNode* node, int depth) {
    json_type type{};
    if (auto error = value.type().get(type)) return fail(error);
    if (node != nullptr) note_mismatch(*node, type);
    switch (type) {
      case json_type::object:
        return object(value, node, depth + 1);
      case json_type::array:
        return array(value, node, depth + 1);
      case json_type::string:
        return string(value, node);
      case json_type::number:
        return number(value, node);
      case json_type::boolean:
        return boolean(value, node);
      case json_type::null:
        break;
    }
    return null(value, node);
  }

  bool object(ondemand::value& value, const PathNode* node, int depth) {
    if (depth > max_depth) return too_deep();
    ondemand::object object;
    if (auto error = value.get_object().get(object)) return fail(error);
    if (is_wanted(node)) {
      std::string_view text;
      if (auto error = object.raw_json().get(text)) return fail(error);
      tell(node, Kind::object, trimmed(text));
      if (auto error = object.reset().error()) return fail(error);
    }
    return members(object, node, depth);
  }

  bool array(ondemand::value& value, const PathNode* node, int depth) {
    if (depth > max_depth) return too_deep();
    ondemand::array array;
    if (auto error = value.get_array().get(array)) return fail(error);
    if (is_wanted(node)) {
      std::string_view text;
      if (auto error = array.raw_json().get(text)) return fail(error);
      tell(node, Kind::array, trimmed(text));
      if (auto error = array.reset().error()) return fail(error);
    }
    return elements(array, node, depth);
  }

  // A string without escapes is passed as it is in the record: nothing in it needs a check, and
  // copying it would take longer than everything else.
  bool string(ondemand::value& value, const PathNode* node) {
    const auto token = trimmed(value.raw_json_token());
    std::string_view text;
    if (!has_escapes_ || token.find('\\') == std::string_view::npos) {
      if (auto error = value.get_raw_json_string().error()) return fail(error);
      text = token.substr(1, token.size() - 2);
    } else if (auto error = value.get_string().get(text)) {
      return fail(error);
    }
    tell(node, Kind::string, text);
    return true;
  }

  bool number(ondemand::value& value, const PathNode* node) {
    const auto text = trimmed(value.raw_json_token());
    if (!is_number(text)) {
      problem_ = ParseError{fmt::format("`{}` is not a JSON number", text.substr(0, 40))};
      return false;
    }
    tell(node, Kind::number, text);
    return true;
  }

  bool boolean(ondemand::value& value, const PathNode* node) {
    bool is_true = false;
    if (auto error = value.get_bool().get(is_true)) return fail(error);
    tell(node, Kind::boolean, is_true ? "true" : "false");
    return true;
  }

  bool null(ondemand::value& value, const PathNode* node) {
    bool is_null = false;
    if (auto error = value.is_null().get(is_null)) return fail(error);
    if (!is_null) return fail(simdjson::N_ATOM_ERROR);
    tell(node, Kind::null, "null");
    return true;
  }

  static bool is_wanted(const PathNode* node) { return node != nullptr && !node->paths.empty(); }

  void tell(const PathNode* node, Kind kind, std::string_view text) {
    if (node == nullptr) return;
    for (const auto path : node->paths) (*sink_)(path, ExtractedValue{kind, text, name_});
  }

  void note_mismatch(const PathNode& node, json_type type) {
    if (!node.goes_on() || type == json_type::null) return;
    const bool fits = type == json_type::object || (type == json_type::array && !node.wants_object);
    if (!fits && !mismatch_) mismatch_ = mismatch(node, type);
  }

  [[gnu::noinline]] static ParseError mismatch(const PathNode& node, json_type type) {
    return ParseError{fmt::format(
        "{} is {} where {} is wanted", node.pointer.empty() ? "the record" : node.pointer,
        with_article(type), node.wants_object ? "an object" : "an array or object")};
  }

  PathNode tree_;
  ondemand::document document_;
  ValueSink* sink_ = nullptr;
  std::string_view record_;
  std::string_view name_;               // of the value that is read, if a `*` found it
  bool has_escapes_ = false;            // anywhere in the document
  std::optional<ParseError> mismatch_;  // it is, but a path cannot continue
};

Extractor::Extractor(const std::vector<std::string>& paths)
    : walker_(std::make_unique<Walker>(paths)) {}
Extractor::~Extractor() = default;
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;

std::optional<ParseError> Extractor::extract(std::string_view record, ValueSink sink) {
  return walker_->walk(record, sink);
}

}  // namespace nightjar::json
