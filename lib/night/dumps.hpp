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

/// One feed's file of tonight, complete and local.
struct Dump {
  const feed::Definition* definition = nullptr;
  std::string name;                 ///< at the source
  std::filesystem::path path;       ///< of a packed file, too: it is unpacked as it is read
  FileIdentity identity;            ///< when it was picked up
  std::optional<Instant> modified;  ///< at the source
  std::string sha256;  ///< as received; empty where it is read in place and not known yet
  compression::ExpansionLimits limits;
  std::optional<ledger::LoadedFile>
      loaded{};  ///< what the feed was loaded from, where that is newer
};

/// The dump as the ledger knows it.
ledger::File file_of(const Dump& dump);

/// The files of a night. A feed whose file is not there has none; a guard judges that.
struct Dumps {
  std::vector<Dump> files;
  std::vector<const feed::Definition*> missing;
};

/// What becomes of a night some of whose files are not there when its patience is over.
enum class WithoutFiles {
  go_on,  ///< the guards see what is missing
  fail,   ///< it is to be tried again
};

/// How long a night waits for the vendor. Whatever it says, nothing over a network goes on for
/// longer than Source::give_up_after.
struct SourceTimeouts {
  std::chrono::seconds give_up_after;
  bool wait_for_missing = true;  ///< or only for those that are there to settle
  WithoutFiles without_files = WithoutFiles::go_on;
};

/// The patience of a person at a terminal: no longer than files need to count as settled.
SourceTimeouts by_hand(const feed::Source& source);

/// Brings the dataset's files here from `source`, into `staging` unless they are read in place.
/// Throws as pickup::pick_up() does, and Transient for a folder of this machine that is not there.
Dumps pick_up(const feed::Dataset& dataset, const feed::Source& source,
              const std::filesystem::path& staging, const SourceTimeouts& patience, Clock& clock,
              NightObserver& observer);

/// A feed's file as it is at the source now.
struct FileAtSource {
  const feed::Definition* definition = nullptr;
  std::string name;
  std::uint64_t bytes = 0;
  std::optional<Instant> modified;
};

/// What a pick-up would find now, a file for each feed; nothing where one is not there or not
/// marked as complete. Throws where the source cannot be asked.
std::vector<FileAtSource> files_at(const feed::Source& source, const feed::Dataset& dataset,
                                   NightObserver& observer);

/// Sets Dump::loaded where `loaded`, if any, is newer than the dump by the feed's own rule.
void compare_age(Dump& dump, const std::optional<ledger::LoadedFile>& loaded);

/// The feeds whose files are not at the dataset's source now. Throws where it cannot be asked.
std::vector<const feed::Definition*> missing_at_source(const feed::Dataset& dataset);

/// The content of a dump, unpacked. Throws BadDump as compression::open() does.
std::unique_ptr<ByteSource> open(const Dump& dump);

/// Whether a dump has no byte, packed or not.
bool is_empty(const Dump& dump);

/// Throws BadDump where somebody has written to the file since it was picked up: what was read is
/// then neither the old dump nor the new one.
void refuse_changed(const Dump& dump);

}  // namespace nightjar::night
