#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "feed/match.hpp"
#include "feed/record_mapper.hpp"
#include "hashing/fingerprint.hpp"

namespace nightjar::comparing {

/// Creates a mapper for the records of one file; called once for each parsing thread.
using MakeMapper = std::function<std::unique_ptr<feed::RecordMapper>()>;

/// One of the files that a dump consists of. Their records are compared as those of one file.
struct Part {
  std::size_t index = 0;                                       ///< counted from 0
  std::vector<std::unique_ptr<feed::RecordMapper>> mappers{};  ///< one for each parsing thread
};

/// Where the records of a child feed end in a file. Each is in front of its elements.
struct LastParents {
  std::optional<feed::Ordinal> last;
  std::optional<feed::Ordinal> last_childless;  ///< new or changed, and without elements
};

/// The records of one file of the dump.
struct PartRecords {
  std::size_t part = 0;     ///< Part::index
  feed::Ordinal first = 0;  ///< the ordinal of its first record
  feed::Ordinal end = 0;    ///< the ordinal after its last one
  LastParents parents{};
};

}  // namespace nightjar::comparing
