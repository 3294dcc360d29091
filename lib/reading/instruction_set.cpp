#include "reading/instruction_set.hpp"

namespace nightjar::reading {
namespace {

bool has_avx2() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul");
#else
  return false;
#endif
}

}  // namespace

std::vector<InstructionSet> available_instruction_sets() {
  std::vector<InstructionSet> available{InstructionSet::plain};
  if (has_avx2()) available.push_back(InstructionSet::avx2);
  return available;
}

InstructionSet best_instruction_set() {
  static const auto best = available_instruction_sets().back();
  return best;
}

}  // namespace nightjar::reading
