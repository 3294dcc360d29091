#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/parse_error.hpp"
#include "json/extractor.hpp"

namespace nightjar::json {

/// Deeper nesting than this is an error; it limits the stack.
constexpr int max_depth = 256;

/// Reads documents for an Extractor: see there.
class Walker {
 public:
  virtual ~Walker() = default;
  virtual std::optional<ParseError> walk(std::string_view record, ValueSink sink) = 0;
};

/// Writes canonical texts for canonicalise(): see there.
class Canonicaliser {
 public:
  virtual ~Canonicaliser() = default;
  virtual std::optional<ParseError> write(std::string_view json, std::string& out) = 0;
};

/// Everything that uses simdjson's On Demand, compiled for one kind of processor.
///
/// On Demand is inline code, and fast only if compiled for newer instructions than every processor
/// of the architecture has. So walker.cpp and canonicaliser.cpp are compiled once for each kind
/// (see CMakeLists.txt), and the program selects one at run time.
struct Engine {
  std::string_view name;
  std::unique_ptr<Walker> (*make_walker)(const std::vector<std::string>& paths);
  std::unique_ptr<Canonicaliser> (*make_canonicaliser)();
};

/// Those that this processor can run, slowest first. All give the same results.
const std::vector<Engine>& engines();

}  // namespace nightjar::json
