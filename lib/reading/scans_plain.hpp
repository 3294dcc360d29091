#pragma once

#include "reading/scans.hpp"

namespace nightjar::reading::plain {

const char* find_close(const char* begin, const char* end, Nesting& nesting);
bool find_csv_records(std::string_view piece, const CsvMarks& marks, std::size_t max_field_bytes,
                      CsvState& state, std::vector<Extent>& records);
std::uint64_t count_newlines(std::string_view text);

}  // namespace nightjar::reading::plain
