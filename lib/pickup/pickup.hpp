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

/// What to do where the source does not have a file.
enum class Missing {
  wait,  ///< look again, until the source's patience ends
  tell,  ///< say so at once
};

/// What is to be picked up.
struct FetchRequest {
  feed::Source source;
  std::vector<feed::FilePattern> files;  ///< one for each feed
  std::filesystem::path staging;         ///< of this dataset alone; created if need be
  Missing missing = Missing::wait;
  /// How long files are waited for and failures tried again, if not as long as
  /// Source::give_up_after. What is under way then goes on, but not beyond give_up_after.
  std::optional<std::chrono::seconds> patience{};
};

/// A whole file, on this machine.
struct PickedFile {
  std::string name;                 ///< at the source
  std::string member;               ///< of the archive that it is, as the feed has it
  std::string address;              ///< where it came from, without credentials
  std::filesystem::path path;       ///< where it is: in the staging folder, or in place for `file:`
  std::uint64_t bytes = 0;          ///< as received
  std::optional<Instant> modified;  ///< at the source
  std::string sha256;               ///< as received; empty where it is read in place
  /// How the file at `path` was when it was found whole. One that is read in place must still be so
  /// when the night has read it.
  FileIdentity identity;
};

/// Some files are not at the source, and the time to wait for them is over.
class NotThere : public Transient {
 public:
  NotThere(std::string message, std::string remedy, std::vector<std::string> names);
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
};

/// Is told how a pick-up goes. What it throws ends the pick-up.
class TransferObserver {
 public:
  virtual ~TransferObserver() = default;

  virtual void received(const std::string& /*file*/, std::uint64_t /*bytes*/,
                        std::uint64_t /*of*/) {}
  /// A file that fits a pattern is passed over, since its name holds a control character.
  virtual void passed_over(const std::string& /*file*/) {}
  /// The files are not there or not whole yet; the next look is at `until`.
  virtual void waiting(const std::string& /*reason*/, Instant /*until*/) {}
  /// The `attempt`th try failed (1 is the first); the next is after `delay`.
  virtual void failed(const Transient& /*error*/, int /*attempt*/,
                      std::chrono::milliseconds /*delay*/) {}
};

/// Brings the files of one dataset here, whole, and all of one look at the source: before and after
/// all transfers each must have the same size and time, and as many bytes must have come. A
/// file that was changed within Source::stable_after() is waited for, one whose transfer broke is
/// gone on with, what fails in passing is tried again, all until Source::give_up_after, as what
/// is under way over a network does. Parts of files stay in the staging folder for the next try,
/// also of a later process.
///
/// Gives one file for each of FetchRequest::files, in their order. Throws NotThere; Transient where
/// the source did not work or the files did not come to rest in time; BadDump where a file is not
/// what its checksum says; Misconfigured where trying again cannot help, a full disk included.
std::vector<PickedFile> pick_up(const FetchRequest& request, Remote& remote, Clock& clock,
                                TransferObserver& observer);

}  // namespace nightjar::pickup
