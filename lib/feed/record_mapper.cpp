#include "feed/record_mapper.hpp"

#include "feed/decoding_mapper.hpp"
#include "feed/element_mapper.hpp"

namespace nightjar::feed {

std::unique_ptr<RecordMapper> make_record_mapper(const Definition& definition,
                                                 std::string_view first_record,
                                                 const std::string& file) {
  if (definition.each) return make_element_mapper(definition);
  if (!definition.encoding.empty()) return make_decoding_mapper(definition, first_record, file);
  return traits_of(definition.format).make_record_mapper(definition, first_record, file);
}

}  // namespace nightjar::feed
