#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace nightjar::json {

/// A member's name as it stands in a document that has no escapes: followed by a quote. To compare
/// the first eight bytes is nearly always enough, and is done without a call.
class NameAsWritten {
 public:
  NameAsWritten() = default;
  explicit NameAsWritten(const std::string& name);

  /// At least eight bytes must be readable, be they of the text or behind it.
  [[nodiscard]] bool begins(std::string_view text) const {
    std::uint64_t front = 0;
    std::memcpy(&front, text.data(), sizeof front);
    return (front & mask_) == front_ && (text_.size() <= sizeof front || text.starts_with(text_));
  }

 private:
  std::string text_;
  std::uint64_t front_ = 1;  // what no text begins with
  std::uint64_t mask_ = 0;
};

/// A set of paths as a tree, so that one walk over a document meets them all.
struct PathNode {
  std::string pointer;  ///< of this place, as the paths have it
  std::string name;     ///< where it is another's member
  NameAsWritten name_as_written;
  std::size_t index = 0;           ///< where it is another's element
  std::vector<std::size_t> paths;  ///< those that end here, by their index
  std::vector<PathNode> members;
  std::vector<PathNode> elements;  ///< these hold every_element's paths too
  std::unique_ptr<PathNode> every_element;
  bool wants_object = false;  ///< a path goes on that only an object can meet
  bool wants_array = false;   ///< a path goes on that only an array can meet

  [[nodiscard]] const PathNode* member(std::string_view key) const;
  /// The member whose key `text` begins with, in a document that has no escapes.
  [[nodiscard]] const PathNode* member_written_at(std::string_view text) const {
    for (const auto& node : members) {
      if (node.name_as_written.begins(text)) return &node;
    }
    return nullptr;
  }
  [[nodiscard]] const PathNode* element(std::size_t at) const;
  [[nodiscard]] bool goes_on() const { return !members.empty() || every_element != nullptr; }
};

/// Paths are JSON pointers (RFC 6901), with `*` for every element of an array. Throws Misconfigured
/// where one is not.
PathNode build_tree(const std::vector<std::string>& paths);

}  // namespace nightjar::json
