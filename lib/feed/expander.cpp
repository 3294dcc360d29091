#include "feed/expander.hpp"

#include <algorithm>
#include <utility>

#include "base/format.hpp"
#include "feed/element_context.hpp"
#include "json/pointer.hpp"
#include "json/text.hpp"

namespace nightjar::feed {
namespace {

bool has_source(const Definition& feed, std::string_view source) {
  return std::any_of(feed.columns.begin(), feed.columns.end(),
                     [&](const Column& column) { return column.source == source; });
}

/// The path of the elements in the text of the array's column: a field of a CSV may have the array
/// inside it.
std::string path_of_elements(const Definition& feed) {
  std::string path;
  if (traits_of(feed.format).has_fields()) {
    const auto steps = json::steps_of(feed.each->path);
    for (std::size_t i = 1; i < steps.size(); ++i) path += "/" + json::escaped_step(steps[i]);
  }
  return path + "/*";
}

}  // namespace

Expander::Expander(const Definition& feed, std::string_view first_record, const std::string& file)
    : feed_(feed),
      record_part_(record_part_of(feed)),
      has_index_(has_source(feed, element_index)),
      has_name_(has_source(feed, member_name)),
      mapper_(make_record_mapper(record_part_.definition, first_record, file)),
      extractor_({path_of_elements(feed)}) {}

MappedRecord Expander::expand(const Record& record) {
  elements_.clear();
  offset_ = record.offset;
  MappedRecord mapped = mapper_->map(record, record_row_);
  if (mapped.outcome != MappingOutcome::whole) return refuse(std::move(mapped));
  const auto array = record_row_.field(record_part_.columns.size());
  auto violation = array ? find_elements(*array) : std::nullopt;
  if (violation) return refuse({MappingOutcome::spoiled, std::move(violation)});
  const std::size_t array_bytes = sizeof(std::int32_t) + (array ? array->size() : 0);
  const std::string_view wire = record_row_.wire();
  context_row_ = wire.substr(0, wire.size() - array_bytes);
  return mapped;
}

std::optional<Violation> Expander::find_elements(std::string_view array) {
  array_.assign(array);
  array_.append(Record::padding, '\0');
  const std::string_view text = std::string_view(array_).substr(0, array.size());
  if (text == "null") return std::nullopt;
  const auto problem =
      extractor_.extract(text, [&](std::size_t, const json::ExtractedValue& value) {
        elements_.push_back({value.kind, value.text, value.name});
      });
  if (!problem) return std::nullopt;
  elements_.clear();
  return Violation{Reason::wrong_type, fmt::format("{}: not an array or object of JSON: {}",
                                                   feed_.each->path, problem->what)};
}

/// Keeps of a record that does not fit what the key takes from it. If that is nothing, or not
/// known, its rows are not known either.
MappedRecord Expander::refuse(MappedRecord mapped) {
  row_.clear();
  if (mapped.outcome != MappingOutcome::spoiled) return mapped;
  if (record_part_.definition.key.empty()) return {MappingOutcome::unknown, mapped.violation};
  for (std::size_t i = 0, of_record = 0; i < feed_.columns.size(); ++i) {
    const bool is_outer = is_of_record(feed_.columns[i]);
    row_.append_nullable(is_outer && feed_.is_key(i) ? record_row_.field(of_record) : std::nullopt);
    if (is_outer) ++of_record;
  }
  return mapped;
}

void Expander::append_members(std::size_t index) {
  const std::string_view name = elements_[index].name;
  members_.clear();
  if (has_index_) members_ += fmt::format(R"(,"index":{})", index);
  if (has_name_ && !name.empty()) members_.append(R"(,"key":)").append(name);
}

Record Expander::element(std::size_t index) {
  const Element& element = elements_[index];
  append_members(index);
  bytes_.clear();
  append_context({context_row_, members_}, bytes_);
  const std::size_t context = bytes_.size();
  if (element.kind == json::Kind::string) {
    json::append_string(element.text, bytes_);
  } else {
    bytes_ += element.text;
  }
  return {bytes_, offset_, bytes_.size(), std::nullopt, context};
}

std::vector<std::uint64_t> Expander::records_with_dropped_elements() const {
  return counts_of_feed(feed_, record_part_, mapper_->records_with_dropped_elements());
}

}  // namespace nightjar::feed
