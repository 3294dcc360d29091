#include "json/pointer.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::json {
namespace {

std::string unescape(std::string_view step, const std::string& path) {
  std::string plain;
  for (std::size_t i = 0; i < step.size(); ++i) {
    if (step[i] != '~') {
      plain += step[i];
    } else if (++i < step.size() && (step[i] == '0' || step[i] == '1')) {
      plain += step[i] == '0' ? '~' : '/';
    } else {
      throw Misconfigured(fmt::format("the path {} has a `~` that is not `~0` or `~1`", path),
                          "write `~0` for a `~` and `~1` for a `/` inside a name");
    }
  }
  return plain;
}

}  // namespace

std::vector<std::string> steps_of(const std::string& pointer) {
  if (!pointer.starts_with('/')) {
    throw Misconfigured(fmt::format("the path \"{}\" does not begin with `/`", pointer),
                        "write it as a JSON pointer, such as /metadata/name");
  }
  std::vector<std::string> steps;
  for (std::size_t begin = 1; begin <= pointer.size();) {
    const auto end = std::min(pointer.find('/', begin), pointer.size());
    steps.push_back(unescape(std::string_view(pointer).substr(begin, end - begin), pointer));
    begin = end + 1;
  }
  return steps;
}

std::string escaped_step(std::string_view step) {
  std::string escaped;
  for (const char c : step) {
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

}  // namespace nightjar::json
