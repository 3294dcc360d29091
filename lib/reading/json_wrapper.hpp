#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reading/splitter.hpp"

namespace nightjar::reading {

/// The JSON around the records of a file: one document, or several one after the other, each of
/// which has records at the same place. All of it is checked to be JSON, with memory that does not
/// depend on its size.
class JsonWrapper {
 public:
  /// `path`: the names and indexes that lead to the container of the records, unescaped. `opening`:
  /// the bracket that opens it.
  JsonWrapper(std::vector<std::string> path, char opening)
      : path_(std::move(path)), opening_(opening) {}

  /// Removes from `text` what is not a record: all of it, or up to and with the bracket that opens
  /// the container of the records.
  std::optional<StructureError> pass(std::string_view& text, std::uint64_t offset);
  /// Whether the bytes that follow are records.
  [[nodiscard]] bool is_at_records() const { return state_ == State::records; }
  /// The container of the records has been closed.
  void leave_records() { end_value(); }
  /// Why a file that ends at `end` is not complete.
  [[nodiscard]] std::optional<StructureError> finish(std::uint64_t end) const;

 private:
  enum class State {
    document,     ///< between documents
    first_name,   ///< after `{`
    name,         ///< after a comma in an object
    colon,        ///< after a name
    first_value,  ///< after `[`
    value,        ///< after a colon, or a comma in an array
    after_value,
    string,
    word,  ///< a number, `true`, `false` or `null`
    records,
  };

  /// A container that is open.
  struct Level {
    bool is_object = false;
    std::size_t index = 0;  ///< of an array's present element
    bool on_path = false;   ///< the path leads through it
    bool is_found = false;  ///< its member or element on the path has begun
  };

  // Errors are at the newest byte, whose line the reader knows.

  /// Processes the byte; `text` begins with it.
  std::optional<StructureError> take(std::string_view text, std::uint64_t offset);
  std::optional<StructureError> take_between(char c, std::uint64_t offset);
  std::optional<StructureError> take_in_string(char c, std::uint64_t offset);
  std::optional<StructureError> end_word(std::uint64_t offset);
  std::optional<StructureError> begin_value(std::string_view text, std::uint64_t offset);
  std::optional<StructureError> begin_on_path(std::string_view text, std::uint64_t offset);
  std::optional<StructureError> close(char c, std::uint64_t offset);
  void open(bool is_object, bool on_path);
  void begin_string(bool is_name);
  void end_name();
  void end_value();

  /// Whether the next value of the innermost container is on the path.
  [[nodiscard]] bool is_next_on_path() const;
  /// The pointer to the first `depth` steps of the path, for messages.
  [[nodiscard]] std::string place(std::size_t depth) const;
  [[nodiscard]] StructureError lacks_step(const Level& level, std::uint64_t offset) const;

  std::vector<std::string> path_;
  char opening_;
  State state_ = State::document;
  std::vector<Level> levels_;
  bool is_name_ = false;  ///< the string is a member's name
  int escape_ = 0;        ///< in a string: characters of an escape that are still to come
  bool has_document_ = false;
  std::string text_;                ///< of the name or word, as written; cut if it is too long
  bool is_name_wanted_ = false;     ///< the last name is the next step of the path
  std::vector<std::string> names_;  ///< the first in the innermost container on the path
};

}  // namespace nightjar::reading
