#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace nightjar::json {

/// A member's name as it is written in a document without escapes: followed by a quote. Comparing
/// the first eight bytes is almost always enough, and needs no call.
class NameAsWritten {
 public:
  NameAsWritten() = default;
  explicit NameAsWritten(const std::string& name);

  /// At least eight bytes must be readable, in the text or after it.
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
  std::string name;     ///< if it is a member of an object
  NameAsWritten name_as_written;
  std::size_t index = 0;           ///< if it is an element of an array
  std::vector<std::size_t> paths;  ///< those that end here, by their index
  std::vector<PathNode> members;
  std::vector<PathNode> elements;
  std::unique_ptr<PathNode> every_child;  ///< members and elements have its paths too
  bool wants_object = false;              ///< a path continues that requires an object

  [[nodiscard]] const PathNode* member(std::string_view key) const;
  /// The member whose key `text` begins with, in a document without escapes.
  [[nodiscard]] const PathNode* member_written_at(std::string_view text) const {
    for (const auto& node : members) {
      if (node.name_as_written.begins(text)) return &node;
    }
    return every_child.get();
  }
  [[nodiscard]] const PathNode* element(std::size_t at) const;
  [[nodiscard]] bool goes_on() const { return !members.empty() || every_child != nullptr; }
};

/// Paths are JSON pointers (RFC 6901), with `*` for every element of an array or member of an
/// object. An empty one finds nothing. Throws Misconfigured if one is not a pointer.
PathNode build_tree(const std::vector<std::string>& paths);

}  // namespace nightjar::json
