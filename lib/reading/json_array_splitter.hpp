#pragma once

#include "reading/instruction_set.hpp"
#include "reading/scans.hpp"
#include "reading/splitter.hpp"

namespace nightjar::reading {

/// Splits one top-level JSON array into its elements.
///
/// Elements that are not objects are records too: they become rejects, not structure errors. A
/// StructureError is an error that leaves unclear where the records are: a missing or extra comma,
/// text around the array, an array that is not closed. A byte order mark in front of an element is
/// skipped.
class JsonArraySplitter : public Splitter {
 public:
  explicit JsonArraySplitter(InstructionSet instruction_set = best_instruction_set())
      : scans_(scans_for(instruction_set)) {}

  std::optional<StructureError> split(std::string_view piece, std::uint64_t offset,
                                      std::vector<Extent>& records) override;
  std::optional<StructureError> finish(std::string_view tail,
                                       std::vector<Extent>& records) override;
  [[nodiscard]] std::optional<std::uint64_t> open_record() const override;

 private:
  enum class State {
    before_array,
    first_or_close,  // after `[`
    next,            // after a comma
    in_container,
    in_string,
    in_scalar,
    after_record,
    after_array,
  };

  [[nodiscard]] bool in_record() const;
  [[nodiscard]] std::optional<feed::RecordPredictor::Hit> predict_object(
      std::string_view text) const;
  bool pass_mark(char c);
  // The three ways to continue from `begin`; each returns where it stopped.
  const char* pass_record(const char* begin, const char* end);
  /// Processes the first byte of the text.
  std::optional<StructureError> pass_separator(std::string_view text, std::uint64_t offset);
  std::optional<StructureError> begin_record(char c, std::uint64_t offset);

  const Scans& scans_;
  State state_ = State::before_array;
  std::size_t mark_bytes_ = 0;  // of a byte order mark, seen so far
  Nesting nesting_;
  std::uint64_t record_begin_ = 0;
  std::uint64_t end_ = 0;  // of the text seen so far
};

}  // namespace nightjar::reading
