#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "feed/source.hpp"
#include "pickup/remote.hpp"

namespace nightjar::pickup {

/// What to do if the source does not have a file.
enum class Missing {
  wait,  ///< look again, until the time allowed is over
  tell,  ///< report it at once
};

/// What to do with a dump of which parts are missing.
enum class Incomplete {
  wait,  ///< handle them as any missing file
  take,  ///< pick up the others
};

/// What to pick up.
struct FetchRequest {
  feed::Source source;
  std::vector<feed::FilePattern> files;  ///< one for each feed
  std::filesystem::path staging;         ///< of this dataset only; created if necessary
  Missing missing = Missing::wait;
  /// How long to wait for files and to repeat failed attempts, if this differs from
  /// Source::give_up_after. A running transfer may continue after it, but not beyond give_up_after.
  std::optional<std::chrono::seconds> patience{};
  Incomplete incomplete = Incomplete::wait;
};

/// A complete file on this machine.
struct PickedFile {
  std::string name;                 ///< at the source
  std::string address;              ///< where it came from, without credentials
  std::filesystem::path path;       ///< where it is: in the staging folder, or in place for `file:`
  std::uint64_t bytes = 0;          ///< as received
  std::optional<Instant> modified;  ///< at the source
  std::string sha256;               ///< as received; empty if it is read in place
  /// The state of the file at `path` when it was found complete. A file that is read in place must
  /// still have it when the night has read it.
  FileIdentity identity;
};

/// The files of one feed.
struct PickedDump {
  std::vector<PickedFile> files;     ///< one, or its parts in the order of their names
  std::vector<std::string> missing;  ///< parts, if FetchRequest allows that
};

/// Some files are not at the source, and the time to wait for them is over.
class NotThere : public Transient {
 public:
  NotThere(std::string message, std::string remedy, std::vector<bool> has_files);
  /// For each of FetchRequest::files whether there is a file for it.
  [[nodiscard]] const std::vector<bool>& has_files() const { return has_files_; }

 private:
  std::vector<bool> has_files_;
};

/// Receives the progress of a pick-up. An exception from it ends the pick-up.
class TransferObserver {
 public:
  virtual ~TransferObserver() = default;

  virtual void received(const std::string& /*file*/, std::uint64_t /*bytes*/,
                        std::uint64_t /*of*/) {}
  /// A file that matches a pattern is skipped, since its name contains a control character.
  virtual void passed_over(const std::string& /*file*/) {}
  /// The files are missing or incomplete; the next check is at `until`.
  virtual void waiting(const std::string& /*reason*/, Instant /*until*/) {}
  /// The `attempt`th attempt failed (1 is the first); the next is after `delay`.
  virtual void failed(const Transient& /*error*/, int /*attempt*/,
                      std::chrono::milliseconds /*delay*/) {}
};

/// Fetches the files of one dataset, complete, and consistent with one look at the source: before
/// and after all transfers each file must have the same size and time, and that many bytes must
/// have arrived. It waits for a file that was changed within Source::stable_after(), resumes a
/// broken transfer, and repeats after temporary failures, until Source::give_up_after, which also
/// limits running transfers. Parts of files stay in the staging folder for the next attempt, also
/// for a later process.
///
/// Returns a dump for each of FetchRequest::files, in their order; a file that several of them name
/// is fetched once. Throws NotThere; Transient if
/// the source did not work or the files did not settle in time; BadDump if a file does not match
/// its checksum; Misconfigured if a repetition cannot help, a full disk included.
std::vector<PickedDump> pick_up(const FetchRequest& request, Remote& remote, Clock& clock,
                                TransferObserver& observer);

}  // namespace nightjar::pickup
