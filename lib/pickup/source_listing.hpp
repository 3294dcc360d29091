#pragma once

#include <string>
#include <vector>

#include "feed/source.hpp"
#include "pickup/remote.hpp"

namespace nightjar::pickup {

/// A file at the source and its state.
struct ListedFile {
  std::string name;
  FileState state;

  bool operator==(const ListedFile&) const = default;
};

/// The state of the source at one time.
struct SourceListing {
  std::vector<ListedFile> files;     ///< one for each pattern, in their order, if none is missing
  std::vector<std::string> missing;  ///< names and patterns without a file
  /// Files that the vendor has not yet marked as complete, and the reason.
  std::vector<std::string> unmarked;
  /// Names that match a pattern but contain a control character: such files are not dumps, and FTP
  /// cannot request them. They are skipped.
  std::vector<std::string> strays;

  bool operator==(const SourceListing&) const = default;
};

/// Finds the file for each pattern, and reads the state of all of them and of their markers. Throws
/// Misconfigured if the file is not clear: no name has a date, or several files are the newest.
SourceListing list_source(Remote& remote, const feed::Source& source,
                          const std::vector<feed::FilePattern>& patterns);

}  // namespace nightjar::pickup
