#include "ledger/files.hpp"

#include "ledger/sql.hpp"

namespace nightjar::ledger {
namespace {

postgres::Parameter text_or_null(const std::string& text) {
  return text.empty() ? postgres::Parameter() : postgres::Parameter(text);
}

}  // namespace

void add_file(postgres::Executor& database, const Run& run, const File& file) {
  database.query(sql::add_file,
                 {std::to_string(run.id), file.feed, file.name, std::to_string(file.bytes),
                  file.modified ? postgres::Parameter(to_string(*file.modified)) : std::nullopt,
                  text_or_null(file.sha256), text_or_null(file.member), std::to_string(file.part)});
}

void note_archived(postgres::Executor& database, const Run& run, const std::string& name,
                   const std::string& sha256, const std::string& place) {
  database.query(sql::note_archived, {std::to_string(run.id), name, sha256, place});
}

void note_packed(postgres::Executor& database, const std::string& sha256,
                 const std::string& place) {
  database.query(sql::note_packed, {sha256, place});
}

std::vector<std::string> unpacked_files(postgres::Executor& database) {
  const auto found = database.query(sql::unpacked_files);
  std::vector<std::string> files;
  for (std::size_t i = 0; i < found.size(); ++i) files.push_back(found.text(i, 0));
  return files;
}

std::vector<FileOfFeed> files_of(postgres::Executor& database, std::int64_t run_id) {
  const auto found = database.query(sql::names_of_files, {std::to_string(run_id)});
  std::vector<FileOfFeed> files;
  for (std::size_t i = 0; i < found.size(); ++i) {
    files.push_back({found.text(i, 0), found.text(i, 1)});
  }
  return files;
}

std::optional<LoadedFile> newest_file(postgres::Executor& database, const std::string& dataset,
                                      const std::string& feed) {
  const auto found = database.query(sql::newest_file, {dataset, feed});
  if (found.empty()) return std::nullopt;
  LoadedFile file{found.integer(0, 0), found.text(0, 1), std::nullopt};
  if (found.value(0, 2)) file.modified = instant_of(found.text(0, 2));
  return file;
}

std::vector<CountedDump> newest_counts(postgres::Executor& database, const std::string& dataset) {
  const auto found = database.query(sql::newest_counts, {dataset});
  const auto count = [&](std::size_t row, std::size_t column) {
    return static_cast<std::uint64_t>(found.integer(row, column));
  };
  std::vector<CountedDump> dumps;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::string feed = found.text(i, 0);
    if (dumps.empty() || dumps.back().feed != feed) {
      dumps.push_back(
          {feed, found.text(i, 2), {}, count(i, 3), count(i, 4), count(i, 5), count(i, 6)});
    }
    dumps.back().sha256.push_back(found.text(i, 1));
  }
  return dumps;
}

}  // namespace nightjar::ledger
