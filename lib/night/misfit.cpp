#include "night/misfit.hpp"

#include <algorithm>

#include "base/format.hpp"

namespace nightjar::night {
namespace {

/// The key of the YAML that a misfit is about: that of the column which the detail begins with, if
/// it does, else that of the feed.
std::string key_of(const feed::Dataset& dataset, const Misfit& misfit) {
  for (const feed::Definition& feed : dataset.feeds) {
    if (feed.name() != misfit.feed) continue;
    const std::string column = misfit.detail.substr(0, misfit.detail.find(':'));
    const bool is_column =
        std::any_of(feed.columns.begin(), feed.columns.end(),
                    [&](const feed::Column& each) { return each.name == column; });
    return format("feeds: {}:{}", feed.table, is_column ? format(" columns: {}:", column) : "");
  }
  return "feeds:";
}

std::string text_of(const feed::Dataset& dataset, const Misfit& misfit) {
  std::string text = format("{} of {} records do not fit the definition of {}", misfit.rejected,
                            misfit.read, misfit.feed);
  if (!misfit.reason.empty()) {
    text += format("; most often ({} of them) {}, first in line {}: {}", misfit.times,
                   misfit.reason, misfit.line, misfit.detail);
  }
  return format("{}. Mend \"{}\" in {}", text, key_of(dataset, misfit), dataset.file.string());
}

}  // namespace

std::string mending_of(const feed::Dataset& dataset, const std::vector<Misfit>& misfits) {
  std::string text;
  for (const Misfit& misfit : misfits) {
    text += (text.empty() ? "" : ". ") + text_of(dataset, misfit);
  }
  return text.empty() ? "" : format("{}, then: nightjar run {}", text, dataset.name);
}

}  // namespace nightjar::night
