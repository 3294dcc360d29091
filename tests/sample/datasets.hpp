#pragma once

#include <cstdint>
#include <filesystem>

namespace nightjar::sample {

/// The six files of the streaming dataset: authors.json, books.json, reviews.json, movies.csv,
/// users.csv, streams.csv. Night 2 and later bring updates, deletions, new rows, reformatted
/// records, a duplicate of either kind and broken records; night 3 and later also bring restored
/// ones.
struct StreamingOptions {
  std::uint64_t seed = 1;
  int night = 1;
  std::filesystem::path folder;
  double scale = 1;
};
void write_streaming(const StreamingOptions& options);

/// One reviews.json of about that size. From night to night 1 % of its records are updated, 0.2 %
/// are deleted and 0.2 % added.
struct ReviewsOptions {
  std::uint64_t seed = 1;
  int night = 1;
  std::filesystem::path file;
  std::uint64_t bytes = 0;  ///< of the first night
  /// MappingOutcome: not JSON but the rows that it stands for, as PostgreSQL's COPY reads them.
  enum class Style { compact, reformatted, projected } style = Style::compact;
};
void write_reviews(const ReviewsOptions& options);

/// One streams.csv: the first night's sessions fill December 2021. Each night adds 1 % of `rows`.
struct StreamsOptions {
  std::uint64_t seed = 1;
  int night = 1;
  std::filesystem::path file;
  std::uint64_t rows = 0;  ///< of the first night
};
void write_streams(const StreamsOptions& options);

/// The files of the film database: movies_metadata.csv, credits.csv, keywords.csv, links.csv,
/// ratings.csv, with the problems of the real ones.
struct TmdbOptions {
  std::uint64_t seed = 1;
  int night = 1;
  std::filesystem::path folder;
  std::uint64_t movies = 0;   ///< of the first night
  std::uint64_t ratings = 0;  ///< of the first night; each night adds 1 %
  /// As the files were saved, or as a spreadsheet program saves them: a byte-order mark, FALSE,
  /// 10/30/1995.
  enum class SavedBy { exporter, spreadsheet } saved_by = SavedBy::exporter;
};
void write_tmdb(const TmdbOptions& options);

}  // namespace nightjar::sample
