#include "xml/path.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/format.hpp"

namespace nightjar::xml {
namespace {

/// Whether it can be a name in XML, as far as ASCII goes.
bool is_name(std::string_view text) {
  constexpr std::string_view marks = " \t\r\n\"'<>&=/@*()[]{}|!?#$%+,;^`~\\";
  return !text.empty() && !is_digit(text.front()) && text.front() != '-' && text.front() != '.' &&
         text.find_first_of(marks) == std::string_view::npos;
}

bool is_choice(std::string_view step) {
  return step == "*" || (!step.empty() && std::all_of(step.begin(), step.end(), is_digit));
}

bool is_end(std::string_view step) { return step == own_text || step.starts_with('@'); }

std::string no_name(std::string_view step) {
  return fmt::format("has the step \"{}\", which is no name of an element", step);
}

}  // namespace

std::vector<std::string> names_in(std::string_view path) {
  std::vector<std::string> names;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    names.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return names;
}

std::string fault_of_records_path(std::string_view path) {
  if (!path.starts_with('/')) return "does not begin with /";
  for (const std::string& name : names_in(path)) {
    if (!is_name(name)) return no_name(name);
  }
  return {};
}

std::string fault_of_value_path(std::string_view path) {
  if (!path.starts_with('/')) return "does not begin with /";
  const auto steps = names_in(path);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string& step = steps[i];
    if (is_end(step) && i + 1 < steps.size()) {
      return fmt::format("has the step \"{}\", which is not its last one", step);
    }
    const bool is_after_name = i > 0 && is_name(steps[i - 1]);
    const bool fits = is_name(step) || step == own_text ||
                      (step.starts_with('@') && is_name(std::string_view(step).substr(1))) ||
                      (is_choice(step) && is_after_name);
    if (!fits) return no_name(step);
  }
  return {};
}

}  // namespace nightjar::xml
