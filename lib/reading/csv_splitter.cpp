#include "reading/csv_splitter.hpp"

#include "base/format.hpp"

namespace nightjar::reading {
std::optional<Damage> CsvSplitter::split(std::string_view piece, std::uint64_t offset,
                                         std::vector<Extent>& records) {
  if (place_.end == 0) place_.record_begin = place_.end = offset;
  if (scans_.find_csv_records(piece, max_field_bytes_, place_, records)) return std::nullopt;
  return Damage{place_.quote_begin,
                format("the quote that opens here encloses more than {} bytes", max_field_bytes_),
                "a stray quote has swallowed what follows it: have the source double or remove it, "
                "or raise the feed's max_record_bytes if the field is truly that long"};
}

std::optional<Damage> CsvSplitter::finish(std::string_view /*tail*/, std::vector<Extent>& records) {
  if (place_.field == CsvPlace::Field::quoted) {
    return Damage{
        place_.quote_begin,
        format("the quote that opens here is not closed at the file's end, byte {}", place_.end),
        "the file is cut short, or has a stray quote: fetch it again; if it is the same "
        "at the source, have it repaired"};
  }
  end_csv_record(place_.end, place_.previous, place_.record_begin, records);
  place_.record_begin = place_.end;
  return std::nullopt;
}

std::optional<std::uint64_t> CsvSplitter::open_record() const {
  return place_.record_begin != place_.end ? std::optional(place_.record_begin) : std::nullopt;
}

}  // namespace nightjar::reading
