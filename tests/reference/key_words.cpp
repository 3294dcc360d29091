#include "reference/key_words.hpp"

#include "base/format.hpp"

namespace nightjar::support {

using yaml::Form;
using yaml::Key;

std::string value_of(const Form& form, const NameOf& name_of) {
  switch (form.kind) {
    case Form::Kind::text:
      return form.may_be_list ? "text, or a list of texts" : "text";
    case Form::Kind::flag:
      return "yes or no";
    case Form::Kind::number:
      return "number";
    case Form::Kind::bytes:
      return "size";
    case Form::Kind::duration:
      return "duration";
    case Form::Kind::word:
      return fmt::format("`{}`", fmt::join(form.words, "`, `"));
    case Form::Kind::map:
      return (form.may_be_list   ? "text, list of texts, or map: "
              : form.may_be_text ? "text, or map: "
                                 : "map: ") +
             name_of(*form.keys);
    case Form::Kind::named:
      break;
  }
  return fmt::format("map from name to {}", name_of(*form.keys));
}

std::string default_of(const Key& key) {
  if (key.use == Key::Use::required) return "required";
  if (key.by_default.empty()) return "";
  if (key.by_default.starts_with('(')) {
    return key.by_default.substr(1, key.by_default.size() - 2);
  }
  return fmt::format("`{}`", key.by_default);
}

}  // namespace nightjar::support
