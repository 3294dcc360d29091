#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "feed/source.hpp"
#include "pickup/checksum.hpp"
#include "pickup/remote.hpp"

namespace nightjar::pickup {

/// A file at the source and its state.
struct ListedFile {
  std::string name;
  FileState state;

  bool operator==(const ListedFile&) const = default;
};

/// The files of one feed at the source.
struct ListedDump {
  std::vector<ListedFile> files;     ///< the one, or the parts that are there, in natural order
  std::vector<std::string> missing;  ///< the name or pattern without a file, or missing parts

  bool operator==(const ListedDump&) const = default;
};

/// The state of the source at one time.
struct SourceListing {
  std::vector<ListedDump> dumps;              ///< one for each pattern, in their order
  std::vector<ListedFile> manifests;          ///< which list the parts of some of them
  std::map<std::string, Checksum> checksums;  ///< of files, by the manifests
  /// Files that the vendor has not yet marked as complete, and the reason.
  std::vector<std::string> unmarked;
  /// Names that match a pattern but contain a control character: such files are not dumps, and FTP
  /// cannot request them. They are skipped.
  std::vector<std::string> strays;

  /// The files of all dumps, each once: feeds may share one.
  [[nodiscard]] std::vector<ListedFile> files() const;
  /// The missing files of all dumps, each once.
  [[nodiscard]] std::vector<std::string> missing() const;

  bool operator==(const SourceListing&) const = default;
};

/// Finds the files for each pattern, and reads the state of all of them and of their markers.
/// Throws Misconfigured if it is not clear which files are meant: no name has a date, several files
/// are the newest, or the numbers of parts contradict each other.
SourceListing list_source(Remote& remote, const feed::Source& source,
                          const std::vector<feed::FilePattern>& patterns);

}  // namespace nightjar::pickup
