#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reading/json_splitter.hpp"
#include "reading/json_wrapper.hpp"

namespace nightjar::reading {

/// Splits a file of JSON whose records are at a place within it, `records:` of the feed: the
/// elements of an array or the members of an object. The file may be several documents, one after
/// the other, each with records at that place.
class JsonRecordsSplitter : public JsonSplitter {
 public:
  /// `pointer`: to the array; with `/*` at its end, to the object.
  explicit JsonRecordsSplitter(const std::string& pointer,
                               InstructionSet instruction_set = best_instruction_set());

 private:
  std::optional<StructureError> pass_outside(std::string_view& text, std::uint64_t offset) override;
  void leave() override { wrapper_.leave_records(); }
  std::optional<StructureError> finish_outside(std::uint64_t end) override;

  JsonWrapper wrapper_;
};

/// Splits a file of JSON objects, one after the other, with or without white space between them.
class JsonDocumentsSplitter : public JsonSplitter {
 public:
  explicit JsonDocumentsSplitter(InstructionSet instruction_set = best_instruction_set())
      : JsonSplitter(Container::documents, instruction_set) {
    enter();
  }

 private:
  // Nothing is outside.
  std::optional<StructureError> pass_outside(std::string_view&, std::uint64_t) override {
    return std::nullopt;
  }
  void leave() override {}
  std::optional<StructureError> finish_outside(std::uint64_t) override { return std::nullopt; }
};

}  // namespace nightjar::reading
