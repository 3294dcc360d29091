#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nightjar::yaml {

struct Keys;

/// The kinds of values, as read by the getters of Value.
struct Form {
  enum class Kind {
    text,
    flag,
    number,
    bytes,     ///< `16 MiB`
    duration,  ///< `90s`
    word,      ///< one of `words`
    map,       ///< of `keys`
    named,     ///< a map of user-defined names, each with a map of `keys`
  };
  Kind kind = Kind::text;
  bool may_be_list = false;  ///< or a list of such values; instead of a map, a list of texts
  bool may_be_text = false;  ///< or a text
  std::vector<std::string> words = {};
  const Keys* keys = nullptr;
};

/// A key of a map, for the reader of the configuration, for its reference and for its JSON Schema.
struct Key {
  enum class Use { optional, required, deprecated };

  std::string name;
  Form form;
  std::string meaning;     ///< Markdown, one or two sentences
  std::string by_default;  ///< as YAML; words in parentheses if it is not a constant
  /// A line of YAML with the key, to be added to the map; or the whole map, in braces.
  std::string example;
  Use use = Use::optional;
};

/// All keys of a map.
struct Keys {
  std::string name;   ///< of the map, for the JSON Schema: `retry`
  std::string title;  ///< for the reference: `source: retry`
  std::vector<Key> keys;

  /// Nothing if there is no such key.
  [[nodiscard]] const Key* find(std::string_view key) const;
};

}  // namespace nightjar::yaml
