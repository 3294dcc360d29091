#include "feed/record_mapper.hpp"

namespace nightjar::feed {

std::unique_ptr<RecordMapper> make_record_mapper(const Definition& definition,
                                                 std::string_view csv_header,
                                                 const std::string& file) {
  return traits_of(definition.format).make_record_mapper(definition, csv_header, file);
}

}  // namespace nightjar::feed
