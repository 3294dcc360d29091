#include "inventory_text.hpp"

#include <cstdint>
#include <map>
#include <vector>

#include "base/format.hpp"
#include "console/words.hpp"
#include "json/document.hpp"

namespace nightjar::daemon {

using json::Document;

std::string nights_without_dumps(const night::Inventory& inventory) {
  std::map<std::string, std::vector<std::int64_t>> runs;
  for (const ledger::Run& run : inventory.without_dump) runs[run.dataset].push_back(run.id);
  std::string text;
  for (const auto& [dataset, list] : runs) {
    text += fmt::format(
        "{}: the archive does not have the files of nights that are loaded: {} (nightjar archive "
        "verify)\n",
        dataset, fmt::join(list, ", "));
  }
  return text;
}

std::string unknown_nights(const night::Inventory& inventory) {
  std::map<std::string, std::size_t> counts;
  for (const archive::Manifest& night : inventory.unknown) ++counts[night.dataset];
  std::string text;
  for (const auto& [dataset, count] : counts) {
    text += fmt::format(
        "{}: the archive has {} that this database lacks, as after a restore from a backup: "
        "nightjar archive adopt\n",
        dataset, console::counted(count, "night"));
  }
  return text;
}

json::Document document_of(const night::Inventory& inventory) {
  const auto missing = [](const ledger::Run& run) {
    return Document{{"run_id", run.id}, {"dataset", run.dataset}, {"as_of", to_string(run.as_of)}};
  };
  const auto unknown = [](const archive::Manifest& night) {
    return Document{{"run_id", night.run_id},
                    {"dataset", night.dataset},
                    {"kept_at", to_string(night.kept_at)}};
  };
  return {{"missing", json::array_of(inventory.without_dump, missing)},
          {"unknown", json::array_of(inventory.unknown, unknown)}};
}

}  // namespace nightjar::daemon
