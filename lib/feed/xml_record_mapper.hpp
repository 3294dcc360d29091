#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "feed/definition.hpp"
#include "feed/record_mapper.hpp"

namespace nightjar::feed {

/// The mapper of XML records, which are elements. They become JSON (see XmlToJson), and a JSON
/// mapper maps them. `encoding` is that of the file.
std::unique_ptr<RecordMapper> make_xml_record_mapper(const Definition& definition,
                                                     std::string_view encoding,
                                                     const std::string& file);

/// The JSON pointer to the value of a column's path: `/price/@currency` is `/price/*/@currency`.
std::string json_pointer_of(const Column& column);

}  // namespace nightjar::feed
