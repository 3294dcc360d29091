#include "reading/xml_splitter.hpp"

#include <algorithm>

#include "base/format.hpp"
#include "xml/path.hpp"

namespace nightjar::reading {
namespace {

constexpr std::string_view white = " \t\r\n";

constexpr auto fetch_again =
    "fetch the file again; if it is the same at the source, have it repaired";

/// A complete element is a record, whatever follows.
bool ends_anywhere(std::string_view /*text*/, std::size_t /*bytes*/) { return true; }

}  // namespace

XmlSplitter::XmlSplitter(const std::string& path, std::size_t max_tag_bytes)
    : parser_(*this, {}), path_(xml::names_in(path)), max_tag_bytes_(max_tag_bytes) {}

std::optional<StructureError> XmlSplitter::split(std::string_view piece, std::uint64_t offset,
                                                 std::vector<Extent>& records) {
  if (end_ == 0) {
    end_ = left_out_ = offset;
    utf16_ = xml::utf16_of(piece);
  }
  found_ = &records;
  while (!piece.empty()) {
    const std::size_t passed = pass_between(piece, records);
    piece.remove_prefix(passed);
    if (piece.empty()) break;
    // A record can end only with this: so the parser is not ahead when the next is predicted.
    const auto tag_end = is_expecting() && utf16_.empty() ? piece.find('>') : piece.npos;
    const auto part = piece.substr(0, tag_end == piece.npos ? tag_end : tag_end + 1);
    if (auto damage = parse(part, false)) return damage;
    piece.remove_prefix(part.size());
  }
  return std::nullopt;
}

/// Whether the parser has been given all up to a place where a record may begin, and nothing more.
bool XmlSplitter::is_between_records() const {
  return depth_ > 0 && depth_ + 1 == path_.size() && matched_ == depth_ &&
         place_of_records_ == parsed_;
}

/// Passes white space and predicted records. The parser does not miss them: they are complete, and
/// were parsed the night before.
std::size_t XmlSplitter::pass_between(std::string_view piece, std::vector<Extent>& records) {
  if (!is_expecting() || !utf16_.empty() || !is_between_records()) return 0;
  std::size_t passed = 0;
  while (true) {
    passed = std::min(piece.find_first_not_of(white, passed), piece.size());
    if (passed == piece.size()) break;
    const auto hit = predict(piece.substr(passed), ends_anywhere);
    if (!hit) break;
    records.push_back({end_ + passed, end_ + passed + hit->bytes, hit->row});
    passed += hit->bytes;
  }
  end_ += passed;
  left_out_ += passed;
  return passed;
}

std::optional<StructureError> XmlSplitter::parse(std::string_view piece, bool is_last) {
  parsed_ += piece.size();
  end_ += piece.size();
  if (const auto fault = parser_.parse(piece, is_last)) return damage_of(*fault);
  const std::uint64_t waiting = parsed_ - parser_.event_end();
  if (waiting <= max_tag_bytes_) return std::nullopt;
  return StructureError{
      in_file(parser_.event_end()),
      fmt::format("a tag or comment begins here that is longer than {} bytes", max_tag_bytes_),
      "look at the file; if it is as it should be, increase "
      "`max_record_bytes:` of the feed"};
}

StructureError XmlSplitter::damage_of(const xml::Fault& fault) const {
  const std::string remedy = fault.remedy.empty() ? fetch_again : fault.remedy;
  if (!fault.is_at_end) return {in_file(fault.offset), fault.what, remedy};
  return {in_file(parser_.event_end()),
          fmt::format("the file is cut short at byte {}: {}", end_,
                      depth_ == 0 ? "it has no element" : "its last element is not closed"),
          remedy};
}

void XmlSplitter::start_element(std::string_view name,
                                std::span<const xml::Attribute> /*attributes*/) {
  if (depth_ == 0) root_ = name;
  const bool is_on_path = matched_ == depth_ && depth_ < path_.size() && name == path_[depth_];
  ++depth_;
  if (is_on_path) deepest_match_ = std::max(deepest_match_, ++matched_);
  if (is_on_path && depth_ == path_.size()) record_begin_ = in_file(parser_.event_begin());
  note_place();
}

void XmlSplitter::end_element() {
  if (record_begin_ && depth_ == path_.size() && matched_ == depth_) {
    found_->push_back({*record_begin_, in_file(parser_.event_end())});
    record_begin_.reset();
  }
  --depth_;
  matched_ = std::min(matched_, depth_);
  note_place();
}

void XmlSplitter::text(std::string_view /*text*/) {}

void XmlSplitter::note_place() { place_of_records_ = parser_.event_end(); }

std::optional<StructureError> XmlSplitter::finish(std::string_view /*tail*/,
                                                  std::vector<Extent>& records) {
  found_ = &records;
  if (auto damage = parse({}, true)) return damage;
  if (deepest_match_ + 1 >= path_.size()) return std::nullopt;
  const std::string& missing = path_[deepest_match_];
  return StructureError{
      end_,
      deepest_match_ == 0
          ? fmt::format("the root of the file is {}, not {}", root_, missing)
          : fmt::format("the file has no element {} in {}", missing, path_[deepest_match_ - 1]),
      "correct `records:` of the feed, which leads from the root to the records: /catalog/book"};
}

std::optional<std::uint64_t> XmlSplitter::open_record() const {
  if (record_begin_ || parser_.event_end() >= parsed_) return record_begin_;
  return in_file(parser_.event_end());
}

std::string XmlSplitter::encoding() const {
  if (root_.empty()) return {};
  if (!utf16_.empty()) return utf16_;
  const std::string& declared = parser_.declared_encoding();
  return declared.empty() ? "UTF-8" : declared;
}

}  // namespace nightjar::reading
