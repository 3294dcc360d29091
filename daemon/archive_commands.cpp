#include "archive/archive.hpp"
#include "base/format.hpp"
#include "commands.hpp"
#include "console/table.hpp"
#include "console/words.hpp"
#include "inventory_text.hpp"
#include "json/document.hpp"
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
using json::Document;

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

Document json_of_file(const archive::KeptFile& file) {
  return {{"name", file.name},
          {"bytes", file.bytes},
          {"sha256", file.sha256},
          {"source_time", json::instant_or_null(file.modified)}};
}

Document json_of_night(const archive::Manifest& manifest) {
  return {{"run_id", manifest.run_id},
          {"night_id", json::text_or_null(manifest.night_id)},
          {"dataset", manifest.dataset},
          {"as_of", json::instant_or_null(manifest.as_of)},
          {"kept_at", to_string(manifest.kept_at)},
          {"outcome", json::text_or_null(manifest.outcome)},
          {"files", json::array_of(manifest.files, json_of_file)}};
}

std::string runs_of(const archive::CorruptFile& damage) {
  return fmt::format("{}", fmt::join(damage.runs, ","));
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

Document json_of_damage(const archive::CorruptFile& damage) {
  return {{"sha256", damage.sha256}, {"runs", damage.runs}, {"fault", damage.what}};
}

std::string json_of(const std::vector<archive::CorruptFile>& damages,
                    const night::Inventory& inventory) {
  Document answer{{"ok", damages.empty() && inventory.without_dump.empty()},
                  {"damages", json::array_of(damages, json_of_damage)}};
  answer.update(document_of(inventory));
  return json::dump(answer);
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

Document json_of_adopted(const night::AdoptedNight& night) {
  return {{"run_id", night.run_id},
          {"to_replay", night.to_replay},
          {"was", json_of_night(night.manifest)}};
}

}  // namespace

ExitCode archive_list(const config::Settings& settings, Console& console) {
  const auto manifests = archive::Archive(night::archive_of(settings.state_dir)).list();
  if (console.output() == Output::text) {
    console.say(text_of(manifests, console.width()));
    return ExitCode::done;
  }
  console.answer(json::dump(Document{{"runs", json::array_of(manifests, json_of_night)}}));
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
    console.answer(json::dump(Document{{"adopted", json::array_of(adopted, json_of_adopted)}}));
  }
  return ExitCode::done;
}

}  // namespace nightjar::daemon
