#include <filesystem>
#include <regex>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "schema/migrate.hpp"
#include "support/catch.hpp"
#include "support/cluster.hpp"
#include "support/process.hpp"
#include "support/project.hpp"
#include "support/temporary_folder.hpp"

using Catch::Contains;
using nightjar::Error;
using nightjar::postgres::Connection;
using nightjar::postgres::Transaction;
using nightjar::schema::migrate;
using nightjar::schema::MigrationSources;
using nightjar::support::copied_migrations;
using nightjar::support::Database;
using nightjar::support::migrate_from;
using nightjar::support::migrate_project;
using nightjar::support::TemporaryFolder;

namespace {

/// What a person makes of the feed vendor.books, in a schema of her own: a view on each of the
/// feed's views, a materialized one, a function, views on these, and all that can be said of them.
constexpr const char* built_by_ann = R"sql(
DO $$ BEGIN CREATE ROLE ann; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE bob; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
GRANT nightjar_analyst TO ann;
GRANT SELECT ON vendor.books_live TO bob;
GRANT SELECT (title) ON vendor.books_history TO bob WITH GRANT OPTION;
INSERT INTO vendor.books VALUES ('A', 'B', 'C', 7, '2022-01-01Z', NULL, 1, 1, '00000000-0000-0000-0000-000000000001');
CREATE SCHEMA marketing AUTHORIZATION ann;
CREATE VIEW marketing.long_books WITH (security_barrier = true) AS
  SELECT title, pages FROM vendor.books_live WHERE pages IS NOT NULL;
COMMENT ON VIEW marketing.long_books IS 'Ann''s.';
COMMENT ON COLUMN marketing.long_books.pages IS 'How long.';
CREATE MATERIALIZED VIEW marketing.versions WITH (fillfactor = 70) AS
  SELECT title, pages, valid_from FROM vendor.books_history;
CREATE UNIQUE INDEX versions_by_title ON marketing.versions (title, valid_from);
COMMENT ON INDEX marketing.versions_by_title IS 'One a version.';
CREATE MATERIALIZED VIEW marketing.unread AS SELECT pages FROM marketing.long_books WITH NO DATA;
CREATE FUNCTION marketing.first_book() RETURNS SETOF vendor.books_live LANGUAGE sql STABLE
  AS 'SELECT * FROM vendor.books_live LIMIT 1';
CREATE VIEW marketing.new_year AS SELECT title, pages FROM vendor.books_as_of('2022-01-01Z');
CREATE VIEW marketing.all_of_it AS
  SELECT title FROM marketing.new_year
  UNION SELECT title FROM marketing.versions
  UNION SELECT title FROM marketing.first_book();
CREATE VIEW marketing.to_change AS SELECT title, pages FROM marketing.long_books;
ALTER VIEW marketing.to_change ALTER COLUMN pages SET DEFAULT 3;
CREATE RULE quiet AS ON DELETE TO marketing.to_change DO INSTEAD NOTHING;
DO $$ DECLARE r record; BEGIN
  FOR r IN SELECT c.oid::regclass AS name FROM pg_class AS c WHERE c.relnamespace = 'marketing'::regnamespace AND c.relkind IN ('v', 'm') LOOP
    EXECUTE format('ALTER TABLE %s OWNER TO ann', r.name);
  END LOOP;
END $$;
ALTER FUNCTION marketing.first_book() OWNER TO ann;
REVOKE ALL ON FUNCTION marketing.first_book() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION marketing.first_book() TO bob WITH GRANT OPTION;
GRANT SELECT ON marketing.versions, marketing.all_of_it TO bob;
GRANT UPDATE (pages) ON marketing.to_change TO bob;
)sql";

/// The project's database with what a person built on it, and a folder of migrations to add to.
struct ProjectWithUsers {
  Database database{"project that people built upon", [](const std::string& url) {
                      migrate_project(url);
                      Connection(url, "test").run_script(built_by_ann);
                    }};
  TemporaryFolder folder;
  MigrationSources sources{copied_migrations(folder.path())};

  void add(const std::string& sql, const std::string& name = "9000_change.sql") const {
    folder.write("datasets/streaming/migrations/versioned/" + name, sql);
  }
  void run() const { migrate_from(database.url(), sources); }
  /// What keeps a run from its end: what(), then remedy().
  [[nodiscard]] std::string failure() const {
    try {
      run();
    } catch (const Error& error) {
      return std::string(error.what()) + "\n" + error.remedy();
    }
    return "";
  }
  /// All that is to be known of Ann's schema, as SQL.
  [[nodiscard]] std::string built() const {
    const auto dumped = nightjar::support::run(
        {.words = {"pg_dump", "--schema-only", "-n", "marketing", database.url()}});
    REQUIRE(dumped.exit_code == 0);
    const auto begin = dumped.output.find("SET statement_timeout");
    const std::string all = dumped.output.substr(begin, dumped.output.find("\\unrestrict") - begin);
    // Views list all columns of a function that they call, also those that they do not use.
    return std::regex_replace(all, std::regex(R"((books_as_of|first_book)\(title[^)]*\))"), "$1");
  }
  [[nodiscard]] std::string rows() const {
    return database.query(
        "SELECT 'live', title, pages::text FROM marketing.long_books "
        "UNION ALL SELECT 'versions', title, pages::text FROM marketing.versions "
        "UNION ALL SELECT 'then', title, pages::text FROM marketing.new_year "
        "UNION ALL SELECT 'all', title, NULL FROM marketing.all_of_it");
  }
  [[nodiscard]] bool bob_may_read() const {
    return database.query(
               "SELECT has_table_privilege('bob', 'vendor.books_live', 'SELECT') AND "
               "has_column_privilege('bob', 'vendor.books_history', 'title', 'SELECT WITH GRANT "
               "OPTION') AND NOT has_table_privilege('bob', 'vendor.books_history', 'SELECT')") ==
           "t";
  }
};

constexpr const char* rows_of_ann = "live|A|7\nversions|A|7\nthen|A|7\nall|A|";

std::string columns_of(const Database& database, const std::string& relation) {
  return database.query(
      "SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute "
      "WHERE attrelid = '" +
      relation +
      "'::regclass AND attnum > 0 "
      "AND NOT attisdropped");
}

/// A small database of its own with one view, whose file a test changes.
struct Small {
  Database database;
  TemporaryFolder folder;

  explicit Small(const std::string& owner = "postgres") {
    if (owner != "postgres") {
      database.query("CREATE ROLE " + owner + " LOGIN; GRANT CREATE ON SCHEMA public TO " + owner +
                     "; GRANT CREATE ON DATABASE " + database.name() + " TO " + owner);
    }
    folder.write("versioned/0001_films.sql",
                 "CREATE TABLE public.films (title text, year bigint);\n"
                 "INSERT INTO public.films VALUES ('Unforgiven', 1992);\n");
    view("SELECT title, year FROM public.films");
    run(owner);
  }
  void view(const std::string& query) const {
    folder.write("repeatable/100_views.sql",
                 "CREATE OR REPLACE VIEW public.titles AS " + query + ";\n");
  }
  void run(const std::string& user = "postgres") const {
    Connection connection(database.url(user), "test");
    static_cast<void>(migrate(connection, {folder.path()}));
  }
  [[nodiscard]] std::string failure(const std::string& user = "postgres") const {
    try {
      run(user);
    } catch (const Error& error) {
      return std::string(error.what()) + "\n" + error.remedy();
    }
    return "";
  }
};

}  // namespace

TEST_CASE("A column added to a feed leaves what people built on its views untouched", "[server]") {
  const ProjectWithUsers project;
  const std::string before = project.built();
  const std::string same_objects =
      "SELECT oid, relname FROM pg_class WHERE relnamespace = 'marketing'::regnamespace "
      "UNION ALL SELECT oid, relname FROM pg_class WHERE relname IN ('books_live', "
      "'books_history') ORDER BY 1";
  const std::string objects = project.database.query(same_objects);
  project.add("ALTER TABLE vendor.books ADD COLUMN isbn text;");
  project.run();
  CHECK(project.built() == before);
  CHECK(project.database.query(same_objects) == objects);
  CHECK(project.rows() == rows_of_ann);
  CHECK(project.bob_may_read());
  CHECK(columns_of(project.database, "vendor.books_live") ==
        "title,author,publisher,pages,valid_from,isbn");
  CHECK(columns_of(project.database, "vendor.books_history") ==
        "title,author,publisher,pages,valid_from,valid_to,isbn");
  project.database.query("UPDATE vendor.books SET isbn = '0-00'");
  CHECK(project.database.query("SELECT isbn, valid_from IS NULL FROM vendor.books_as_of(now())") ==
        "0-00|f");
  CHECK(project.database.query("SELECT count(*) FROM marketing.first_book()") == "1");
}

TEST_CASE("A retyped column is retyped everywhere, and what people built is made again",
          "[server]") {
  const ProjectWithUsers project;
  project.add("ALTER TABLE vendor.books ADD COLUMN isbn text;", "8999_isbn.sql");
  project.run();
  const std::string before = project.built();
  project.add("SELECT nightjar.retype_column('vendor.books', 'pages', 'text');");
  REQUIRE(project.failure() == "");
  CHECK(project.built() == before);
  CHECK(project.rows() == rows_of_ann);
  CHECK(project.bob_may_read());
  CHECK(project.database.query(
            "SELECT string_agg(DISTINCT atttypid::regtype::text, ',') FROM pg_attribute WHERE "
            "attname = 'pages' AND attrelid IN ('vendor.books'::regclass, "
            "'vendor.books_past'::regclass, 'vendor.books_staging'::regclass, "
            "'vendor.books_live'::regclass, 'vendor.books_history'::regclass, "
            "'marketing.versions'::regclass)") == "text");
  CHECK(columns_of(project.database, "vendor.books_live") ==
        "title,author,publisher,pages,valid_from,isbn");
  CHECK(project.database.query("SELECT relispopulated FROM pg_class WHERE relname = 'unread'") ==
        "f");
}

TEST_CASE("A renamed column is renamed everywhere, and what people built keeps its own names",
          "[server]") {
  const ProjectWithUsers project;
  project.add("SELECT nightjar.rename_column('vendor.books', 'pages', 'sheets');");
  REQUIRE(project.failure() == "");
  CHECK(project.rows() == rows_of_ann);
  CHECK(project.bob_may_read());
  CHECK(columns_of(project.database, "vendor.books_live") ==
        "title,author,publisher,sheets,valid_from");
  CHECK(project.database.query("SELECT sheets FROM vendor.books_as_of('2022-01-01Z')") == "7");
  CHECK(columns_of(project.database, "vendor.books_past").find("sheets") != std::string::npos);
}

TEST_CASE("A column that was renamed in its table alone is brought in order by one more migration",
          "[server]") {
  const ProjectWithUsers project;
  project.add("ALTER TABLE vendor.books RENAME COLUMN pages TO sheets;");
  CHECK_THAT(project.failure(),
             Contains("column pages is in vendor.books_past") &&
                 Contains("SELECT nightjar.rename_column('vendor.books', 'pages'"));
  project.add("SELECT nightjar.rename_column('vendor.books', 'pages', 'sheets');",
              "9001_renamed.sql");
  REQUIRE(project.failure() == "");
  CHECK(project.rows() == rows_of_ann);
}

TEST_CASE("A dropped column is dropped everywhere unless somebody's view uses it", "[server]") {
  const ProjectWithUsers project;
  project.add("ALTER TABLE vendor.books ADD COLUMN isbn text;", "8999_isbn.sql");
  project.run();
  const std::string before = project.built();
  project.add("SELECT nightjar.drop_column('vendor.books', 'publisher');");
  REQUIRE(project.failure() == "");
  CHECK(project.built() == before);
  CHECK(project.rows() == rows_of_ann);
  CHECK(project.bob_may_read());
  CHECK(columns_of(project.database, "vendor.books_live") == "title,author,pages,valid_from,isbn");

  project.add("SELECT nightjar.drop_column('vendor.books', 'pages');", "9001_more.sql");
  CHECK_THAT(project.failure(), Contains("9001_more.sql") && Contains("marketing.") &&
                                    Contains("of ann") && Contains("cannot be made again") &&
                                    Contains("Have ann change it"));
  CHECK(project.built() == before);
  CHECK(project.rows() == rows_of_ann);
}

TEST_CASE("A column is not dropped under a view that counts a function's columns by other names",
          "[server]") {
  const ProjectWithUsers project;
  project.database.query(
      "CREATE VIEW marketing.counted AS SELECT t, n FROM vendor.books_as_of('2022-01-01Z') AS b "
      "(t, a, p, n)");
  project.add("SELECT nightjar.drop_column('vendor.books', 'publisher');");
  CHECK_THAT(project.failure(), Contains("view marketing.counted, which gives other names"));
  CHECK(project.database.query("SELECT t, n FROM marketing.counted") == "A|7");
}

TEST_CASE("Recipes for columns run on a database that is being made, too", "[server]") {
  const Database fresh;
  const ProjectWithUsers project;
  project.add(
      "SELECT nightjar.rename_column('vendor.books', 'pages', 'sheets');"
      "SELECT nightjar.retype_column('vendor.books', 'sheets', 'text');"
      "SELECT nightjar.drop_column('vendor.books', 'publisher');");
  migrate_from(fresh.url(), project.sources);
  CHECK(columns_of(fresh, "vendor.books_live") == "title,author,sheets,valid_from");
}

TEST_CASE("What a view granted survives a file that drops it and makes it again", "[server]") {
  const Small small;
  small.database.query("GRANT SELECT ON public.titles TO pg_monitor");
  small.folder.write("repeatable/100_views.sql",
                     "DROP VIEW IF EXISTS public.titles;\n"
                     "CREATE VIEW public.titles AS SELECT year, title FROM public.films;\n");
  small.run();
  CHECK(small.database.query(
            "SELECT has_table_privilege('pg_monitor', 'public.titles', 'SELECT')") == "t");
}

TEST_CASE("A view whose columns change is made again with what people built on it", "[server]") {
  const Small small;
  small.database.query(
      "CREATE VIEW public.loud AS SELECT upper(title) AS title FROM public.titles; "
      "CREATE MATERIALIZED VIEW public.kept AS SELECT title FROM public.loud; "
      "CREATE INDEX kept_by_title ON public.kept (title); "
      "GRANT SELECT ON public.titles, public.kept TO pg_monitor");
  small.view("SELECT year, title, 'x'::text AS more FROM public.films");
  REQUIRE(small.failure() == "");
  CHECK(small.database.query("SELECT year, title, more FROM public.titles") == "1992|Unforgiven|x");
  CHECK(small.database.query("SELECT title FROM public.kept") == "UNFORGIVEN");
  CHECK(small.database.query("SELECT to_regclass('public.kept_by_title') IS NOT NULL, "
                             "has_table_privilege('pg_monitor', 'public.kept', 'SELECT'), "
                             "has_table_privilege('pg_monitor', 'public.titles', 'SELECT')") ==
        "t|t|t");
}

TEST_CASE("A view that cannot be made again is named, and nothing has changed", "[server]") {
  const Small small;
  small.database.query("CREATE VIEW public.years AS SELECT year FROM public.titles");
  small.view("SELECT title FROM public.films");
  CHECK_THAT(small.failure(), Contains("100_views.sql") &&
                                  Contains("view public.years of postgres") &&
                                  Contains("cannot be made again") && Contains("year"));
  CHECK(small.database.query("SELECT year FROM public.years") == "1992");
  CHECK(columns_of(small.database, "public.titles") == "title,year");
}

TEST_CASE("A view of somebody whose rights the migrator lacks is named with its owner",
          "[server]") {
  const Small small("worker");
  small.database.query(
      "CREATE ROLE stranger; GRANT CREATE ON SCHEMA public TO stranger; "
      "GRANT SELECT ON public.titles TO stranger; "
      "SET ROLE stranger; CREATE VIEW public.strange AS SELECT title FROM public.titles");
  small.view("SELECT year, title FROM public.films");
  CHECK_THAT(small.failure("worker"),
             Contains("view public.strange of stranger (worker is no member of that role)") &&
                 Contains("Migrate as a superuser or as a member of the roles named"));
  CHECK(small.database.query("SELECT title FROM public.strange") == "Unforgiven");
  small.database.query("DROP OWNED BY stranger, worker; DROP ROLE stranger, worker");
}

TEST_CASE("What is no view or function is named where it is in the way", "[server]") {
  const auto made = GENERATE(values<std::pair<const char*, const char*>>({
      {"CREATE TABLE public.shelf (film public.titles)", "column film of table public.shelf"},
      {"CREATE RULE copy AS ON INSERT TO public.films DO ALSO SELECT title FROM public.titles",
       "rule copy on table public.films"},
  }));
  const Small small;
  small.database.query(made.first);
  small.view("SELECT year, title FROM public.films");
  CHECK_THAT(small.failure(), Contains("in the way of a change") && Contains(made.second));
  CHECK(columns_of(small.database, "public.titles") == "title,year");
}

TEST_CASE("A temporary view of an open session is named where it is in the way", "[server]") {
  const Small small;
  Connection session(small.database.url(), "an open session");
  session.run_script("CREATE TEMPORARY VIEW mine AS SELECT title FROM public.titles");
  small.view("SELECT year, title FROM public.films");
  CHECK_THAT(small.failure(), Contains("mine of postgres (a temporary one"));
}
