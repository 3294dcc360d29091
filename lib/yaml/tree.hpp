#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace nightjar::yaml {

enum class TreeKind { null, scalar, list, map };

struct Entry;

/// A YAML document as it was written: every scalar is still a text, and has its line.
///
/// Read strictly, so that mistakes are found instead of guessed: a key that occurs twice in one map
/// (YAML forbids it, yaml-cpp keeps both), a second document, an anchor, an alias or a tag is
/// refused.
struct Tree {
  TreeKind kind = TreeKind::null;
  std::size_t line = 1;  ///< from 1, in the file
  std::string text;      ///< of a scalar, verbatim, without its quotes
  bool quoted = false;   ///< whether the scalar was in quotes or in a block (`|`, `>`)
  std::vector<Tree> items;
  std::vector<Entry> entries;  ///< in the order of the file
};

struct Entry {
  std::string key;
  std::size_t line = 1;  ///< of the key
  Tree value;
};

/// Parses `text`; `file` is its name in errors. Throws Misconfigured, with the line, if it is not
/// YAML or not strict; a document without content is a null.
Tree parse(std::string_view text, const std::string& file);

/// Parses the file. Throws Misconfigured, also if it cannot be read.
Tree load(const std::filesystem::path& file);

/// Throws Misconfigured with `FILE:LINE: message`.
[[noreturn]] void fail_at(const std::string& file, std::size_t line, std::string_view message,
                          std::string remedy);

}  // namespace nightjar::yaml
