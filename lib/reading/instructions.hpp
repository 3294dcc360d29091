#pragma once

#include <vector>

namespace nightjar::reading {

/// Which of the processor's instructions a scan uses. All variants of a scan find the same.
enum class Instructions {
  plain,  ///< what every processor has; a byte at a time
  avx2,   ///< x86-64 with AVX2, BMI and PCLMUL (2013 and later); 64 bytes at a time
};

/// What this processor has, from the slowest to the fastest.
std::vector<Instructions> available_instructions();
/// The fastest of them.
Instructions best_instructions();

}  // namespace nightjar::reading
