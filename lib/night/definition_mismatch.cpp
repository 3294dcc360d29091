#include "night/definition_mismatch.hpp"

#include <algorithm>

#include "base/format.hpp"

namespace nightjar::night {
namespace {

/// The key of the YAML that a mismatch is about: that of the column at the beginning of the detail,
/// if there is one, else that of the feed.
std::string key_of(const feed::Dataset& dataset, const ledger::DefinitionMismatch& mismatch) {
  for (const feed::Definition& feed : dataset.feeds) {
    if (feed.name() != mismatch.feed) continue;
    const std::string column = mismatch.detail.substr(0, mismatch.detail.find(':'));
    const bool is_column =
        std::any_of(feed.columns.begin(), feed.columns.end(),
                    [&](const feed::Column& each) { return each.name == column; });
    return fmt::format("feeds: {}:{}", feed.table,
                       is_column ? fmt::format(" columns: {}:", column) : "");
  }
  return "feeds:";
}

std::string text_of(const feed::Dataset& dataset, const ledger::DefinitionMismatch& mismatch) {
  std::string text = fmt::format("{} of {} records do not fit the definition of {}",
                                 mismatch.rejected, mismatch.read, mismatch.feed);
  if (!mismatch.reason.empty()) {
    text += fmt::format("; most often ({} of them) {}, first in line {}{}: {}", mismatch.times,
                        mismatch.reason, mismatch.line,
                        mismatch.file.empty() ? "" : " of " + mismatch.file, mismatch.detail);
  }
  return fmt::format("{}. Correct \"{}\" in {}", text, key_of(dataset, mismatch),
                     dataset.file.string());
}

}  // namespace

std::string correction_of(const feed::Dataset& dataset,
                          const std::vector<ledger::DefinitionMismatch>& mismatches) {
  if (mismatches.empty()) return {};
  std::vector<std::string> texts;
  texts.reserve(mismatches.size());
  for (const ledger::DefinitionMismatch& mismatch : mismatches) {
    texts.push_back(text_of(dataset, mismatch));
  }
  return fmt::format("{}, then: nightjar run {}", fmt::join(texts, ". "), dataset.name);
}

}  // namespace nightjar::night
