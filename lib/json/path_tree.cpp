#include "json/path_tree.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::json {
namespace {

/// One path, and the part of it below the current node.
struct Rest {
  std::size_t path;
  std::span<const std::string> segments;
};

std::string unescape(std::string_view segment, const std::string& path) {
  std::string plain;
  for (std::size_t i = 0; i < segment.size(); ++i) {
    if (segment[i] != '~') {
      plain += segment[i];
    } else if (++i < segment.size() && (segment[i] == '0' || segment[i] == '1')) {
      plain += segment[i] == '0' ? '~' : '/';
    } else {
      throw Misconfigured(fmt::format("the path {} has a `~` that is not `~0` or `~1`", path),
                          "write `~0` for a `~` and `~1` for a `/` inside a name");
    }
  }
  return plain;
}

std::vector<std::string> segments_of(const std::string& path) {
  if (!path.starts_with('/')) {
    throw Misconfigured(fmt::format("the path \"{}\" does not begin with `/`", path),
                        "write it as a JSON pointer, such as /metadata/name");
  }
  std::vector<std::string> segments;
  for (std::size_t begin = 1; begin <= path.size();) {
    const auto end = std::min(path.find('/', begin), path.size());
    segments.push_back(unescape(std::string_view(path).substr(begin, end - begin), path));
    begin = end + 1;
  }
  return segments;
}

/// The array index of a segment; RFC 6901 allows no leading zeros.
std::optional<std::size_t> index_of(std::string_view segment) {
  std::size_t index = 0;
  const auto* const end = segment.data() + segment.size();
  const auto [stop, error] = std::from_chars(segment.data(), end, index);
  const bool leading_zero = segment.size() > 1 && segment.front() == '0';
  return error == std::errc() && stop == end && !leading_zero ? std::optional(index) : std::nullopt;
}

std::string escape(std::string_view segment) {
  std::string escaped;
  for (const char c : segment) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::vector<Rest> below(const std::vector<Rest>& rests, const std::string& segment,
                        bool and_every_element) {
  std::vector<Rest> found;
  for (const auto& rest : rests) {
    if (rest.segments.empty()) continue;
    const auto& first = rest.segments.front();
    if (first == segment || (and_every_element && first == "*")) {
      found.push_back({rest.path, rest.segments.subspan(1)});
    }
  }
  return found;
}

PathNode build(std::string pointer, const std::vector<Rest>& rests) {
  PathNode node;
  for (const auto& rest : rests) {
    if (rest.segments.empty()) {
      node.paths.push_back(rest.path);
      continue;
    }
    const auto& segment = rest.segments.front();
    const auto deeper = pointer + "/" + escape(segment);
    if (segment == "*") {
      node.wants_array = true;
      if (!node.every_element) {
        node.every_element = std::make_unique<PathNode>(build(deeper, below(rests, "*", false)));
      }
      continue;
    }
    if (node.member(segment) != nullptr) continue;
    node.members.push_back(build(deeper, below(rests, segment, false)));
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
  return nullptr;
}

const PathNode* PathNode::element(std::size_t at) const {
  for (const auto& node : elements) {
    if (node.index == at) return &node;
  }
  return every_element.get();
}

PathNode build_tree(const std::vector<std::string>& paths) {
  std::vector<std::vector<std::string>> segments;
  segments.reserve(paths.size());
  for (const auto& path : paths) segments.push_back(segments_of(path));
  std::vector<Rest> rests;
  for (std::size_t path = 0; path < paths.size(); ++path) rests.push_back({path, segments[path]});
  return build("", rests);
}

}  // namespace nightjar::json
