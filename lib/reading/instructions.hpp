#pragma once

#include <vector>

namespace nightjar::reading {

/// The processor instructions of a scan. All variants of a scan give the same results.
enum class Instructions {
  plain,  ///< available on every processor; one byte at a time
  avx2,   ///< x86-64 with AVX2, BMI and PCLMUL (2013 and later); 64 bytes at a time
};

/// The variants of this processor, slowest first.
std::vector<Instructions> available_instructions();
/// The fastest of them.
Instructions best_instructions();

}  // namespace nightjar::reading
