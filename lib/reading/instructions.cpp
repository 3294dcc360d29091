#include "reading/instructions.hpp"

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

std::vector<Instructions> available_instructions() {
  std::vector<Instructions> available{Instructions::plain};
  if (has_avx2()) available.push_back(Instructions::avx2);
  return available;
}

Instructions best_instructions() {
  static const auto best = available_instructions().back();
  return best;
}

}  // namespace nightjar::reading
