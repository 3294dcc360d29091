#include "reading/json_records_splitter.hpp"

#include <utility>

#include "feed/definition.hpp"
#include "json/pointer.hpp"

namespace nightjar::reading {
namespace {

constexpr std::string_view every_member = "*";

/// The steps to the container of the records.
std::vector<std::string> path_of(const std::string& pointer) {
  auto steps = json::steps_of(pointer);
  if (!steps.empty() && steps.back() == every_member) steps.pop_back();
  return steps;
}

}  // namespace

JsonRecordsSplitter::JsonRecordsSplitter(const std::string& pointer, InstructionSet instruction_set)
    : JsonSplitter(feed::are_members(pointer) ? Container::object : Container::array,
                   instruction_set),
      wrapper_(path_of(pointer), feed::are_members(pointer) ? '{' : '[') {}

std::optional<StructureError> JsonRecordsSplitter::pass_outside(std::string_view& text,
                                                                std::uint64_t offset) {
  auto damage = wrapper_.pass(text, offset);
  if (!damage && wrapper_.is_at_records()) enter();
  return damage;
}

std::optional<StructureError> JsonRecordsSplitter::finish_outside(std::uint64_t end) {
  return wrapper_.finish(end);
}

}  // namespace nightjar::reading
