#include "json/path_tree.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>

#include "json/pointer.hpp"

namespace nightjar::json {
namespace {

/// One path, and the part of it below the current node.
struct Rest {
  std::size_t path;
  std::span<const std::string> segments;
};

/// The array index of a segment; RFC 6901 allows no leading zeros.
std::optional<std::size_t> index_of(std::string_view segment) {
  std::size_t index = 0;
  const auto* const end = segment.data() + segment.size();
  const auto [stop, error] = std::from_chars(segment.data(), end, index);
  const bool leading_zero = segment.size() > 1 && segment.front() == '0';
  return error == std::errc() && stop == end && !leading_zero ? std::optional(index) : std::nullopt;
}

std::vector<Rest> below(const std::vector<Rest>& rests, const std::string& segment,
                        bool and_every_child) {
  std::vector<Rest> found;
  for (const auto& rest : rests) {
    if (rest.segments.empty()) continue;
    const auto& first = rest.segments.front();
    if (first == segment || (and_every_child && first == "*")) {
      found.push_back({rest.path, rest.segments.subspan(1)});
    }
  }
  return found;
}

bool has_member(const PathNode& node, const std::string& name) {
  return std::any_of(node.members.begin(), node.members.end(),
                     [&](const PathNode& member) { return member.name == name; });
}

PathNode build(std::string pointer, const std::vector<Rest>& rests) {
  PathNode node;
  for (const auto& rest : rests) {
    if (rest.segments.empty()) {
      node.paths.push_back(rest.path);
      continue;
    }
    const auto& segment = rest.segments.front();
    const auto deeper = pointer + "/" + escaped_step(segment);
    if (segment == "*") {
      if (!node.every_child) {
        node.every_child = std::make_unique<PathNode>(build(deeper, below(rests, "*", false)));
      }
      continue;
    }
    if (has_member(node, segment)) continue;
    node.members.push_back(build(deeper, below(rests, segment, true)));
    node.members.back().name = segment;
    node.members.back().name_as_written = NameAsWritten(segment);
    if (const auto index = index_of(segment)) {
      node.elements.push_back(build(deeper, below(rests, segment, true)));
      node.elements.back().index = *index;
    } else {
      node.wants_object = true;
    }
  }
  node.pointer = std::move(pointer);
  return node;
}

}  // namespace

NameAsWritten::NameAsWritten(const std::string& name) : text_(name + '"') {
  if (name.find_first_of("\"\\") != std::string::npos) return;  // only escaped
  const auto bytes = std::min(text_.size(), sizeof front_);
  front_ = 0;
  std::memcpy(&front_, text_.data(), bytes);
  std::memset(&mask_, 0xff, bytes);
}

const PathNode* PathNode::member(std::string_view key) const {
  for (const auto& node : members) {
    if (node.name == key) return &node;
  }
  return every_child.get();
}

const PathNode* PathNode::element(std::size_t at) const {
  for (const auto& node : elements) {
    if (node.index == at) return &node;
  }
  return every_child.get();
}

PathNode build_tree(const std::vector<std::string>& paths) {
  std::vector<std::vector<std::string>> segments;
  segments.reserve(paths.size());
  std::vector<Rest> rests;
  for (std::size_t path = 0; path < paths.size(); ++path) {
    if (paths[path].empty()) continue;
    rests.push_back({path, segments.emplace_back(steps_of(paths[path]))});
  }
  return build("", rests);
}

}  // namespace nightjar::json
