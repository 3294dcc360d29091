#include "config/forms.hpp"
#include "config/keys.hpp"

namespace nightjar::config {

using Use = yaml::Key::Use;

const yaml::Keys& dataset_keys() {
  static const yaml::Keys keys{
      "dataset",
      "A dataset",
      {
          {.name = "dataset",
           .form = forms::text(),
           .meaning =
               "The name of the dataset. It is also the schema of its tables: lower_snake_case, "
               "at most 48 bytes.",
           .by_default = {},
           .example = "dataset: vendor",
           .use = Use::required},
          {.name = "description",
           .form = forms::text(),
           .meaning = "What the dataset is, for people.",
           .by_default = {},
           .example = "description: Books and their authors."},
          {.name = "source",
           .form = forms::text_or_map(source_keys()),
           .meaning = "Where the files are: the URL of a folder, or a map with the URL and how to "
                      "read from it. `nightjar run DATASET --source URL` overrides the URL for one "
                      "night.",
           .by_default = {},
           .example = "source: file:///srv/vendor/",
           .use = Use::required},
          {.name = "schedule",
           .form = forms::map(schedule_keys()),
           .meaning = "When `nightjard` runs the dataset.",
           .by_default = "(only `nightjar run` runs it)",
           .example = "schedule: {daily_at: \"02:00\", zone: Europe/Paris}"},
          {.name = "stale_after",
           .form = forms::duration(),
           .meaning = "`stale_after` of every feed that does not have its own.",
           .by_default = "(feeds are never stale)",
           .example = "stale_after: 3d"},
          {.name = "after_load",
           .form = forms::text(),
           .meaning =
               "The function, as `schema.function`, that a night calls in its transaction after "
               "everything else is written: `function(dataset text, run_id bigint)`. `nightjar "
               "migrate` calls it with a null `run_id` after it has applied migrations of the "
               "dataset's module. `nightjar.refresh_summaries` refreshes the summaries that the "
               "module registers.",
           .by_default = "(no function is called)",
           .example = "after_load: shop.refresh"},
          {.name = "feeds",
           .form = forms::named(feed_keys()),
           .meaning =
               "The feeds by name. A feed's name is also its table: lower_snake_case, at most "
               "48 bytes.",
           .by_default = {},
           .example = "feeds: {books: {file: books.json, format: json, kind: snapshot, key: title, "
                      "columns: {title: {type: text}}}}",
           .use = Use::required},
      },
  };
  return keys;
}

const yaml::Keys& schedule_keys() {
  static const yaml::Keys keys{
      "schedule",
      "`schedule` of a dataset",
      {
          {.name = "daily_at",
           .form = forms::text(),
           .meaning = "A time of every day. Use one of `daily_at`, `at` and `every`. Write times "
                      "in quotes.",
           .by_default = {},
           .example = "{daily_at: \"02:00\", zone: Europe/Paris}"},
          {.name = "at",
           .form = forms::texts(),
           .meaning = "One or more times of the days that `days` and `months` select.",
           .by_default = {},
           .example = "{at: [\"02:00\", \"14:00\"], days: [mon-fri], zone: Europe/Paris}"},
          {.name = "every",
           .form = forms::duration(),
           .meaning = "A period, counted from midnight UTC; at most `7d`.",
           .by_default = {},
           .example = "{every: 1h}"},
          {.name = "days",
           .form = forms::texts(),
           .meaning = "With `at`: days of the week (`[mon-fri]`, `[sat, sun]`) or of the month "
                      "(`[1, 15]`, `[1-7]`, `[last]`). A month without the day is skipped.",
           .by_default = "(every day)",
           .example = "{at: \"02:00\", days: [1, last], zone: UTC}"},
          {.name = "months",
           .form = forms::texts(),
           .meaning = "With `at`: months (`[jan]`, `[oct-mar]`).",
           .by_default = "(every month)",
           .example = "{at: \"02:00\", days: [1], months: [jan, apr, jul, oct], zone: UTC, window: "
                      "5d, late_after: 3d}"},
          {.name = "zone",
           .form = forms::text(),
           .meaning =
               "The time zone of `daily_at` and `at`, which require it: an IANA name. Where "
               "the clock skips a time, the night is due at the first instant after it; where "
               "it shows a time twice, at the first.",
           .by_default = "(required with `daily_at` and `at`)",
           .example = "{at: \"02:00\", zone: Europe/Paris}"},
          {.name = "window",
           .form = forms::duration(),
           .meaning = "How long the files are looked for; then the night is held without them. It "
                      "ends when the next night is due. At most `31d`.",
           .by_default = "6h",
           .example = "window: 3d"},
          {.name = "late_after",
           .form = forms::duration(),
           .meaning = "The dataset is late if it is not loaded this long after it was due. At most "
                      "`31d`.",
           .by_default = "2h",
           .example = "late_after: 1d"},
      },
  };
  return keys;
}

}  // namespace nightjar::config
