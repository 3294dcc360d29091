#include "archive/archive.hpp"
#include "base/format.hpp"
#include "commands.hpp"
#include "console/table.hpp"
#include "console/words.hpp"
#include "json/text.hpp"
#include "night/night.hpp"

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
    files += format(R"({}{{"name":{},"bytes":{},"sha256":"{}","source_time":{}}})",
                    files.empty() ? "" : ",", json::quoted(file.name), file.bytes, file.sha256,
                    file.modified ? json::quoted(to_string(*file.modified)) : "null");
  }
  return format(R"({{"run_id":{},"dataset":{},"kept_at":{},"files":[{}]}})", manifest.run_id,
                json::quoted(manifest.dataset), json::quoted(to_string(manifest.kept_at)), files);
}

std::string runs_of(const archive::Damage& damage) {
  std::string runs;
  for (const std::int64_t run : damage.runs)
    runs += (runs.empty() ? "" : ",") + std::to_string(run);
  return runs;
}

Text text_of(const std::vector<archive::Damage>& damages) {
  if (damages.empty()) return {"every file is whole\n", Tone::healthy};
  Text text;
  for (const archive::Damage& damage : damages) {
    text += Text("DAMAGED", Tone::failed) + format("  {} {}: {}\n",
                                                   damage.runs.size() == 1 ? "run" : "runs",
                                                   runs_of(damage), damage.what);
  }
  return text;
}

std::string json_of(const std::vector<archive::Damage>& damages) {
  std::string list;
  for (const archive::Damage& damage : damages) {
    list += format(R"({}{{"sha256":"{}","runs":[{}],"fault":{}}})", list.empty() ? "" : ",",
                   damage.sha256, runs_of(damage), json::quoted(damage.what));
  }
  return format(R"({{"ok":{},"damages":[{}]}})", damages.empty(), list);
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
  console.answer(format(R"({{"runs":[{}]}})", runs));
  return ExitCode::done;
}

ExitCode archive_verify(const config::Settings& settings, Console& console) {
  const auto damages = archive::Archive(night::archive_of(settings.state_dir)).verify();
  if (console.output() == Output::text) {
    console.say(text_of(damages));
  } else {
    console.answer(json_of(damages));
  }
  return damages.empty() ? ExitCode::done : ExitCode::failed;
}

}  // namespace nightjar::daemon
