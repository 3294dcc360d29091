#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace nightjar::csv {

/// The pattern of a file's last record, with which a vendor says that the file is complete:
/// `TRAILER,{records}`. `*` stands for any text, `{records}` for the number of records before it.
class Trailer {
 public:
  /// The pattern must have no fault.
  explicit Trailer(std::string pattern) : pattern_(std::move(pattern)) {}

  struct Match {
    std::optional<std::uint64_t> records;  ///< nothing if the pattern does not say
  };
  /// Nothing if the record is not the trailer.
  [[nodiscard]] std::optional<Match> match(std::string_view record) const;

 private:
  std::string pattern_;
};

/// The error in a pattern, as the end of a sentence; empty if there is none.
std::string fault_of_trailer(std::string_view pattern);

}  // namespace nightjar::csv
