#include "ledger_filter.hpp"

#include <algorithm>
#include <vector>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/spelling.hpp"

namespace nightjar::daemon {

void require_one_of(std::string_view option, const std::optional<std::string>& value,
                    std::span<const std::string_view> names) {
  const std::vector<std::string> known(names.begin(), names.end());
  if (!value || std::find(known.begin(), known.end(), *value) != known.end()) return;
  throw UsageError(
      fmt::format("--{}: there is no \"{}\"{}", option, *value, suggestion(*value, known)),
      fmt::format("write one of {}", enumeration(known)));
}

void require_configured(const config::Settings& settings, const std::optional<std::string>& dataset,
                        const std::optional<std::string>& feed) {
  std::vector<std::string> datasets;
  std::vector<std::string> feeds;
  for (const feed::Dataset& each : settings.datasets) {
    datasets.push_back(each.name);
    for (const feed::Definition& definition : each.feeds) feeds.push_back(definition.name());
  }
  const std::vector<std::string_view> names(datasets.begin(), datasets.end());
  require_one_of("dataset", dataset, names);
  require_one_of("feed", feed, std::vector<std::string_view>(feeds.begin(), feeds.end()));
}

}  // namespace nightjar::daemon
