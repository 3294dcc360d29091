#pragma once

#include <string>

#include "yaml/keys.hpp"

namespace nightjar::config::forms {

/// The forms of values, as the tables of keys name them.

using yaml::Form;

inline Form text() { return {}; }
inline Form texts() { return {.may_be_list = true}; }
inline Form flag() { return {.kind = Form::Kind::flag}; }
inline Form number() { return {.kind = Form::Kind::number}; }
inline Form size() { return {.kind = Form::Kind::bytes}; }
inline Form duration() { return {.kind = Form::Kind::duration}; }
inline Form map(const yaml::Keys& keys) { return {.kind = Form::Kind::map, .keys = &keys}; }
inline Form text_or_map(const yaml::Keys& keys) {
  return {.kind = Form::Kind::map, .may_be_text = true, .keys = &keys};
}
inline Form texts_or_map(const yaml::Keys& keys) {
  return {.kind = Form::Kind::map, .may_be_list = true, .may_be_text = true, .keys = &keys};
}
/// A map of user-defined names.
inline Form named(const yaml::Keys& keys) { return {.kind = Form::Kind::named, .keys = &keys}; }

/// One of the words of a range of pairs.
template <typename Words>
Form word(const Words& words) {
  Form form{.kind = Form::Kind::word};
  for (const auto& word : words) form.words.emplace_back(word.first);
  return form;
}
/// One of the names in a table.
template <typename Table>
Form name_in(const Table& table) {
  Form form{.kind = Form::Kind::word};
  for (const auto& line : table) form.words.emplace_back(line.name);
  return form;
}

}  // namespace nightjar::config::forms
