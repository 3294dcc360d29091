#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nightjar::reading {

/// The members of an object, as far as its beginning shows them: for advice on a file of another
/// structure than expected.
class JsonOutline {
 public:
  using Names = std::vector<std::string>;  ///< of members, escaped as in the file

  /// `text` begins with the object and may contain a part of it only.
  explicit JsonOutline(std::string_view text);

  /// The place after the object, if it ends within the text.
  [[nodiscard]] std::optional<std::size_t> end() const { return end_; }
  /// The names that lead to the first array of objects that is not in another array.
  [[nodiscard]] const std::optional<Names>& array() const { return array_; }
  /// Whether it has several members, and each is an object.
  [[nodiscard]] bool is_map_of_objects() const { return objects_ > 1 && others_ == 0; }
  /// Of its own members.
  [[nodiscard]] const Names& names() const { return names_; }

 private:
  std::size_t pass(std::size_t at);
  std::size_t pass_string(std::size_t at);
  void note_member(std::size_t at);
  void open(std::size_t at);
  void close(std::size_t at);

  std::string_view text_;
  Names keys_;  ///< of the objects that are open, the name of each that was read last
  bool awaits_key_ = false;
  std::size_t in_arrays_ = 0;  ///< brackets that are open since the outermost array began
  std::size_t objects_ = 0;
  std::size_t others_ = 0;
  Names names_;
  std::optional<Names> array_;
  std::optional<std::size_t> end_;
};

/// The first byte from `at` on that is not white space in JSON; NUL if there is none.
char next_json_byte(std::string_view text, std::size_t at);

}  // namespace nightjar::reading
