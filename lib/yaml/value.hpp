#pragma once

#include <chrono>
#include <cstddef>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "yaml/tree.hpp"

namespace nightjar::yaml {

struct NamedValue;

/// One value of a document, with its place and its name for errors (`"kind" of feed "books"`).
/// Cheap to copy; keeps the document alive.
///
/// The getters do not convert beyond what their comments say. If the value is of another kind they
/// throw Misconfigured: file, line, what was found, what is expected.
class Value {
 public:
  /// The whole file.
  static Value of_file(const std::filesystem::path& file);
  /// The whole document in `text`; `file` is its name in errors.
  static Value of_text(std::string_view text, const std::string& file);

  /// Any scalar, as written: `no`, `1.0` and `"x"` alike. May be empty only if it is quoted.
  [[nodiscard]] std::string text() const;
  /// yes, no, true, false, on or off, without quotes.
  [[nodiscard]] bool flag() const;
  /// A decimal number within the bounds, both included.
  [[nodiscard]] double number(double least, double most) const;
  /// A whole number within the bounds.
  [[nodiscard]] std::size_t count(std::size_t least, std::size_t most) const;
  /// A count of bytes within the bounds, as `4096`, `512 KiB`, `16 MiB`, `1 GiB`.
  [[nodiscard]] std::size_t bytes(std::size_t least, std::size_t most) const;
  /// A duration within the bounds, as `90s`, `5min`, `1h`, `30d`.
  [[nodiscard]] std::chrono::seconds duration(std::chrono::seconds least,
                                              std::chrono::seconds most) const;
  /// One of the words, as its index.
  [[nodiscard]] std::size_t word_of(std::span<const std::string> words) const;
  /// The value of one of the words: `words` is a range of pairs.
  template <typename Words>
  [[nodiscard]] auto one_of(const Words& words) const {
    std::vector<std::string> names;
    names.reserve(std::size(words));
    for (const auto& word : words) names.emplace_back(word.first);
    return words[word_of(names)].second;
  }
  [[nodiscard]] bool is_map() const;
  [[nodiscard]] bool is_scalar() const;
  /// The items of a list; a single scalar counts as a list of one.
  [[nodiscard]] std::vector<Value> items() const;
  /// The entries of a map with user-defined keys, in the order of the file.
  [[nodiscard]] std::vector<NamedValue> entries() const;

  /// The line of the key that the value belongs to, or of an item of a list.
  [[nodiscard]] std::size_t line() const { return line_; }
  [[nodiscard]] const std::string& file() const { return file_; }
  /// The name in errors.
  [[nodiscard]] const std::string& label() const { return label_; }
  /// The same value with another name.
  [[nodiscard]] Value labelled(std::string label) const;

  /// Throws Misconfigured with `FILE:LINE: message`.
  [[noreturn]] void fail(std::string_view message, std::string remedy) const;

 private:
  friend class Mapping;

  Value(std::shared_ptr<const Tree> tree, std::string file, std::size_t line, std::string label);
  [[nodiscard]] Value child(const Tree& tree, std::size_t line, std::string label) const;
  [[noreturn]] void fail_wanting(std::string_view wanted, std::string remedy) const;
  /// What was found, for an error: `a list`, `"lots"`.
  [[nodiscard]] std::string found() const;

  std::shared_ptr<const Tree> tree_;
  std::string file_;
  std::size_t line_;
  std::string label_;
};

struct NamedValue {
  std::string name;
  Value value;
};

}  // namespace nightjar::yaml
