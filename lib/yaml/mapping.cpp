#include "yaml/mapping.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/format.hpp"
#include "base/spelling.hpp"

namespace nightjar::yaml {

Mapping::Mapping(const Value& value, std::string owner, const Keys& keys)
    : value_(value), owner_(std::move(owner)), keys_(&keys) {
  if (value_.tree_->kind != TreeKind::map) {
    value_.fail_wanting("a map", "write keys with their values, one per line");
  }
}

const Key& Mapping::known(const std::string& key) const {
  if (const Key* found = keys_->find(key)) return *found;
  throw std::logic_error(fmt::format("the table of keys of {} lacks \"{}\"", keys_->name, key));
}

bool Mapping::asked_for(const std::string& key) const {
  return std::find(asked_.begin(), asked_.end(), key) != asked_.end();
}

std::optional<Value> Mapping::find(const std::string& key) {
  asked_.push_back(known(key).name);
  for (const Entry& entry : value_.tree_->entries) {
    if (entry.key != key) continue;
    return value_.child(entry.value, entry.line, fmt::format("\"{}\" of {}", key, owner_));
  }
  return std::nullopt;
}

Value Mapping::require(const std::string& key) {
  if (auto value = find(key)) return *value;
  for (const Entry& entry : value_.tree_->entries) {
    // The missing key is probably present but misspelt.
    const std::string meant = suggestion(entry.key, std::vector<std::string>{key});
    if (!meant.empty() && !asked_for(entry.key)) refuse_unknown(entry, meant);
  }
  fail(fmt::format("{} has no key \"{}\"", owner_, key),
       fmt::format("add it, for example: {}", known(key).example));
}

void Mapping::finish() const {
  for (const Entry& entry : value_.tree_->entries) {
    if (!asked_for(entry.key)) refuse_unknown(entry, suggestion(entry.key, asked_));
  }
}

void Mapping::refuse_unknown(const Entry& entry, const std::string& meant) const {
  fail_at(
      value_.file(), entry.line,
      fmt::format("unknown key \"{}\" in {}{}", entry.key, owner_, meant),
      meant.empty() ? fmt::format("known here: {}", enumeration(asked_)) : "correct its spelling");
}

}  // namespace nightjar::yaml
