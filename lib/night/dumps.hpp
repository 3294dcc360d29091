#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "feed/dataset.hpp"

namespace nightjar::night {

/// One feed's file of tonight, complete and local.
struct Dump {
  const feed::Definition* definition = nullptr;
  std::string name;  ///< at the source
  std::filesystem::path path;
  FileIdentity identity;  ///< when it was picked up
};

/// The files of a night. A feed whose file is not there has none; a guard judges that.
struct Dumps {
  std::vector<Dump> files;
  std::vector<const feed::Definition*> missing;
};

/// Finds the dataset's files in the folder of a `file:` URL, where they are read in place.
Dumps find_dumps(const feed::Dataset& dataset, const std::string& source);

/// Throws BadDump where somebody has written to the file since it was picked up: what was read is
/// then neither the old dump nor the new one.
void refuse_changed(const Dump& dump);

/// The dumps of held nights, kept in the state directory until they are approved or a later night
/// has come.
class HeldDumps {
 public:
  HeldDumps(const std::filesystem::path& state_dir, const std::string& dataset);

  /// Keeps copies of a run's files. Throws Misconfigured where the disk is full.
  void keep(std::int64_t run_id, const Dumps& dumps) const;
  /// The files kept of a run. Throws Misconfigured where there are none.
  [[nodiscard]] Dumps find(std::int64_t run_id, const feed::Dataset& dataset) const;
  /// Drops all that is kept of the dataset, except for one run. Throws Misconfigured where it
  /// cannot.
  void drop_all_but(std::optional<std::int64_t> run_id) const;

 private:
  [[nodiscard]] std::filesystem::path folder_of(std::int64_t run_id) const;

  std::filesystem::path folder_;
};

}  // namespace nightjar::night
