#include "night/refusal.hpp"

#include <algorithm>
#include <string_view>

#include "base/format.hpp"

namespace nightjar::night {
namespace {

/// The refused files of a feed, in their order.
std::vector<const ledger::File*> files_of(const ledger::Refusal& refusal,
                                          const feed::Definition& feed) {
  std::vector<const ledger::File*> files;
  for (const ledger::File& file : refusal.files) {
    if (file.feed == feed.name() && file.member == feed.file.member) files.push_back(&file);
  }
  return files;
}

bool is_refused(const ledger::Refusal& refusal, const FileAtSource& file) {
  const auto refused = files_of(refusal, *file.definition);
  return std::any_of(refused.begin(), refused.end(), [&](const ledger::File* one) {
    return file.name == one->name && file.bytes == one->bytes && file.modified == one->modified;
  });
}

bool is_refused(const ledger::Refusal& refusal, const Dump& dump) {
  const auto refused = files_of(refusal, *dump.definition);
  return std::equal(dump.files.begin(), dump.files.end(), refused.begin(), refused.end(),
                    [](const DumpFile& file, const ledger::File* one) {
                      return !file.sha256.empty() && file.sha256 == one->sha256;
                    });
}

std::string names_of(const ledger::Refusal& refusal) {
  std::vector<std::string> names;
  for (const ledger::File& file : refusal.files) {
    const bool is_shared = std::find(names.begin(), names.end(), file.name) != names.end();
    if (!is_shared) names.push_back(file.name);  // feeds may share a zip
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

bool has_files(const ledger::Refusal& refusal, const std::vector<FileAtSource>& files) {
  return files.size() == refusal.files.size() &&
         std::all_of(files.begin(), files.end(),
                     [&](const FileAtSource& file) { return is_refused(refusal, file); });
}

bool has_bytes(const ledger::Refusal& refusal, const Dumps& dumps) {
  return !dumps.lack_any() && dumps.files().size() == refusal.files.size() &&
         std::all_of(dumps.of_feeds.begin(), dumps.of_feeds.end(),
                     [&](const Dump& dump) { return is_refused(refusal, dump); });
}

RefusedBefore::RefusedBefore(const ledger::Refusal& refusal, const std::string& dataset)
    : Error(fmt::format(
                "the source still has the files of run {}, which were refused: {} (waiting for "
                "another {})",
                refusal.run_id, refusal.why, names_of(refusal)),
            fmt::format(
                "have the vendor deliver other files; to read these again: nightjar run {} --again",
                dataset)),
      run_id_(refusal.run_id),
      outcome_(refusal.outcome) {}

}  // namespace nightjar::night
