#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/keys.hpp"
#include "yaml/value.hpp"

namespace nightjar::yaml {

/// A map with known keys, read strictly: the reader requests each key it knows, then calls
/// finish(), which refuses every key that was not requested. Requesting a key that is not in the
/// table of keys is a bug in the program (std::logic_error): the reference of the settings is
/// generated from these tables.
class Mapping {
 public:
  /// `owner` is what the map describes, for errors: `feed "books"`. The keys must outlive it.
  /// Throws Misconfigured if the value is not a map.
  Mapping(const Value& value, std::string owner, const Keys& keys);

  /// The value of `key`; nothing if the key is missing. A key without a value (`guards:`) is
  /// present, and the getters of its value refuse it.
  std::optional<Value> find(const std::string& key);
  /// The value of `key`. Throws Misconfigured if it is missing; the remedy shows its example.
  Value require(const std::string& key);
  /// Throws Misconfigured for the first key that was never requested, with the nearest one that
  /// was.
  void finish() const;

  [[nodiscard]] std::size_t line() const { return value_.line(); }
  [[nodiscard]] const std::string& owner() const { return owner_; }
  /// Throws Misconfigured at the line of the map.
  [[noreturn]] void fail(std::string_view message, std::string remedy) const {
    value_.fail(message, std::move(remedy));
  }

 private:
  [[nodiscard]] const Key& known(const std::string& key) const;
  [[nodiscard]] bool asked_for(const std::string& key) const;
  [[noreturn]] void refuse_unknown(const Entry& entry, const std::string& meant) const;

  Value value_;
  std::string owner_;
  const Keys* keys_;
  std::vector<std::string> asked_;
};

}  // namespace nightjar::yaml
