#include "config/value_form_reader.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/format.hpp"
#include "config/keys.hpp"
#include "config/type_names.hpp"
#include "zone/wall_clock.hpp"

namespace nightjar::config {
namespace {

using feed::Column;
using feed::ColumnType;
using feed::ColumnTypeTraits;
using feed::ValueForm;

std::vector<std::string> texts_of(const yaml::Value& value) {
  std::vector<std::string> texts;
  for (const yaml::Value& item : value.items()) texts.push_back(item.text());
  return texts;
}

NullIf read_null_if(const yaml::Value& value) {
  if (!value.is_map()) return {.values = texts_of(value)};
  yaml::Mapping mapping(value, value.label(), null_if_keys());
  NullIf null_if{.values = texts_of(mapping.require("values"))};
  if (const auto flag = mapping.find("ignore_case")) null_if.ignores_case = flag->flag();
  if (const auto flag = mapping.find("ignore_spaces")) null_if.ignores_spaces = flag->flag();
  mapping.finish();
  return null_if;
}

/// The key of a column that only some types have.
struct TypedKey {
  std::string_view name;
  bool (*fits)(const ColumnTypeTraits&);
};

bool is_number(const ColumnTypeTraits& type) { return type.is_number; }
bool is_boolean(const ColumnTypeTraits& type) { return type.type == ColumnType::boolean; }
bool is_instant(const ColumnTypeTraits& type) { return type.type == ColumnType::timestamptz; }
bool is_text(const ColumnTypeTraits& type) { return type.type == ColumnType::text; }
bool is_scalar(const ColumnTypeTraits& type) { return type.shape == feed::Shape::scalar; }
bool is_no_document(const ColumnTypeTraits& type) { return type.shape != feed::Shape::document; }

constexpr std::array<TypedKey, 11> typed_keys{{{"trim", is_no_document},
                                               {"decimal", is_number},
                                               {"implied_decimals", is_number},
                                               {"thousands", is_number},
                                               {"unit", is_number},
                                               {"true", is_boolean},
                                               {"false", is_boolean},
                                               {"from", is_scalar},
                                               {"zone", is_instant},
                                               {"ambiguous", is_instant},
                                               {"empty", is_text}}};

void refuse_unfit_keys(yaml::Mapping& mapping, ColumnType type) {
  const ColumnTypeTraits& traits = feed::traits_of(type);
  for (const TypedKey& key : typed_keys) {
    const auto value = mapping.find(std::string(key.name));
    if (!value || key.fits(traits)) continue;
    value->fail(
        fmt::format("{} is not allowed: the column's type is {}", value->label(), traits.name),
        fmt::format("take it out; these types have it: {}", types_where(key.fits)));
  }
}

void read_thousands(ValueForm& form, const yaml::Value& value) {
  constexpr std::size_t longest = 4;  // of a character of UTF-8
  form.thousands = value.text();
  const bool fits = !form.thousands.empty() && form.thousands.size() <= longest &&
                    form.thousands.find_first_of("0123456789+-eE") == std::string::npos;
  if (!fits || form.thousands == std::string(1, form.decimal)) {
    value.fail(fmt::format("{} is \"{}\"; wanted a character that is no part of a number and not "
                           "the decimal \"{}\"",
                           value.label(), form.thousands, form.decimal),
               R"(write `decimal: ",", thousands: "."` for 1.234,50)");
  }
}

void read_implied_decimals(ValueForm& form, yaml::Mapping& mapping, const yaml::Value& value) {
  constexpr std::size_t most = 100;
  form.implied_decimals = value.count(0, most);
  if (const auto decimal = mapping.find("decimal"); decimal && form.implied_decimals > 0) {
    value.fail(
        fmt::format("{} contradicts `decimal:`: no mark is before implied decimals", value.label()),
        "take out one of them");
  }
}

void read_numbers(ValueForm& form, yaml::Mapping& mapping) {
  if (const auto value = mapping.find("decimal")) form.decimal = value->one_of(decimal_marks);
  if (const auto value = mapping.find("implied_decimals")) {
    read_implied_decimals(form, mapping, *value);
  }
  if (const auto value = mapping.find("thousands")) read_thousands(form, *value);
  const auto unit = mapping.find("unit");
  if (!unit) return;
  form.unit = unit->text();
  if (form.unit.empty() || form.unit.find_first_of("0123456789+-., ") != std::string::npos) {
    unit->fail(fmt::format("{} is \"{}\"; wanted what is before or after a number", unit->label(),
                           form.unit),
               "write it without spaces: `unit: \"€\"`");
  }
}

void read_words(ValueForm& form, yaml::Mapping& mapping) {
  const auto yes = mapping.find("true");
  const auto no = mapping.find("false");
  if (!yes && !no) return;
  if (!yes || !no) {
    (yes ? yes : no)
        ->fail(fmt::format(R"({} has only one of "true" and "false")", mapping.owner()),
               "name the words for both: `true: [Y], false: [N]`");
  }
  form.true_words = texts_of(*yes);
  form.false_words = texts_of(*no);
  for (const std::string& word : form.true_words) {
    if (std::find(form.false_words.begin(), form.false_words.end(), word) !=
        form.false_words.end()) {
      no->fail(fmt::format("{} has \"{}\", which means true too", no->label(), word),
               "name each word in one of the lists");
    }
  }
  if (form.true_words.empty() || form.false_words.empty()) {
    mapping.fail(fmt::format("{} has an empty list of words", mapping.owner()),
                 "name the words for both: `true: [Y], false: [N]`");
  }
}

void read_zone(ValueForm& form, yaml::Mapping& mapping) {
  const auto zone = mapping.find("zone");
  const auto ambiguous = mapping.find("ambiguous");
  if (ambiguous && !zone) {
    ambiguous->fail(fmt::format("{} is not allowed without `zone:`", ambiguous->label()),
                    "name the zone in which the times are: `zone: America/New_York`");
  }
  if (!zone) return;
  form.zone = zone->text();
  if (!zone::is_known(form.zone)) {
    zone->fail(fmt::format("{} is \"{}\": there is no such time zone on this machine",
                           zone->label(), form.zone),
               zone::name_known_zone);
  }
  if (ambiguous) form.ambiguous = ambiguous->one_of(ambiguous_answers);
}

/// `from:` and `empty:`, each for files of one kind.
void read_file_form(Column& column, yaml::Mapping& mapping, const feed::Definition& feed) {
  ValueForm& form = column.form;
  const bool is_of_element = feed.each && !feed::is_of_record(column);
  const bool has_types = feed::traits_of(feed.format).has_types || is_of_element;
  if (const auto from = mapping.find("from")) {
    form.is_in_string = from->one_of(value_origins);
    if (!has_types) {
      from->fail(fmt::format("{} is not allowed: a field is a text already", from->label()),
                 "take it out");
    }
  }
  // An element without a text is written on purpose, unlike a field.
  form.empty_is_value = feed.format == feed::Format::xml && is_text(feed::traits_of(column.type));
  if (const auto empty = mapping.find("empty")) {
    form.empty_is_value = empty->one_of(empty_meanings);
    if (has_types) {
      empty->fail(fmt::format("{} is not allowed: in JSON an empty text is a value already",
                              empty->label()),
                  "take it out");
    }
  }
}

}  // namespace

ColumnDefaults read_column_defaults(yaml::Mapping& feed, feed::Format format) {
  ColumnDefaults defaults;
  // Spaces fill up a column of fixed width, and lay XML out.
  const feed::FormatTraits& traits = feed::traits_of(format);
  defaults.is_trimmed = !traits.has_types && !traits.has_fields();
  if (const auto null_if = feed.find("null_if")) defaults.null_if = read_null_if(*null_if);
  if (const auto trim = feed.find("trim")) defaults.is_trimmed = trim->flag();
  return defaults;
}

void read_value_form(Column& column, yaml::Mapping& mapping, const feed::Definition& feed,
                     const ColumnDefaults& defaults) {
  refuse_unfit_keys(mapping, column.type);
  auto values = mapping.find("null_if");
  if (!values) values = mapping.find("except");  // its name before version 1
  const NullIf null_if = values ? read_null_if(*values) : defaults.null_if;
  column.null_if = null_if.values;
  ValueForm& form = column.form;
  form.null_ignores_case = null_if.ignores_case;
  form.null_ignores_spaces = null_if.ignores_spaces;
  const auto trim = mapping.find("trim");
  form.is_trimmed =
      trim ? trim->flag() : defaults.is_trimmed && is_no_document(feed::traits_of(column.type));
  read_numbers(form, mapping);
  read_words(form, mapping);
  read_zone(form, mapping);
  read_file_form(column, mapping, feed);
}

}  // namespace nightjar::config
