#include "reading/object_at_top.hpp"

#include <cctype>
#include <optional>
#include <string>
#include <vector>

#include "base/format.hpp"

namespace nightjar::reading {
namespace {

constexpr std::string_view white = " \t\r\n";

using Keys = std::vector<std::string>;  ///< of objects within each other, escaped as in the file

/// The first byte from `at` on that is not white space; NUL if there is none.
char next_byte(std::string_view text, std::size_t at) {
  const auto found = text.find_first_not_of(white, at);
  return found == std::string_view::npos ? '\0' : text[found];
}

/// The place of the quote that ends the string beginning at `at`, or the text's end.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return at < text.size() ? at : text.size();
}

/// The members of an object, as far as its beginning shows them.
class Outline {
 public:
  explicit Outline(std::string_view text) : text_(text) {
    for (std::size_t at = 0; at < text.size() && !end_; ++at) at = pass(at);
  }

  /// The place after the object, if it ends within the text.
  [[nodiscard]] std::optional<std::size_t> end() const { return end_; }
  /// The place of the first array of objects that is not in another array.
  [[nodiscard]] const std::optional<Keys>& array() const { return array_; }
  /// Whether it has several members, and each is an object.
  [[nodiscard]] bool is_map_of_objects() const { return objects_ > 1 && others_ == 0; }

 private:
  /// Processes the byte, or the string that begins there; returns the place of the last one
  /// processed.
  std::size_t pass(std::size_t at) {
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

  std::size_t pass_string(std::size_t at) {
    const auto end = end_of_string(text_, at);
    if (awaits_key_ && in_arrays_ == 0) keys_.back() = text_.substr(at + 1, end - at - 1);
    awaits_key_ = awaits_key_ && in_arrays_ > 0;
    return end;
  }

  void note_member(std::size_t at) { ++(next_byte(text_, at + 1) == '{' ? objects_ : others_); }

  void open(std::size_t at) {
    if (in_arrays_ > 0 || text_[at] == '[') {
      if (in_arrays_++ == 0 && !array_ && next_byte(text_, at + 1) == '{') array_ = keys_;
      return;
    }
    keys_.emplace_back();
    awaits_key_ = true;
  }

  void close(std::size_t at) {
    if (in_arrays_ > 0) {
      --in_arrays_;
      return;
    }
    if (!keys_.empty()) keys_.pop_back();
    if (keys_.empty()) end_ = at + 1;
  }

  std::string_view text_;
  Keys keys_;  ///< of the objects that are open, the key of each that was read last
  bool awaits_key_ = false;
  std::size_t in_arrays_ = 0;  ///< brackets that are open since the outermost array began
  std::size_t objects_ = 0;
  std::size_t others_ = 0;
  std::optional<Keys> array_;
  std::optional<std::size_t> end_;
};

std::string pointer_to(const Keys& keys) {
  std::string pointer;
  for (const std::string& key : keys) pointer += "/" + key;
  return pointer;
}

bool is_plain(std::string_view key) {
  constexpr std::string_view digits = "0123456789";
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
  return !key.empty() && digits.find(key.front()) == key.npos &&
         key.find_first_not_of(std::string(letters) + std::string(digits)) == key.npos;
}

/// The jq filter that extracts it.
std::string jq_filter(const Keys& keys) {
  std::string filter;
  for (const std::string& key : keys) {
    if (is_plain(key)) {
      filter += "." + key;
    } else {
      filter += (filter.empty() ? ".[\"" : "[\"") + key + "\"]";
    }
  }
  return filter;
}

StructureError damage(std::uint64_t offset, const std::string& explanation, std::string remedy) {
  return {offset, "the file should begin with `[` but begins with `{`" + explanation,
          std::move(remedy)};
}

constexpr auto wanted =
    "Nightjar reads an array that is the whole file: have the vendor deliver one, or make it "
    "before "
    "Nightjar picks the file up, with ";

}  // namespace

StructureError damage_of_object_at_top(std::string_view text, std::uint64_t offset) {
  const Outline outline(text);
  if (outline.end() && next_byte(text, *outline.end()) == '{') {
    return damage(offset, ": it has one object per line", "set the feed's `format:` to ndjson");
  }
  if (outline.array()) {
    return damage(offset,
                  fmt::format(": the records are in the array at {}", pointer_to(*outline.array())),
                  fmt::format("{}jq '{}'", wanted, jq_filter(*outline.array())));
  }
  if (outline.is_map_of_objects()) {
    return damage(offset, ": it is one object whose members are the records",
                  fmt::format("{}jq '[.[]]' (with the members' names as `key`: jq '[to_entries[] | "
                              "{{key}} + .value]')",
                              wanted));
  }
  return damage(offset, {},
                "if it has one object per line, set the feed's `format:` to ndjson; else have the "
                "vendor deliver an array of objects");
}

}  // namespace nightjar::reading
