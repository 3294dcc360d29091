#include "inventory_text.hpp"

#include <map>

#include "base/format.hpp"
#include "console/words.hpp"
#include "json/text.hpp"

namespace nightjar::daemon {

std::string nights_without_dumps(const night::Inventory& inventory) {
  std::map<std::string, std::string> runs;
  for (const ledger::Run& run : inventory.without_dump) {
    std::string& list = runs[run.dataset];
    list += fmt::format("{}{}", list.empty() ? "" : ", ", run.id);
  }
  std::string text;
  for (const auto& [dataset, list] : runs) {
    text += fmt::format(
        "{}: the archive does not have the files of nights that are loaded: {} (nightjar archive "
        "verify)\n",
        dataset, list);
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

std::string json_members(const night::Inventory& inventory) {
  std::string missing;
  for (const ledger::Run& run : inventory.without_dump) {
    missing +=
        fmt::format(R"({}{{"run_id":{},"dataset":{},"as_of":{}}})", missing.empty() ? "" : ",",
                    run.id, json::quoted(run.dataset), json::quoted(to_string(run.as_of)));
  }
  std::string unknown;
  for (const archive::Manifest& night : inventory.unknown) {
    unknown += fmt::format(R"({}{{"run_id":{},"dataset":{},"kept_at":{}}})",
                           unknown.empty() ? "" : ",", night.run_id, json::quoted(night.dataset),
                           json::quoted(to_string(night.kept_at)));
  }
  return fmt::format(R"("missing":[{}],"unknown":[{}])", missing, unknown);
}

}  // namespace nightjar::daemon
