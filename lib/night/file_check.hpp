#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "compression/expansion_limits.hpp"
#include "feed/counts.hpp"
#include "feed/definition.hpp"
#include "feed/violation.hpp"
#include "ledger/report.hpp"

namespace nightjar::night {

/// A record of a file that does not fit its feed's definition.
struct FileReject {
  feed::Violation violation;
  std::uint64_t offset = 0;  ///< of its first byte
  std::uint64_t line = 0;    ///< counted from 1
  std::string raw;           ///< as the vendor wrote it; only the beginning if it is long
};

/// What a feed's definition makes of a file.
struct FileCheck {
  feed::Counts counts;              ///< as of a first night: what fits is inserted
  std::vector<FileReject> rejects;  ///< the first
  std::vector<ledger::Guard> guards;
};

/// Reads a file as a first night of the feed would, without a database: whether PostgreSQL can
/// store very long values is not checked. Lists at most `most_rejects` rejects. Throws as a night
/// does for a file that it cannot read.
FileCheck check_file(const feed::Definition& feed, const std::filesystem::path& file,
                     const compression::ExpansionLimits& limits, std::size_t most_rejects);

}  // namespace nightjar::night
