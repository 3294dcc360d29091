#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_source.hpp"
#include "base/clock.hpp"
#include "base/file.hpp"
#include "feed/dataset.hpp"
#include "ledger/files.hpp"
#include "night/observer.hpp"

namespace nightjar::night {

/// A file of a dump, complete and local.
struct DumpFile {
  std::string name{};                 ///< at the source
  std::filesystem::path path{};       ///< of a packed file, which is unpacked while it is read
  FileIdentity identity{};            ///< when it was picked up
  std::optional<Instant> modified{};  ///< at the source
  std::string sha256{};  ///< as received; empty if it is read in place and not known yet
};

/// One feed's dump of this night: a file, or its parts in the order in which they are read. Other
/// feeds may read the same files.
struct Dump {
  const feed::Definition* definition = nullptr;
  std::vector<DumpFile> files{};  ///< one at least
  compression::ExpansionLimits limits{};
  std::vector<std::string> missing{};  ///< names of parts that are missing
  std::optional<ledger::LoadedFile>
      loaded{};  ///< what the feed was loaded from, where that is newer

  [[nodiscard]] std::uint64_t bytes() const;  ///< of all files, as received
};

/// The SHA-256 of a dump's files, in their order.
std::vector<std::string> digests_of(const Dump& dump);

/// The files of a dump as rows of the ledger.
std::vector<ledger::File> files_of(const Dump& dump);

/// The dumps of a night. A feed whose file is missing has none; a guard judges that.
struct Dumps {
  std::vector<Dump> of_feeds;
  std::vector<const feed::Definition*> missing;

  /// The files of all dumps; those that several feeds read several times.
  [[nodiscard]] std::vector<const DumpFile*> files() const;
  /// Whether a file, or a part of one, is missing.
  [[nodiscard]] bool lack_any() const;
};

/// What happens to a night if some of its files are missing when the time to wait is over.
enum class WithoutFiles {
  go_on,  ///< the guards judge the missing files
  fail,   ///< the night is tried again
};

/// How long a night waits for the vendor. In any case no network operation takes longer than
/// Source::give_up_after.
struct SourceTimeouts {
  std::chrono::seconds give_up_after;
  bool wait_for_missing = true;  ///< or only for existing files to settle
  WithoutFiles without_files = WithoutFiles::go_on;
};

/// The timeouts for a person at a terminal: no longer than files need to count as settled.
SourceTimeouts by_hand(const feed::Source& source);

/// Fetches the dataset's files from `source`, into `staging` unless they are read in place. Throws
/// as pickup::pick_up() does, and Transient if a local folder does not exist.
Dumps pick_up(const feed::Dataset& dataset, const feed::Source& source,
              const std::filesystem::path& staging, const SourceTimeouts& patience, Clock& clock,
              NightObserver& observer);

/// The present state of a feed's file at the source.
struct FileAtSource {
  const feed::Definition* definition = nullptr;
  std::string name;
  std::uint64_t bytes = 0;
  std::optional<Instant> modified;
};

/// The files that a pick-up would find now, feed by feed; nothing if one is missing or not marked
/// as complete. Throws if the source cannot be queried.
std::vector<FileAtSource> files_at(const feed::Source& source, const feed::Dataset& dataset,
                                   NightObserver& observer);

/// The parts of a dump that are missing by the numbers in the names of the others.
std::vector<std::string> missing_parts(const Dump& dump);

/// Sets Dump::loaded if `loaded` is newer than the dump by the feed's own rule.
void compare_age(Dump& dump, const std::optional<ledger::LoadedFile>& loaded);

/// What a pick-up would find now for one feed.
struct DumpAtSource {
  const feed::Definition* definition = nullptr;
  std::vector<std::string> files;    ///< names of the file, or of the parts
  std::vector<std::string> missing;  ///< likewise; of a file the name or pattern of its feed
};

/// The present state of the dataset's source, feed by feed. Throws if it cannot be queried.
std::vector<DumpAtSource> dumps_at_source(const feed::Dataset& dataset);

/// The content of a dump's file, unpacked. Throws BadDump as compression::open() does.
std::unique_ptr<ByteSource> open(const Dump& dump, const DumpFile& file);

/// Whether a file is empty, after unpacking if it is packed.
bool is_empty(const Dump& dump, const DumpFile& file);

/// Throws BadDump if a file was written to after it was picked up: what was read is then neither
/// the old dump nor the new one.
void refuse_changed(const Dump& dump);

}  // namespace nightjar::night
