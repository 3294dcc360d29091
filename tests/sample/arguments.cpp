#include "sample/arguments.hpp"

#include <charconv>
#include <string_view>

namespace nightjar::sample {
namespace {

template <typename Number>
Number parsed(const std::string& name, std::string_view text) {
  Number value{};
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc{} || result.ptr != text.data() + text.size()) {
    throw WrongUsage("--" + name + ": not a number: " + std::string(text));
  }
  return value;
}

}  // namespace

Arguments::Arguments(int count, char** words) {
  for (int at = 0; at < count; ++at) {
    const std::string_view word = words[at];
    if (!word.starts_with("--")) throw WrongUsage("unexpected: " + std::string(word));
    const bool has_value = at + 1 < count && !std::string_view(words[at + 1]).starts_with("--");
    given_[std::string(word.substr(2))] = has_value ? words[++at] : "";
  }
}

std::string Arguments::text(const std::string& name) {
  asked_.insert(name);
  const auto found = given_.find(name);
  if (found == given_.end() || found->second.empty()) throw WrongUsage("--" + name + " is missing");
  return found->second;
}

std::uint64_t Arguments::number(const std::string& name) {
  std::string value = text(name);
  int shift = 0;
  if (value.ends_with('K')) shift = 10;
  if (value.ends_with('M')) shift = 20;
  if (value.ends_with('G')) shift = 30;
  if (shift > 0) value.pop_back();
  return parsed<std::uint64_t>(name, value) << shift;
}

std::uint64_t Arguments::number(const std::string& name, std::uint64_t otherwise) {
  asked_.insert(name);
  return given_.contains(name) ? number(name) : otherwise;
}

double Arguments::real(const std::string& name, double otherwise) {
  asked_.insert(name);
  return given_.contains(name) ? parsed<double>(name, text(name)) : otherwise;
}

bool Arguments::flag(const std::string& name) {
  asked_.insert(name);
  return given_.contains(name);
}

void Arguments::finish() const {
  for (const auto& [name, value] : given_) {
    if (!asked_.contains(name)) throw WrongUsage("unknown option --" + name);
  }
}

}  // namespace nightjar::sample
