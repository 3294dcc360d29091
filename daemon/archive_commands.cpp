#include <cstdio>

#include "archive/archive.hpp"
#include "base/format.hpp"
#include "commands.hpp"
#include "json/text.hpp"
#include "night/night.hpp"
#include "table.hpp"

namespace nightjar::daemon {
namespace {

void print(const std::string& text) { std::fputs(text.c_str(), stdout); }

std::string text_of(const std::vector<archive::Manifest>& manifests) {
  if (manifests.empty()) return "nothing is kept yet\n";
  Table table({{"run", Align::right},
               {"dataset"},
               {"kept at (UTC)"},
               {"file"},
               {"size", Align::right},
               {"sha256"}});
  for (const archive::Manifest& manifest : manifests) {
    for (const archive::KeptFile& file : manifest.files) {
      table.add({std::to_string(manifest.run_id), manifest.dataset, utc_text(manifest.kept_at),
                 file.name, bytes_text(file.bytes), file.sha256});
    }
  }
  return table.text();
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

}  // namespace

ExitCode archive_list(const config::Settings& settings, Output output) {
  const auto manifests = archive::Archive(night::archive_of(settings.state_dir)).list();
  if (output == Output::text) {
    print(text_of(manifests));
    return ExitCode::done;
  }
  std::string runs;
  for (const archive::Manifest& manifest : manifests) {
    runs += (runs.empty() ? "" : ",") + json_of(manifest);
  }
  print(format(R"({{"runs":[{}]}})", runs) + "\n");
  return ExitCode::done;
}

ExitCode archive_verify(const config::Settings& settings, Output output) {
  const auto damages = archive::Archive(night::archive_of(settings.state_dir)).verify();
  std::string text;
  for (const archive::Damage& damage : damages) {
    text += output == Output::text
                ? format("DAMAGED  runs {}: {}\n", runs_of(damage), damage.what)
                : format(R"({}{{"sha256":"{}","runs":[{}],"fault":{}}})", text.empty() ? "" : ",",
                         damage.sha256, runs_of(damage), json::quoted(damage.what));
  }
  if (output == Output::json)
    text = format(R"({{"ok":{},"damages":[{}]}})", damages.empty(), text) + "\n";
  print(text.empty() ? "every file is whole\n" : text);
  return damages.empty() ? ExitCode::done : ExitCode::failed;
}

}  // namespace nightjar::daemon
