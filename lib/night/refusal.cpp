#include "night/refusal.hpp"

#include <algorithm>
#include <string_view>

#include "base/format.hpp"

namespace nightjar::night {
namespace {

/// The refused file of a feed; nothing if the feed had none.
const ledger::File* file_of(const ledger::Refusal& refusal, const feed::Definition& feed) {
  const auto found =
      std::find_if(refusal.files.begin(), refusal.files.end(), [&](const ledger::File& file) {
        return file.feed == feed.name() && file.member == feed.file.member;
      });
  return found == refusal.files.end() ? nullptr : &*found;
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
         std::all_of(files.begin(), files.end(), [&](const FileAtSource& file) {
           const ledger::File* const refused = file_of(refusal, *file.definition);
           return refused != nullptr && file.name == refused->name &&
                  file.bytes == refused->bytes && file.modified == refused->modified;
         });
}

bool has_bytes(const ledger::Refusal& refusal, const Dumps& dumps) {
  return dumps.missing.empty() && dumps.files.size() == refusal.files.size() &&
         std::all_of(dumps.files.begin(), dumps.files.end(), [&](const Dump& dump) {
           const ledger::File* const refused = file_of(refusal, *dump.definition);
           return refused != nullptr && !dump.sha256.empty() && dump.sha256 == refused->sha256;
         });
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
