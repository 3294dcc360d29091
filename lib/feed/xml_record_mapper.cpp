#include "feed/xml_record_mapper.hpp"

#include <cstdint>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "feed/json_record_mapper.hpp"
#include "feed/map_cells.hpp"
#include "feed/xml_to_json.hpp"
#include "xml/path.hpp"

namespace nightjar::feed {
namespace {

constexpr std::string_view text_member = "/#text";

/// Whether a step says which of the elements of a name are meant.
bool is_choice(const std::string& step) { return step == "*" || all_digits(step); }

/// The same feed with JSON records, in which values are texts.
Definition as_json(Definition definition) {
  for (Column& column : definition.columns) {
    column.source = json_pointer_of(column);
    column.form.is_in_string = traits_of(column.type).shape == Shape::scalar;
  }
  return definition;
}

class XmlRecordMapper : public RecordMapper {
 public:
  XmlRecordMapper(const Definition& definition, const std::string& encoding)
      : definition_(as_json(definition)),
        to_json_(encoding),
        mapper_(make_json_record_mapper(definition_, {}, {})) {}

  MappedRecord map(const Record& record, Row& row) override {
    std::optional<Violation> violation;
    if (record.is_cut()) violation = too_long(definition_, record);
    if (!violation) {
      if (auto problem = to_json_.convert(record.bytes, json_)) {
        violation = Violation{Reason::malformed, std::move(problem->what)};
      }
    }
    if (violation) {
      row.clear();
      return {MappingOutcome::unknown, std::move(violation)};
    }
    const std::size_t length = json_.size();
    json_.append(Record::padding, ' ');
    return mapper_->map({std::string_view(json_).substr(0, length), record.offset, length}, row);
  }

  [[nodiscard]] std::vector<std::uint64_t> records_with_dropped_elements() const override {
    return mapper_->records_with_dropped_elements();
  }

 private:
  Definition definition_;
  XmlToJson to_json_;
  std::string json_;
  std::unique_ptr<RecordMapper> mapper_;
};

}  // namespace

std::string json_pointer_of(const Column& column) {
  const auto steps = xml::names_in(column.source);
  std::string pointer;
  bool is_element = true;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string& step = steps[i];
    is_element = step != xml::own_text && !step.starts_with('@');
    if (step == xml::own_text) {
      pointer += text_member;
      continue;
    }
    pointer += '/' + step;
    const bool is_chosen = i + 1 < steps.size() && is_choice(steps[i + 1]);
    if (is_element && !is_choice(step) && !is_chosen) pointer += "/*";
  }
  const bool is_document = traits_of(column.type).shape == Shape::document;
  return is_element && !is_document ? pointer.append(text_member) : pointer;
}

std::unique_ptr<RecordMapper> make_xml_record_mapper(const Definition& definition,
                                                     std::string_view encoding,
                                                     const std::string& /*file*/) {
  return std::make_unique<XmlRecordMapper>(definition, std::string(encoding));
}

}  // namespace nightjar::feed
