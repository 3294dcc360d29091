#pragma once

#include "reading/json_splitter.hpp"

namespace nightjar::reading {

/// Splits one top-level JSON array into its elements. Text around the array is a StructureError.
class JsonArraySplitter : public JsonSplitter {
 public:
  explicit JsonArraySplitter(InstructionSet instruction_set = best_instruction_set())
      : JsonSplitter(Container::array, instruction_set) {}

 private:
  std::optional<StructureError> pass_outside(std::string_view& text, std::uint64_t offset) override;
  void leave() override { is_closed_ = true; }
  std::optional<StructureError> finish_outside(std::uint64_t end) override;

  bool is_closed_ = false;
};

}  // namespace nightjar::reading
