#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "ledger/run.hpp"
#include "postgres/connection.hpp"

namespace nightjar::ledger {

/// A feed's file of a night, as a line of nightjar.dumps.
struct File {
  std::string feed;    ///< `vendor.books`
  std::string member;  ///< of an archive; empty where the file is none
  std::string name;    ///< at the source
  std::uint64_t bytes = 0;
  std::optional<Instant> modified;  ///< at the source
  std::string sha256;               ///< empty where it is not known
};

/// Notes a file that was picked up.
void add_file(postgres::Executor& database, const Run& run, const File& file);
/// Notes where the archive keeps a file of the night, under its name at the source.
void note_archived(postgres::Executor& database, const Run& run, const std::string& name,
                   const std::string& sha256, const std::string& place);
/// Notes where the archive now keeps a file, for all nights that had it.
void note_packed(postgres::Executor& database, const std::string& sha256, const std::string& place);
/// The SHA-256 of the files that the archive had not packed when their places were last noted.
std::vector<std::string> unpacked_files(postgres::Executor& database);

/// Which file a feed was read from.
struct FileOfFeed {
  std::string feed;
  std::string name;  ///< at the source, as readable() has it
};

/// The files of a night, a line a feed.
std::vector<FileOfFeed> files_of(postgres::Executor& database, std::int64_t run_id);

/// The file that the newest night of a feed was loaded from.
struct LoadedFile {
  std::int64_t run_id = 0;
  std::string name;                 ///< at the source
  std::optional<Instant> modified;  ///< at the source
};

/// The file of the newest night that loaded the feed, or found it unchanged.
std::optional<LoadedFile> newest_file(postgres::Executor& database, const std::string& dataset,
                                      const std::string& feed);

/// A feed's file of the newest night, and how its records were counted.
struct CountedFile {
  std::string feed;
  std::string member;
  std::string sha256;
  std::uint64_t read = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t rejected = 0;
  /// Blank rows, repeated header lines and byte order marks.
  std::uint64_t passed_over = 0;
};

/// The files of a dataset's newest night; nothing where a person let that night pass.
std::vector<CountedFile> newest_counts(postgres::Executor& database, const std::string& dataset);

}  // namespace nightjar::ledger
