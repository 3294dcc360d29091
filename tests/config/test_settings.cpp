#include <cstdlib>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "config/settings.hpp"
#include "config/settings_file.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"
#include "support/temporary_folder.hpp"

using Catch::Contains;
using nightjar::config::find_dataset;
using nightjar::config::find_settings_file;
using nightjar::config::load;
using nightjar::feed::Kind;
using nightjar::support::TemporaryFolder;

namespace {

/// A variable of the environment, set or unset for as long as this lives.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    put(value);
  }
  ~Variable() { put(before_ ? before_->c_str() : nullptr); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  void put(const char* value) const {
    if (value == nullptr) {
      ::unsetenv(name_);
    } else {
      ::setenv(name_, value, 1);
    }
  }

  const char* name_;
  std::optional<std::string> before_;
};

/// An environment in which nothing of ours is set.
struct Unset {
  Variable config{"NIGHTJAR_CONFIG", nullptr};
  Variable url{"NIGHTJAR_DATABASE_URL", nullptr};
  Variable state{"NIGHTJAR_STATE_DIR", nullptr};
};

constexpr const char* settings_text =
    "database: dbname=x\nstate_dir: ../state\ndatasets: datasets\n";

std::string dataset_text(const std::string& name) {
  return "dataset: " + name +
         "\nsource: file:///a/\nfeeds:\n  t: {file: t.csv, format: csv, kind: snapshot, key: id, "
         "columns: {id: {type: text}}}\n";
}

}  // namespace

TEST_CASE("Settings read relative paths from the folder of their file") {
  const Unset environment;
  const TemporaryFolder folder;
  const auto file = folder.write("etc/nightjar.yaml", settings_text);
  folder.write("etc/datasets/b.yaml", dataset_text("second"));
  folder.write("etc/datasets/a.yaml", dataset_text("first"));
  folder.write("etc/datasets/README", "passed over");
  const auto settings = load(file);
  CHECK(settings.database_url == "dbname=x");
  CHECK(settings.state_dir == folder.path() / "state");
  REQUIRE(settings.datasets.size() == 2);
  CHECK(settings.datasets[0].name == "first");
  CHECK(settings.datasets[1].name == "second");
}

TEST_CASE("Settings without migrations take those beside them, else the installed ones") {
  const Unset environment;
  const TemporaryFolder folder;
  const auto file = folder.write("config/nightjar.yaml", settings_text);
  folder.write("config/datasets/a.yaml", dataset_text("a"));
  CHECK(load(file).migrations_dir == "/usr/share/nightjar/migrations");
  folder.write("migrations/versioned/0001_x.sql", "");
  CHECK(load(file).migrations_dir == folder.path() / "migrations");
  folder.write("config/nightjar.yaml", std::string(settings_text) + "migrations: /opt/sql\n");
  CHECK(load(file).migrations_dir == "/opt/sql");
}

TEST_CASE("The environment overrides the database and the state folder, unless it is empty") {
  const Unset environment;
  const TemporaryFolder folder;
  const auto file = folder.write("nightjar.yaml", settings_text);
  folder.write("datasets/a.yaml", dataset_text("a"));
  {
    const Variable url("NIGHTJAR_DATABASE_URL", "postgresql://h/d");
    const Variable state("NIGHTJAR_STATE_DIR", "/tmp/s/");
    CHECK(load(file).database_url == "postgresql://h/d");
    CHECK(load(file).state_dir == "/tmp/s/");
  }
  const Variable url("NIGHTJAR_DATABASE_URL", "");
  CHECK(load(file).database_url == "dbname=x");
}

TEST_CASE("Settings that contradict themselves are refused by file and line") {
  const Unset environment;
  const TemporaryFolder folder;
  const auto file = folder.write("nightjar.yaml", settings_text);
  SECTION("an unknown key") {
    folder.write("nightjar.yaml", std::string(settings_text) + "migration: x\n");
    CHECK_THROWS_WITH(load(file), Contains("nightjar.yaml:4: unknown key \"migration\" in the "
                                           "settings; did you mean \"migrations\"?"));
  }
  SECTION("no folder of datasets") {
    CHECK_THROWS_WITH(load(file), Contains("nightjar.yaml:3: \"datasets\" of the settings"));
  }
  SECTION("one dataset in two files") {
    folder.write("datasets/a.yaml", dataset_text("x"));
    folder.write("datasets/b.yaml", dataset_text("x"));
    CHECK_THROWS_WITH(load(file), Contains("b.yaml:1: dataset \"x\" is described by"));
  }
  SECTION("a dataset's file that would be passed over") {
    folder.write("datasets/a.yml", dataset_text("x"));
    CHECK_THROWS_WITH(load(file), Contains("a.yml: datasets are read from files named *.yaml"));
  }
  SECTION("a slip in a dataset") {
    folder.write("datasets/a.yaml", "dataset: a\nsourse: file:///a/\n");
    CHECK_THROWS_WITH(load(file), Contains("datasets/a.yaml:2: unknown key \"sourse\""));
  }
}

TEST_CASE("Settings that are not there are refused by name") {
  CHECK_THROWS_WITH(load("/nowhere/nightjar.yaml"), Contains("/nowhere/nightjar.yaml"));
}

TEST_CASE("A dataset that is not configured is answered with those that are") {
  const Unset environment;
  const TemporaryFolder folder;
  const auto file = folder.write("nightjar.yaml", settings_text);
  folder.write("datasets/a.yaml", dataset_text("vendor"));
  const auto settings = load(file);
  CHECK(find_dataset(settings, "vendor").name == "vendor");
  CHECK_THROWS_WITH(find_dataset(settings, "vender"), Contains("did you mean \"vendor\"?"));
}

TEST_CASE("The file of the settings is named by option, variable, source tree or installation") {
  const Unset environment;
  const TemporaryFolder folder;
  const auto program = folder.path() / "build/bin/nightjar";
  CHECK(find_settings_file({}, program) == "/etc/nightjar/nightjar.yaml");
  folder.write("config/nightjar.yaml", "");
  CHECK(find_settings_file({}, program) == "/etc/nightjar/nightjar.yaml");
  folder.write("CMakeLists.txt", "");
  CHECK(find_settings_file({}, program) == folder.path() / "config/nightjar.yaml");
  CHECK(find_settings_file({}, folder.path() / "build/clang/bin/nightjar") ==
        folder.path() / "config/nightjar.yaml");
  const Variable variable("NIGHTJAR_CONFIG", "/from/variable.yaml");
  CHECK(find_settings_file({}, program) == "/from/variable.yaml");
  CHECK(find_settings_file("/from/option.yaml", program) == "/from/option.yaml");
}

TEST_CASE("The running program finds itself") {
  CHECK(std::filesystem::exists(nightjar::config::running_program()));
}

TEST_CASE("The settings of the source tree describe the feeds of the contract") {
  const Unset environment;
  const auto settings = load(nightjar::support::source_folder() / "config/nightjar.yaml");
  const auto names = [](const nightjar::feed::Dataset& dataset) {
    std::vector<std::string> list;
    for (const auto& feed : dataset.feeds) list.push_back(feed.name());
    return list;
  };
  CHECK(names(find_dataset(settings, "vendor")) ==
        std::vector<std::string>{"vendor.authors", "vendor.books", "vendor.reviews"});
  const auto app = find_dataset(settings, "app");
  CHECK(names(app) == std::vector<std::string>{"app.users", "app.movies", "app.streams"});
  CHECK(app.feeds[2].kind == Kind::append);
  CHECK(app.feeds[2].columns[app.feeds[2].key[0]].name == "user_email");
  CHECK(settings.database_url == "postgresql:///nightjar");
  CHECK(settings.state_dir == "/var/lib/nightjar");
}

TEST_CASE("Folders among the datasets that hold datasets or migrations are modules") {
  const Unset environment;
  const TemporaryFolder folder;
  const auto file = folder.write("nightjar.yaml",
                                 "database: dbname=x\nstate_dir: state\n"
                                 "datasets: [datasets, share/single]\n");
  folder.write("datasets/bare.yaml", dataset_text("bare"));
  folder.write("datasets/shop/b.yaml", dataset_text("stock"));
  folder.write("datasets/shop/a.yaml", dataset_text("articles"));
  folder.write("datasets/figures/migrations/versioned/0001_x.sql", "");
  folder.write("datasets/.hidden/a.yaml", dataset_text("hidden"));
  folder.write("datasets/notes/README", "");
  folder.write("share/single/single.yaml", dataset_text("single"));
  folder.write("share/single/migrations/versioned/0001_x.sql", "");
  const auto settings = load(file);
  std::string modules;
  for (const auto& module : settings.modules) modules += module.name + " ";
  CHECK(modules == "figures shop single ");
  CHECK(settings.modules[1].folder == folder.path() / "datasets/shop");
  std::string datasets;
  for (const auto& dataset : settings.datasets)
    datasets += dataset.module + "/" + dataset.name + " ";
  CHECK(datasets == "shop/articles shop/stock /bare single/single ");
  CHECK(settings.dataset_folders ==
        std::vector<std::filesystem::path>{folder.path() / "datasets",
                                           folder.path() / "share/single"});
}

TEST_CASE("Modules that contradict each other are refused by file and line") {
  const Unset environment;
  const TemporaryFolder folder;
  const auto file = folder.write("nightjar.yaml",
                                 "database: dbname=x\nstate_dir: state\n"
                                 "datasets:\n  - datasets\n  - more\n");
  folder.write("datasets/shop/shop.yaml", dataset_text("shop"));
  folder.write("more/b.yaml", dataset_text("b"));
  SECTION("two of one name") {
    folder.write("more/shop/other.yaml", dataset_text("other"));
    CHECK_THROWS_WITH(load(file), Contains("nightjar.yaml:5: there are two modules \"shop\": ") &&
                                      Contains("datasets/shop and ") && Contains("more/shop"));
  }
  SECTION("one folder twice") {
    folder.write("nightjar.yaml", "database: x\nstate_dir: s\ndatasets: [more, more/]\n");
    CHECK_THROWS_WITH(load(file), Contains("nightjar.yaml:3: ") && Contains("is named twice"));
  }
  SECTION("one dataset in two modules") {
    folder.write("more/other/shop.yaml", "# a shop\n" + dataset_text("shop"));
    CHECK_THROWS_WITH(load(file),
                      Contains("more/other/shop.yaml:2: dataset \"shop\" is described by") &&
                          Contains("datasets/shop/shop.yaml already"));
  }
  SECTION("a name that is no identifier") {
    folder.write("more/My-Shop/other.yaml", dataset_text("other"));
    CHECK_THROWS_WITH(load(file), Contains("nightjar.yaml:5: ") && Contains("My-Shop") &&
                                      Contains("is not lower_snake_case"));
  }
  SECTION("a name that is the engine's") {
    folder.write("more/nightjar/other.yaml", dataset_text("other"));
    CHECK_THROWS_WITH(load(file), Contains("nightjar.yaml:5: ") && Contains("is taken"));
  }
  SECTION("a dataset's file that would be passed over") {
    folder.write("more/other/a.yml", dataset_text("x"));
    CHECK_THROWS_WITH(load(file), Contains("a.yml: datasets are read from files named *.yaml"));
  }
}
