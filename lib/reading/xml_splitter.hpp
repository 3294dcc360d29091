#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "reading/splitter.hpp"
#include "xml/parser.hpp"

namespace nightjar::reading {

/// Splits an XML file into the elements at a path. A record is the element with its tags, as the
/// file has it.
///
/// The file is parsed whole, so it must be well-formed; only predicted records are left out.
class XmlSplitter : public Splitter, private xml::Handler {
 public:
  /// `path` leads from the root to the records: `/catalog/book`. A tag or comment of more than
  /// `max_tag_bytes` is a structure error, since it would have to be held in memory.
  XmlSplitter(const std::string& path, std::size_t max_tag_bytes);

  std::optional<StructureError> split(std::string_view piece, std::uint64_t offset,
                                      std::vector<Extent>& records) override;
  std::optional<StructureError> finish(std::string_view tail,
                                       std::vector<Extent>& records) override;
  /// Outside records, a tag that has not ended yet, so that an error in it has its line.
  [[nodiscard]] std::optional<std::uint64_t> open_record() const override;
  [[nodiscard]] std::string encoding() const override;

 private:
  void start_element(std::string_view name, std::span<const xml::Attribute> attributes) override;
  void end_element() override;
  void text(std::string_view text) override;

  [[nodiscard]] bool is_between_records() const;
  std::size_t pass_between(std::string_view piece, std::vector<Extent>& records);
  std::optional<StructureError> parse(std::string_view piece, bool is_last);
  [[nodiscard]] StructureError damage_of(const xml::Fault& fault) const;
  void note_place();
  /// Where in the file a byte is that the parser was given.
  [[nodiscard]] std::uint64_t in_file(std::uint64_t parsed) const { return parsed + left_out_; }

  xml::Parser parser_;
  std::vector<std::string> path_;
  std::size_t max_tag_bytes_;
  std::string utf16_;           ///< empty: it is another encoding
  std::uint64_t end_ = 0;       ///< of the bytes of the file seen so far
  std::uint64_t parsed_ = 0;    ///< the bytes that the parser was given
  std::uint64_t left_out_ = 0;  ///< the bytes that it was not given
  std::size_t depth_ = 0;       ///< of the open elements
  std::size_t matched_ = 0;     ///< how many of these are on the path
  std::size_t deepest_match_ = 0;
  std::string root_;
  /// The end of a tag after which a record may follow, in the bytes that the parser was given.
  std::uint64_t place_of_records_ = 0;
  std::optional<std::uint64_t> record_begin_;
  std::vector<Extent>* found_ = nullptr;
};

}  // namespace nightjar::reading
