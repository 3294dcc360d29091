#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "ledger/run.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

/// A feed's file of a night, as a row of nightjar.dumps.
struct File {
  std::string feed;    ///< `vendor.books`
  std::string member;  ///< of a zip; empty if the file is not one
  std::string name;    ///< at the source
  std::uint64_t bytes = 0;
  std::optional<Instant> modified;  ///< at the source
  std::string sha256;               ///< empty where it is not known
  int part = 1;                     ///< its place among the feed's files, counted from 1
};

/// Records a file that was picked up.
void add_file(postgres::Executor& database, const Run& run, const File& file);
/// Records the path in the archive of a file of the night, by its name at the source.
void note_archived(postgres::Executor& database, const Run& run, const std::string& name,
                   const std::string& sha256, const std::string& place);
/// Records the new path of a file in the archive, for all nights that have it.
void note_packed(postgres::Executor& database, const std::string& sha256, const std::string& place);
/// The SHA-256 of the files that were not packed when their paths were last recorded.
std::vector<std::string> unpacked_files(postgres::Executor& database);

/// A file that a feed was read from.
struct FileOfFeed {
  std::string feed;
  std::string name;  ///< at the source, as readable() has it
};

/// The files of a night, feed by feed, in the order in which they were read.
std::vector<FileOfFeed> files_of(postgres::Executor& database, std::int64_t run_id);

/// The last of the files that the newest night of a feed was loaded from.
struct LoadedFile {
  std::int64_t run_id = 0;
  std::string name;                 ///< at the source
  std::optional<Instant> modified;  ///< at the source
};

/// The last file of the newest night that loaded the feed, or found it unchanged.
std::optional<LoadedFile> newest_file(postgres::Executor& database, const std::string& dataset,
                                      const std::string& feed);

/// A feed's dump of the newest night, and the counts of its records.
struct CountedDump {
  std::string feed;
  std::string member;
  std::vector<std::string> sha256;  ///< of its files, in their order
  std::uint64_t read = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t rejected = 0;
  /// Blank rows, repeated header lines and byte order marks.
  std::uint64_t passed_over = 0;
};

/// The dumps of a dataset's newest night; nothing if that night was approved by a person.
std::vector<CountedDump> newest_counts(postgres::Executor& database, const std::string& dataset);

}  // namespace nightjar::ledger
