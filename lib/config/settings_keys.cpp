#include "config/forms.hpp"
#include "config/keys.hpp"

namespace nightjar::config {

using Use = yaml::Key::Use;

const yaml::Keys& settings_keys() {
  static const yaml::Keys keys{
      "settings",
      "`nightjar.yaml`",
      {
          {.name = "database",
           .form = forms::text(),
           .meaning = "The database: a libpq connection string or URI. What it leaves open comes "
                      "from the `PG*` variables and `~/.pgpass`; put a password there. A pooler in "
                      "between must keep sessions (see [operations.md](operations.md)). The "
                      "variable `NIGHTJAR_DATABASE_URL` overrides it.",
           .by_default = {},
           .example = "database: postgresql:///nightjar",
           .use = Use::required},
          {.name = "state_dir",
           .form = forms::text(),
           .meaning = "The folder for staged dumps, the archive and the fingerprint caches. It "
                      "belongs to the user of the service. It needs the space of two nights' dumps "
                      "and of what the archive keeps. The variable `NIGHTJAR_STATE_DIR` overrides "
                      "it.",
           .by_default = {},
           .example = "state_dir: /var/lib/nightjar",
           .use = Use::required},
          {.name = "datasets",
           .form = forms::texts(),
           .meaning =
               "The folder of the datasets, or a list of folders. Each `*.yaml` in it is a "
               "dataset. Each folder in it that holds `*.yaml` or a folder `migrations` is a "
               "module: datasets with the SQL that belongs to them. A folder of this list that "
               "holds `migrations` is itself one module.",
           .by_default = {},
           .example = "datasets: datasets",
           .use = Use::required},
          {.name = "migrations",
           .form = forms::text(),
           .meaning = "The folder of the SQL that `nightjar migrate` applies. It has the folders "
                      "`versioned` and `repeatable`.",
           .by_default = "(`../migrations` if it is there, as in a source tree; otherwise "
                         "`/usr/share/nightjar/migrations`)",
           .example = "migrations: /usr/share/nightjar/migrations"},
          {.name = "retention",
           .form = forms::map(retention_keys()),
           .meaning = "How long the archive keeps the files of a night. The files of a held night "
                      "and the newest of each dataset stay in any case.",
           .by_default = "(everything is kept)",
           .example = "retention: {max_age: 90d}"},
      },
  };
  return keys;
}

const yaml::Keys& retention_keys() {
  static const yaml::Keys keys{
      "retention",
      "`retention` of the settings",
      {
          {.name = "max_age",
           .form = forms::duration(),
           .meaning = "Files older than this are removed. At least `1d`, in whole days.",
           .by_default = "(no limit)",
           .example = "max_age: 90d"},
          {.name = "max_bytes",
           .form = forms::size(),
           .meaning = "The most that the archive takes on disk, of all datasets together. The "
                      "oldest files are removed first.",
           .by_default = "(no limit)",
           .example = "max_bytes: 500 GiB"},
          {.name = "rejects",
           .form = forms::duration(),
           .meaning = "How long the records that a night refused stay in `nightjar.rejects`.",
           .by_default = "(as long as the files)",
           .example = "rejects: 30d"},
      },
  };
  return keys;
}

std::vector<const yaml::Keys*> all_keys() {
  return {&settings_keys(), &retention_keys(), &dataset_keys(), &source_keys(),
          &login_keys(),    &low_speed_keys(), &retry_keys(),   &limits_keys(),
          &schedule_keys(), &feed_keys(),      &each_keys(),    &guards_keys(),
          &csv_keys(),      &fixed_keys(),     &null_if_keys(), &column_keys()};
}

}  // namespace nightjar::config
