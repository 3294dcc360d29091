#include "reading/scans.hpp"

#include "reading/scans_avx2.hpp"
#include "reading/scans_plain.hpp"

namespace nightjar::reading {

const Scans& scans_for(InstructionSet instruction_set) {
  static constexpr Scans plain_scans{plain::find_close, plain::find_csv_records,
                                     plain::count_newlines};
#if defined(__x86_64__)
  static constexpr Scans avx2_scans{avx2::find_close, avx2::find_csv_records, avx2::count_newlines};
  if (instruction_set == InstructionSet::avx2) return avx2_scans;
#endif
  static_cast<void>(instruction_set);
  return plain_scans;
}

}  // namespace nightjar::reading
