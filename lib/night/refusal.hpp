#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/instant.hpp"
#include "night/dumps.hpp"
#include "night/report.hpp"

namespace nightjar::night {

/// The files that a night refused, since they cannot be read or a guard held them: they are not
/// read again by the same definition.
struct Refusal {
  struct File {
    std::string feed;
    std::string member;
    std::string name;
    std::uint64_t bytes = 0;
    Instant modified;    ///< at the source
    std::string sha256;  ///< empty where nobody knows it
  };
  std::int64_t run_id = 0;          ///< the newest night that had these files
  std::int64_t read_by_run_id = 0;  ///< the one that read them
  Outcome outcome = Outcome::failed;
  std::string why;
  std::vector<File> files;

  /// Whether these are its files, each of the same name, size and time. A source that tells no
  /// times may have others.
  [[nodiscard]] bool has_files(const std::vector<FileAtSource>& files) const;
  /// Whether these are its bytes, whatever their files are called; false where nobody knows.
  [[nodiscard]] bool has_bytes(const Dumps& dumps) const;
};

/// The source still has nothing but what was refused: there is no night to be run.
class RefusedBefore : public Error {
 public:
  RefusedBefore(const Refusal& refusal, const std::string& dataset);

  [[nodiscard]] std::int64_t run_id() const { return run_id_; }
  [[nodiscard]] Outcome outcome() const { return outcome_; }

 private:
  std::int64_t run_id_;
  Outcome outcome_;
};

}  // namespace nightjar::night
