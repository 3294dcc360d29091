#include "night/dumps.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <system_error>

#include "base/error.hpp"
#include "base/format.hpp"
#include "config/source_url.hpp"

namespace nightjar::night {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view file_scheme = "file://";
constexpr std::size_t copy_bytes = std::size_t{1} << 20;

fs::path folder_of(const std::string& source) {
  if (!source.starts_with(std::string(file_scheme) + "/")) {
    throw Misconfigured(
        format("{}: not a source that this program can read", config::without_login(source)),
        "have the files put into a folder of this machine, and write it as file:///folder/");
  }
  const fs::path folder = source.substr(file_scheme.size());
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) {
    throw Transient(
        format("{}: there is no such folder, or this user may not look into it", folder.string()),
        "check `source:` or --source, and that the disk is mounted");
  }
  return folder;
}

/// The feed's file by its own name or one of those that may stand in its place.
std::optional<Dump> find_dump(const feed::Definition& definition, const fs::path& folder) {
  std::vector<std::string> names{definition.file};
  names.insert(names.end(), definition.alternatives.begin(), definition.alternatives.end());
  for (const std::string& name : names) {
    std::error_code ignored;
    if (!fs::exists(folder / name, ignored)) continue;
    return Dump{&definition, name, folder / name, InputFile(folder / name).identity()};
  }
  return std::nullopt;
}

Dumps dumps_in(const feed::Dataset& dataset, const fs::path& folder) {
  Dumps dumps;
  for (const feed::Definition& definition : dataset.feeds) {
    if (auto dump = find_dump(definition, folder)) {
      dumps.files.push_back(std::move(*dump));
    } else {
      dumps.missing.push_back(&definition);
    }
  }
  return dumps;
}

void copy_contents(const fs::path& from, const fs::path& to) {
  InputFile source(from);
  AtomicFile target(to);
  std::vector<char> buffer(copy_bytes);
  while (const std::size_t got = source.read(buffer)) target.write({buffer.data(), got});
  target.commit();
}

}  // namespace

Dumps find_dumps(const feed::Dataset& dataset, const std::string& source) {
  return dumps_in(dataset, folder_of(source));
}

void refuse_changed(const Dump& dump) {
  if (InputFile(dump.path).identity() == dump.identity) return;
  throw BadDump(format("{}: was written to while it was being read", dump.path.string()),
                "run the night again once the vendor has finished");
}

HeldDumps::HeldDumps(const fs::path& state_dir, const std::string& dataset)
    : folder_(state_dir / "held" / dataset) {}

fs::path HeldDumps::folder_of(std::int64_t run_id) const {
  return folder_ / format("run-{}", run_id);
}

void HeldDumps::keep(std::int64_t run_id, const Dumps& dumps) const {
  const fs::path folder = folder_of(run_id);
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure) {
    throw Misconfigured(format("{}: cannot create: {}", folder.string(), failure.message()),
                        "make the state directory writable for this user");
  }
  try {
    for (const Dump& dump : dumps.files) {
      if (dump.path != folder / dump.name) copy_contents(dump.path, folder / dump.name);
    }
  } catch (const Error&) {
    fs::remove_all(folder, failure);  // half of a night is of no use, and the disk may be full
    throw;
  }
}

Dumps HeldDumps::find(std::int64_t run_id, const feed::Dataset& dataset) const {
  const fs::path folder = folder_of(run_id);
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) {
    throw Misconfigured(format("{}: the dump of run {} is no longer kept", folder.string(), run_id),
                        "a held dump stays until the next night; run the dataset again");
  }
  return dumps_in(dataset, folder);
}

void HeldDumps::drop_all_but(std::optional<std::int64_t> run_id) const {
  const fs::path kept = run_id ? folder_of(*run_id) : fs::path();
  std::error_code failure;
  if (!fs::is_directory(folder_, failure)) return;
  for (const auto& entry : fs::directory_iterator(folder_, failure)) {
    if (entry.path() != kept) fs::remove_all(entry.path(), failure);
    if (failure) break;
  }
  if (failure) {
    throw Misconfigured(format("{}: cannot be emptied: {}", folder_.string(), failure.message()),
                        "remove the folders in it by hand");
  }
}

}  // namespace nightjar::night
