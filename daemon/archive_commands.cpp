#include "archive/archive.hpp"
#include "base/format.hpp"
#include "commands.hpp"
#include "console/table.hpp"
#include "console/words.hpp"
#include "inventory_text.hpp"
#include "json/text.hpp"
#include "night/archiving.hpp"
#include "night/inventory.hpp"
#include "owner.hpp"
#include "postgres/connection.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::daemon {
namespace {

using console::Align;
using console::Output;
using console::Table;
using console::Text;
using console::Tone;

Text text_of(const std::vector<archive::Manifest>& manifests, std::optional<std::size_t> width) {
  if (manifests.empty()) return "nothing is kept yet\n";
  Table table({{"run", Align::right},
               {"dataset"},
               {"kept at (UTC)"},
               {.heading = "file", .wraps = true},
               {"size", Align::right},
               {"sha256"}});
  for (const archive::Manifest& manifest : manifests) {
    for (const archive::KeptFile& file : manifest.files) {
      table.add({std::to_string(manifest.run_id), manifest.dataset,
                 console::utc_text(manifest.kept_at), file.name, console::bytes_text(file.bytes),
                 file.sha256});
    }
  }
  return table.text(width);
}

std::string json_of(const archive::Manifest& manifest) {
  std::string files;
  for (const archive::KeptFile& file : manifest.files) {
    files += fmt::format(R"({}{{"name":{},"bytes":{},"sha256":"{}","source_time":{}}})",
                         files.empty() ? "" : ",", json::quoted(file.name), file.bytes, file.sha256,
                         file.modified ? json::quoted(to_string(*file.modified)) : "null");
  }
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? "null" : json::quoted(text);
  };
  return fmt::format(
      R"({{"run_id":{},"night_id":{},"dataset":{},"as_of":{},"kept_at":{},"outcome":{},"files":[{}]}})",
      manifest.run_id, text_or_null(manifest.night_id), json::quoted(manifest.dataset),
      text_or_null(manifest.as_of ? to_string(*manifest.as_of) : ""),
      json::quoted(to_string(manifest.kept_at)), text_or_null(manifest.outcome), files);
}

std::string runs_of(const archive::CorruptFile& damage) {
  std::string runs;
  for (const std::int64_t run : damage.runs)
    runs += (runs.empty() ? "" : ",") + std::to_string(run);
  return runs;
}

/// The part that needs the ledger.
night::Inventory inventory_of(const config::Settings& settings) {
  postgres::Connection database(settings.database_url, "nightjar archive verify");
  schema::require_migrated(database);
  return night::take_inventory(database, settings.state_dir);
}

Text text_of(const std::vector<archive::CorruptFile>& damages, const night::Inventory& inventory) {
  Text text;
  for (const archive::CorruptFile& damage : damages) {
    text += Text("DAMAGED", Tone::failed) + fmt::format("  {} {}: {}\n",
                                                        damage.runs.size() == 1 ? "run" : "runs",
                                                        runs_of(damage), damage.what);
  }
  for (const ledger::Run& run : inventory.without_dump) {
    text += Text("MISSING", Tone::failed) +
            fmt::format("  run {} of {}, valid from {}: its files are not in the archive\n", run.id,
                        run.dataset, to_string(run.as_of));
  }
  if (text.empty()) text = {"all files are intact\n", Tone::healthy};
  return text + unknown_nights(inventory);
}

std::string json_of(const std::vector<archive::CorruptFile>& damages,
                    const night::Inventory& inventory) {
  std::string damaged;
  for (const archive::CorruptFile& damage : damages) {
    damaged +=
        fmt::format(R"({}{{"sha256":"{}","runs":[{}],"fault":{}}})", damaged.empty() ? "" : ",",
                    damage.sha256, runs_of(damage), json::quoted(damage.what));
  }
  return fmt::format(R"({{"ok":{},"damages":[{}],{}}})",
                     damages.empty() && inventory.without_dump.empty(), damaged,
                     json_members(inventory));
}

Text text_of(const std::vector<night::AdoptedNight>& adopted, std::optional<std::size_t> width) {
  if (adopted.empty()) return "the ledger has every night of the archive\n";
  Table table({{"run", Align::right},
               {"dataset"},
               {"valid from (UTC)"},
               {"kept at (UTC)"},
               {"old run", Align::right},
               {"old outcome"}});
  std::string commands;
  for (const night::AdoptedNight& night : adopted) {
    const archive::Manifest& was = night.manifest;
    table.add({std::to_string(night.run_id), was.dataset, console::utc_text(was.as_of.value()),
               console::utc_text(was.kept_at), std::to_string(was.run_id),
               was.outcome.empty() ? "unknown" : was.outcome});
    if (night.to_replay) {
      commands += fmt::format("  nightjar run {} --from-run {}\n", was.dataset, night.run_id);
    }
  }
  const std::string to_do = commands.empty() ? "none of them had been loaded: nothing to do\n"
                                             : "to load them, in this order:\n" + commands;
  return table.text(width) + "\n" + to_do;
}

std::string json_of(const std::vector<night::AdoptedNight>& adopted) {
  std::string nights;
  for (const night::AdoptedNight& night : adopted) {
    nights += fmt::format(R"({}{{"run_id":{},"to_replay":{},"was":{}}})", nights.empty() ? "" : ",",
                          night.run_id, night.to_replay, json_of(night.manifest));
  }
  return fmt::format(R"({{"adopted":[{}]}})", nights);
}

}  // namespace

ExitCode archive_list(const config::Settings& settings, Console& console) {
  const auto manifests = archive::Archive(night::archive_of(settings.state_dir)).list();
  if (console.output() == Output::text) {
    console.say(text_of(manifests, console.width()));
    return ExitCode::done;
  }
  std::string runs;
  for (const archive::Manifest& manifest : manifests) {
    runs += (runs.empty() ? "" : ",") + json_of(manifest);
  }
  console.answer(fmt::format(R"({{"runs":[{}]}})", runs));
  return ExitCode::done;
}

ExitCode archive_verify(const config::Settings& settings, Console& console) {
  const auto damages = archive::Archive(night::archive_of(settings.state_dir)).verify();
  night::Inventory inventory;
  try {
    inventory = inventory_of(settings);
  } catch (Error& error) {
    if (console.output() == Output::text) console.say(text_of(damages, inventory));
    error.in("the files were checked, but not whether any is missing");
    throw;
  }
  if (console.output() == Output::text) {
    console.say(text_of(damages, inventory));
  } else {
    console.answer(json_of(damages, inventory));
  }
  const bool ok = damages.empty() && inventory.without_dump.empty();
  return ok ? ExitCode::done : ExitCode::failed;
}

ExitCode archive_adopt(const config::Settings& settings, Console& console) {
  require_owner(settings.state_dir);
  postgres::Connection database(settings.database_url, "nightjar archive adopt");
  schema::require_migrated(database);
  const auto adopted = night::adopt_nights(settings, database);
  if (console.output() == Output::text) {
    console.say(text_of(adopted, console.width()));
  } else {
    console.answer(json_of(adopted));
  }
  return ExitCode::done;
}

}  // namespace nightjar::daemon
