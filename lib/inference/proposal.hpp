#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "feed/dataset.hpp"

namespace nightjar::inference {

/// What a feed would be called, and where its file is.
struct ProposalRequest {
  std::string dataset;
  std::string table;
  std::filesystem::path file;
  bool is_new_dataset = true;  ///< then its YAML is proposed too, otherwise the feed's only
};

/// A description of a feed, made from one of its files.
struct Proposal {
  std::string yaml;
  /// The YAML as the loader reads it. Nothing in it if no columns identify a record: the loader
  /// then refuses the YAML until a person has named the key.
  std::optional<feed::Dataset> dataset{};
  std::uint64_t records_read = 0;
  std::uint64_t examined = 0;  ///< of the records read
  std::uint64_t misfits = 0;   ///< of those examined, which the definition would reject
  std::string first_misfit{};  ///< why
};

/// Looks at a file and proposes its definition. Every guess is marked in a comment. The definition
/// has been read as nightly runs read it, and has mapped the records examined. Throws UsageError if
/// there is no such file, or if no feed can be proposed of its format.
Proposal propose(const ProposalRequest& request);

}  // namespace nightjar::inference
