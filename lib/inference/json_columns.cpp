#include <algorithm>
#include <map>
#include <utility>

#include "base/format.hpp"
#include "config/json_pointer.hpp"
#include "inference/columns.hpp"
#include "json/document.hpp"
#include "json/pointer.hpp"

namespace nightjar::inference {
namespace {

using json::Document;
using Kind = feed::Cell::Kind;

/// Deeper objects stay whole.
constexpr std::size_t most_levels = 4;
/// An object with more different members, of which each record has a few, is a map.
constexpr std::size_t most_members = 64;

/// What the records have at a pointer.
struct Place {
  std::string pointer;
  std::string label;
  std::size_t level = 1;
  std::size_t objects = 0;
  std::size_t others = 0;              ///< that are no objects, and no nulls
  std::vector<std::size_t> members{};  ///< their places
  std::size_t members_seen = 0;        ///< of all records together

  /// Whether its members are columns, instead of the whole.
  [[nodiscard]] bool is_flattened() const {
    if (objects == 0 || others > 0 || members.empty() || level > most_levels) return false;
    const bool is_map =
        members.size() > most_members && members_seen < objects * members.size() / 4;
    return !is_map;
  }
};

/// All places of the sample, found by a first pass over it.
class Places {
 public:
  Places() { places_.push_back({.pointer = "", .label = "", .level = 0}); }

  void note(const Document& record) { note(record, 0); }

  [[nodiscard]] const Place& at(std::size_t index) const { return places_[index]; }
  /// The places that are columns, in the order of the file.
  [[nodiscard]] std::vector<std::size_t> columns() const {
    std::vector<std::size_t> columns;
    collect(0, columns);
    return columns;
  }

 private:
  void note(const Document& value, std::size_t index) {
    if (value.is_null()) return;
    if (!value.is_object()) {
      ++places_[index].others;
      return;
    }
    ++places_[index].objects;
    places_[index].members_seen += value.size();
    if (places_[index].level > most_levels) return;
    for (const auto& member : value.items()) note(member.value(), place_of(index, member.key()));
  }

  std::size_t place_of(std::size_t above, const std::string& name) {
    std::string pointer = places_[above].pointer + "/" + json::escaped_step(name);
    const auto [found, is_new] = by_pointer_.emplace(pointer, places_.size());
    if (!is_new) return found->second;
    Place place{.pointer = std::move(pointer),
                .label = places_[above].label + (above == 0 ? "" : "_") + name,
                .level = places_[above].level + 1};
    places_.push_back(std::move(place));
    places_[above].members.push_back(found->second);
    return found->second;
  }

  void collect(std::size_t index, std::vector<std::size_t>& columns) const {
    if (index != 0 && !places_[index].is_flattened()) {
      columns.push_back(index);
      return;
    }
    for (const std::size_t member : places_[index].members) collect(member, columns);
  }

  std::vector<Place> places_;
  std::map<std::string, std::size_t> by_pointer_;
};

bool is_list_of_texts(const Document& value) {
  return value.is_array() && std::all_of(value.begin(), value.end(), [](const Document& item) {
           return item.is_string() || item.is_null();
         });
}

Value value_of(const Document& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return {Kind::string, value.get_ref<const std::string&>()};
  if (value.is_boolean()) return {Kind::boolean, value.get<bool>() ? "true" : "false"};
  if (value.is_number()) return {Kind::number, json::dump(value)};
  return {is_list_of_texts(value) ? Kind::list : Kind::json, json::dump(value)};
}

/// A record that is the member of an object, as the object.
std::string as_object(const std::string& record) { return "{" + record + "}"; }

/// Of the records that are objects.
std::vector<Document> parse_all(const std::vector<std::string>& records, bool are_members) {
  std::vector<Document> documents;
  for (const std::string& record : records) {
    Document document = Document::parse(are_members ? as_object(record) : record, nullptr, false);
    if (document.is_object() && !document.empty()) documents.push_back(std::move(document));
  }
  return documents;
}

const Document& content_of(const Document& record, bool are_members) {
  return are_members ? record.front() : record;
}

const Document* find(const Document& record, const std::vector<std::string>& steps) {
  const Document* value = &record;
  for (const std::string& step : steps) {
    const auto member = value->is_object() ? value->find(step) : value->end();
    if (member == value->end()) return nullptr;
    value = &*member;
  }
  return value;
}

void add_names(Columns& found, const std::vector<Document>& records) {
  ColumnSample names{std::string(feed::member_name), "key", {}};
  for (const Document& record : records) {
    names.values.push_back({Kind::bare, record.items().begin().key()});
  }
  found.columns.push_back(std::move(names));
}

void add_column(Columns& found, const Place& place, const std::vector<Document>& records,
                bool are_members) {
  if (const std::string fault = config::fault_of_pointer(place.pointer); !fault.empty()) {
    found.remarks.push_back(
        fmt::format("{} has no column: the pointer {}", json::dump(place.pointer), fault));
    return;
  }
  const auto steps = json::steps_of(place.pointer);
  ColumnSample column{place.pointer, place.label, {}};
  for (const Document& record : records) {
    const Document* const value = find(content_of(record, are_members), steps);
    column.values.push_back(value == nullptr ? Value{} : value_of(*value));
  }
  found.columns.push_back(std::move(column));
}

}  // namespace

Columns find_json_columns(const std::vector<std::string>& records, bool are_members) {
  const std::vector<Document> documents = parse_all(records, are_members);
  Places places;
  for (const Document& document : documents) places.note(content_of(document, are_members));
  Columns found;
  if (are_members) add_names(found, documents);
  for (const std::size_t index : places.columns()) {
    add_column(found, places.at(index), documents, are_members);
  }
  return found;
}

}  // namespace nightjar::inference
