#include "reference/json_schema.hpp"

#include <algorithm>
#include <vector>

#include "json/document.hpp"

namespace nightjar::support {
namespace {

using json::Document;
using yaml::Form;
using yaml::Key;
using yaml::Keys;

/// What YAML makes of a text without quotes: `0`, `yes`.
Document text_schema() { return {{"type", {"string", "number", "boolean"}}}; }

Document reference_to(const Keys& keys) { return {{"$ref", "#/definitions/" + keys.name}}; }

Document schema_of_one(const Form& form) {
  switch (form.kind) {
    case Form::Kind::text:
      return text_schema();
    case Form::Kind::flag:
      return {{"enum", {true, false, "yes", "no", "on", "off"}}};
    case Form::Kind::number:
      return {{"type", "number"}};
    case Form::Kind::bytes:
      return {{"type", {"integer", "string"}}, {"pattern", "^[0-9]+ ?([KMGT]iB)?$"}};
    case Form::Kind::duration:
      return {{"type", "string"}, {"pattern", "^[0-9]+ ?(s|min|h|d)$"}};
    case Form::Kind::word:
      return {{"enum", form.words}};
    case Form::Kind::map:
      return reference_to(*form.keys);
    case Form::Kind::named:
      break;
  }
  return {{"type", "object"}, {"additionalProperties", reference_to(*form.keys)}};
}

Document schema_of(const Form& form) {
  Document choices = Document::array({schema_of_one(form)});
  if (form.may_be_text) choices.push_back(text_schema());
  if (form.may_be_list)
    choices.push_back(
        {{"type", "array"}, {"items", form.may_be_text ? text_schema() : choices.front()}});
  return choices.size() == 1 ? choices.front() : Document{{"anyOf", choices}};
}

/// A default that is no constant is a remark in parentheses, for people.
bool has_constant_default(const Key& key) {
  return !key.by_default.empty() && !key.by_default.starts_with('(');
}

Document default_of(const Key& key) {
  if (key.form.kind == Form::Kind::number) return Document::parse(key.by_default);
  return key.by_default;
}

Document property_of(const Key& key) {
  Document property = schema_of(key.form);
  if (has_constant_default(key)) property["default"] = default_of(key);
  if (key.use == Key::Use::deprecated) property["deprecated"] = true;
  property["description"] = key.meaning;
  return property;
}

/// The schema of a map, added to `schema`.
void add_members(Document& schema, const Keys& keys) {
  Document properties = Document::object();
  Document required = Document::array();
  for (const Key& key : keys.keys) {
    properties[key.name] = property_of(key);
    if (key.use == Key::Use::required) required.push_back(key.name);
  }
  schema["type"] = "object";
  schema["additionalProperties"] = false;
  schema["required"] = std::move(required);
  schema["properties"] = std::move(properties);
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
  Document schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                     {"title", "Nightjar: " + file.name}};
  add_members(schema, file);
  std::vector<const Keys*> inner;
  collect(file, inner);
  Document& definitions = schema["definitions"] = Document::object();
  for (const Keys* keys : inner) add_members(definitions[keys->name], *keys);
  return schema.dump(2) + "\n";
}

}  // namespace nightjar::support
