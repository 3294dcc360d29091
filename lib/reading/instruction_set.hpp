#pragma once

#include <vector>

namespace nightjar::reading {

/// The processor instructions of a scan. All variants of a scan give the same results.
enum class InstructionSet {
  plain,  ///< available on every processor; one byte at a time
  avx2,   ///< x86-64 with AVX2, BMI and PCLMUL (2013 and later); 64 bytes at a time
};

/// The variants of this processor, slowest first.
std::vector<InstructionSet> available_instruction_sets();
/// The fastest of them.
InstructionSet best_instruction_set();

}  // namespace nightjar::reading
