#include "reference/json_schema.hpp"

#include <algorithm>
#include <vector>

#include "base/format.hpp"
#include "json/text.hpp"

namespace nightjar::support {
namespace {

using yaml::Form;
using yaml::Key;
using yaml::Keys;

/// What YAML makes of a text without quotes: `0`, `yes`.
constexpr auto text_schema = R"({"type": ["string", "number", "boolean"]})";

std::string quoted_list(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (const std::string& text : texts) quoted.push_back(json::quoted(text));
  return fmt::format("[{}]", fmt::join(quoted, ", "));
}

std::string reference_to(const Keys& keys) {
  return fmt::format(R"({{"$ref": "#/definitions/{}"}})", keys.name);
}

std::string schema_of_one(const Form& form) {
  switch (form.kind) {
    case Form::Kind::text:
      return text_schema;
    case Form::Kind::flag:
      return R"({"enum": [true, false, "yes", "no", "on", "off"]})";
    case Form::Kind::number:
      return R"({"type": "number"})";
    case Form::Kind::bytes:
      return R"({"type": ["integer", "string"], "pattern": "^[0-9]+ ?([KMGT]iB)?$"})";
    case Form::Kind::duration:
      return R"({"type": "string", "pattern": "^[0-9]+ ?(s|min|h|d)$"})";
    case Form::Kind::word:
      return fmt::format(R"({{"enum": {}}})", quoted_list(form.words));
    case Form::Kind::map:
      return reference_to(*form.keys);
    case Form::Kind::named:
      break;
  }
  return fmt::format(R"({{"type": "object", "additionalProperties": {}}})",
                     reference_to(*form.keys));
}

std::string schema_of(const Form& form) {
  std::vector<std::string> choices{schema_of_one(form)};
  if (form.may_be_text) choices.emplace_back(text_schema);
  if (form.may_be_list) {
    choices.push_back(fmt::format(R"({{"type": "array", "items": {}}})", choices.front()));
  }
  return fmt::format("[{}]", fmt::join(choices, ", "));
}

std::string default_of(const Key& key) {
  if (key.by_default.empty() || key.by_default.starts_with('(')) return {};
  const bool is_number = key.form.kind == Form::Kind::number;
  return fmt::format(R"(, "default": {})",
                     is_number ? key.by_default : json::quoted(key.by_default));
}

std::string property_of(const Key& key) {
  return fmt::format(R"({}: {{"anyOf": {}{}{}, "description": {}}})", json::quoted(key.name),
                     schema_of(key.form), default_of(key),
                     key.use == Key::Use::deprecated ? R"(, "deprecated": true)" : "",
                     json::quoted(key.meaning));
}

/// The map as members of a JSON object, each line indented by so many blanks.
std::string members_of(const Keys& keys, const std::string& indent) {
  std::vector<std::string> properties;
  std::vector<std::string> required;
  for (const Key& key : keys.keys) {
    properties.push_back(property_of(key));
    if (key.use == Key::Use::required) required.push_back(key.name);
  }
  return fmt::format(
      "{0}\"type\": \"object\",\n{0}\"additionalProperties\": false,\n{0}\"required\": {1},\n"
      "{0}\"properties\": {{\n{0}  {2}\n{0}}}",
      indent, quoted_list(required), fmt::join(properties, ",\n" + indent + "  "));
}

/// The maps in the map, and those in them.
void collect(const Keys& keys, std::vector<const Keys*>& found) {
  for (const Key& key : keys.keys) {
    const Keys* inner = key.form.keys;
    if (inner == nullptr || std::find(found.begin(), found.end(), inner) != found.end()) continue;
    found.push_back(inner);
    collect(*inner, found);
  }
}

}  // namespace

std::string json_schema(const Keys& file) {
  std::vector<const Keys*> inner;
  collect(file, inner);
  std::vector<std::string> definitions;
  for (const Keys* keys : inner) {
    definitions.push_back(
        fmt::format("    \"{}\": {{\n{}\n    }}", keys->name, members_of(*keys, "      ")));
  }
  return fmt::format(
      "{{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n  \"title\": {},\n{},\n"
      "  \"definitions\": {{\n{}\n  }}\n}}\n",
      json::quoted("Nightjar: " + file.name), members_of(file, "  "),
      fmt::join(definitions, ",\n"));
}

}  // namespace nightjar::support
