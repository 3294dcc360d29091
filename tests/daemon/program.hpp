#pragma once

#include <chrono>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <unistd.h>

#include "support/catch.hpp"
#include "support/cluster.hpp"
#include "support/places.hpp"
#include "support/process.hpp"
#include "support/project.hpp"
#include "support/temporary_folder.hpp"

namespace nightjar::support {

inline std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// The real nightjar in an installation of its own: settings with the module `streaming`, of
/// which only the dataset `vendor`, a migrated database, a folder of three small files that a first
/// night loads without rejects.
class Program {
 public:
  static constexpr int books = 40;

  enum class Schema { migrated, bare };

  explicit Program(Schema schema = Schema::migrated)
      : database_(schema == Schema::migrated ? Database("project", migrate_project) : Database()) {
    write_settings(source());
    good_files();
    std::filesystem::create_directories(state_dir());
  }

  [[nodiscard]] const Database& database() const { return database_; }
  [[nodiscard]] std::filesystem::path file(const std::string& name) const {
    return folder_.path() / "source" / name;
  }
  [[nodiscard]] std::filesystem::path state_dir() const { return folder_.path() / "state"; }
  [[nodiscard]] std::string source() const {
    return "file://" + (folder_.path() / "source").string() + "/";
  }
  [[nodiscard]] std::filesystem::path settings_file() const {
    return folder_.path() / "nightjar.yaml";
  }

  void write_settings(const std::string& source_url) const {
    std::string vendor = text_of_file(source_folder() / "config/datasets/streaming/vendor.yaml");
    const std::string as_delivered = "source: file:///srv/vendor/";
    vendor.replace(vendor.find(as_delivered), as_delivered.size(), "source: " + source_url);
    folder_.write("datasets/streaming/vendor.yaml", vendor);
    const auto migrations = folder_.path() / "datasets/streaming/migrations";
    if (!std::filesystem::exists(migrations)) {
      std::filesystem::create_directory_symlink(
          source_folder() / "config/datasets/streaming/migrations", migrations);
    }
    folder_.write("nightjar.yaml", "database: " + database_.url() + "\nstate_dir: " +
                                       state_dir().string() + "\ndatasets: datasets\nmigrations: " +
                                       (source_folder() / "migrations").string() + "\n");
  }
  /// Gives the module migrations of its own, to be changed; the folder of the versioned ones.
  [[nodiscard]] std::filesystem::path own_migrations() const {
    const auto migrations = folder_.path() / "datasets/streaming/migrations";
    std::filesystem::remove(migrations);
    std::filesystem::copy(source_folder() / "config/datasets/streaming/migrations", migrations,
                          std::filesystem::copy_options::recursive);
    return migrations / "versioned";
  }
  /// Writes a file to the source's folder, replacing an existing one.
  void put(const std::string& name, std::string_view bytes) const {
    folder_.write("source/" + name, bytes);
  }
  void good_files() const {
    put("authors.json", R"([{"metadata":{"name":"Mary Shelley","birth_date":"1797-08-30"}}])");
    put("books.json", book_list(books));
    put("reviews.json",
        R"([{"movies":[{"title":"Frankenstein"}],"books":[{"metadata":{"title":"Frankenstein"}}],)"
        R"("rating":{"rate":5,"label":"good"},"created":"2021-12-17T11:49:40.461+0100"}])");
  }
  /// A JSON array of this many books, each on a line of its own: `[`, book 1, `,book 2`, …
  static std::string book_list(int count, const std::string& more = {}) {
    std::string text = "[\n";
    for (int i = 1; i <= count; ++i) {
      text += (i == 1 ? "" : ",") + book(std::to_string(i)) + "\n";
    }
    return text + more + "]\n";
  }
  static std::string book(const std::string& title, const std::string& pages = "100") {
    return R"({"name":"Book )" + title + R"(","author":"Mary Shelley","publisher":"P","pages":)" +
           pages + "}";
  }

  /// How to start it; tests change what they need to.
  [[nodiscard]] Command command(std::vector<std::string> words) const {
    words.insert(words.begin(), program("nightjar"));
    return {.words = std::move(words),
            .environment = {{"NIGHTJAR_CONFIG", settings_file().string()},
                            {"NIGHTJAR_DATABASE_URL", std::nullopt},
                            {"NIGHTJAR_STATE_DIR", std::nullopt}}};
  }
  Outcome nightjar(std::vector<std::string> words) const { return run(command(std::move(words))); }
  [[nodiscard]] Outcome nightjar_with(const std::string& variable, const std::string& value,
                                      std::vector<std::string> words) const {
    Command changed = command(std::move(words));
    changed.environment[variable] = value;
    return run(changed);
  }
  /// As a user for whom file permissions apply, unlike root.
  Outcome as_plain_user(std::vector<std::string> words) const {
    return run(without_privileges(command(std::move(words))));
  }
  [[nodiscard]] Command without_privileges(Command command) const {
    if (::geteuid() != 0) return command;
    for (const auto& folder : {folder_.path(), state_dir()}) {
      std::error_code spoiled;  // by the test
      const auto type = std::filesystem::symlink_status(folder, spoiled);
      const bool untouched = type.permissions() != std::filesystem::perms::none;
      if (std::filesystem::is_directory(type) && untouched) {
        std::filesystem::permissions(folder, std::filesystem::perms::all);
      }
    }
    // A night is run by the owner of the state directory.
    support::run({.words = {"chown", "-h", "postgres", state_dir()}});
    const std::vector<std::string> prefix{"setpriv", "--reuid=postgres", "--regid=postgres",
                                          "--clear-groups"};
    command.words.insert(command.words.begin(), prefix.begin(), prefix.end());
    return command;
  }
  void good_night(const std::string& as_of = "2022-01-01T03:00:00Z") const {
    const Outcome outcome = nightjar({"run", "vendor", "--as-of", as_of});
    INFO(outcome.output << outcome.errors);
    REQUIRE(outcome.exit_code == 0);
  }

  /// Everything that readers see of the dataset: every row of its tables with Nightjar's columns.
  [[nodiscard]] std::string tables() const {
    std::string text;
    for (const std::string table : {"authors", "books", "reviews"}) {
      text += database_.query("SELECT t.*, t.xmin FROM vendor." + table + " AS t ORDER BY row_id");
      text +=
          "\n" + database_.query("SELECT t::text FROM vendor." + table + "_past AS t ORDER BY 1");
    }
    return text;
  }

 private:
  TemporaryFolder folder_;
  Database database_;
};

/// The command as on a machine whose clock is wrong by this many seconds, for callers of the C
/// library.
inline Command with_wrong_clock(Command command, std::chrono::seconds ahead) {
  command.environment["LD_PRELOAD"] = wrong_clock().string();
  command.environment["CLOCK_IS_AHEAD"] = std::to_string(ahead.count());
  return command;
}

/// Whether this test may mount file systems, as root in most containers can.
class SmallDisk {
 public:
  /// A disk of this many KiB at `place`, or nothing if it cannot be mounted.
  SmallDisk(std::filesystem::path place, int kibibytes) : place_(std::move(place)) {
    std::filesystem::create_directories(place_);
    mounted_ = ::geteuid() == 0 &&
               run({.words = {"mount", "-t", "tmpfs", "-o",
                              "mode=777,size=" + std::to_string(kibibytes) + "k", "tmpfs", place_}})
                       .exit_code == 0;
  }
  ~SmallDisk() {
    if (mounted_) run({.words = {"umount", "--lazy", place_}});
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  [[nodiscard]] bool mounted() const { return mounted_; }

 private:
  std::filesystem::path place_;
  bool mounted_ = false;
};

}  // namespace nightjar::support
