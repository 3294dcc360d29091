#pragma once

#include <string>
#include <vector>

#include "feed/source.hpp"
#include "pickup/remote.hpp"

namespace nightjar::pickup {

/// A file at the source and how it was.
struct ListedFile {
  std::string name;
  FileState state;

  bool operator==(const ListedFile&) const = default;
};

/// One look at the source.
struct SourceListing {
  std::vector<ListedFile> files;     ///< one for each pattern, in their order, if none is missing
  std::vector<std::string> missing;  ///< names and patterns for which there is no file
  /// Files that the vendor has not yet marked as complete, and why they do not count as marked.
  std::vector<std::string> unmarked;
  /// Names that fit a pattern and hold a control character: no dump is called so, and FTP cannot
  /// even ask for it. They are passed over.
  std::vector<std::string> strays;

  bool operator==(const SourceListing&) const = default;
};

/// Finds which file each pattern means, and looks at all of them and their markers. Throws
/// Misconfigured where that cannot be told: no name has a date, or several files are the newest.
SourceListing list_source(Remote& remote, const feed::Source& source,
                          const std::vector<feed::FilePattern>& patterns);

}  // namespace nightjar::pickup
