#pragma once

#include <filesystem>
#include <string>

#include "tmdb/tmdb_bench.hpp"

namespace nightjar::support {

/// Reads the files of a dump into schema `raw` of the bench's database, a second time and by other
/// means than a night does (raw_reports.sql), beside those of earlier nights. What is not the width
/// of the header is left out, and so are rows of empty fields.
void read_raw(const TmdbBench& bench, const std::filesystem::path& folder);

/// The first rows in which reports.`report` and raw.`report` differ; empty where they are the same
/// rows the same number of times.
std::string differences(const TmdbBench& bench, const std::string& report);

}  // namespace nightjar::support
