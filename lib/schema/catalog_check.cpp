#include "schema/catalog_check.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/spelling.hpp"
#include "schema/after_load.hpp"
#include "schema/bookkeeping.hpp"
#include "schema/limits.hpp"
#include "schema/reserved_words.hpp"
#include "schema/sql.hpp"

namespace nightjar::schema {
namespace {

/// Collects the differences of one feed.
using Differences = std::vector<Difference>;

struct CatalogColumn {
  std::string name;
  std::string type;
  bool not_null;
  bool fills_itself;  ///< with a default, an identity or an expression
};

/// A relation of S.T, by the suffix of its name, with pg_class's letter for its kind.
struct Companion {
  std::string_view suffix;
  std::string_view kinds;
  std::string_view noun;
};

constexpr std::array<Companion, 5> companions{{
    {"_past", "rp", "table"},
    {"_staging", "rp", "table"},
    {"_history", "v", "view"},
    {"_live", "v", "view"},
    {"_as_of", "f", "function"},
}};

std::vector<CatalogColumn> read_columns(postgres::Executor& database,
                                        const feed::Definition& feed) {
  const postgres::Result rows = database.query(sql::feed_columns, {feed.schema, feed.table});
  std::vector<CatalogColumn> columns;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    columns.push_back(
        {rows.text(row, 0), rows.text(row, 1), rows.is_true(row, 2), rows.is_true(row, 3)});
  }
  return columns;
}

std::vector<std::string> read_key(postgres::Executor& database, const feed::Definition& feed) {
  const postgres::Result rows = database.query(sql::feed_key, {feed.schema, feed.table});
  std::vector<std::string> names;
  for (std::size_t row = 0; row < rows.size(); ++row) names.push_back(rows.text(row, 0));
  return names;
}

/// Kinds by name.
std::map<std::string, std::string> read_relations(postgres::Executor& database,
                                                  const feed::Definition& feed) {
  const postgres::Result rows = database.query(sql::feed_relations, {feed.schema, feed.table});
  std::map<std::string, std::string> relations;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    relations.emplace(rows.text(row, 0), rows.text(row, 1));
  }
  return relations;
}

const CatalogColumn* find_column(const std::vector<CatalogColumn>& columns, std::string_view name) {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const CatalogColumn& column) { return column.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

std::string listing(const std::vector<std::string>& names) {
  return "(" + enumeration(names) + ")";
}

Difference missing_table(postgres::Executor& database, const feed::Definition& feed) {
  const bool was_migrated = database.query(sql::ledger_exists).is_true(0, 0);
  return {fmt::format("the table {} does not exist", feed.name()),
          was_migrated
              ? fmt::format("run `nightjar migrate`; for a new feed write its migration first: "
                            "`nightjar scaffold {}` begins it",
                            feed.name())
              : "run `nightjar migrate`: this database was never migrated"};
}

bool is_bookkeeping(std::string_view name) {
  return std::any_of(bookkeeping_columns.begin(), bookkeeping_columns.end(),
                     [&](const BookkeepingColumn& column) { return column.name == name; });
}

/// The columns that the table has and the definition does not.
std::vector<CatalogColumn> further_columns(const feed::Definition& feed,
                                           const std::vector<CatalogColumn>& present) {
  std::vector<CatalogColumn> further;
  for (const CatalogColumn& column : present) {
    const bool is_defined =
        std::any_of(feed.columns.begin(), feed.columns.end(),
                    [&](const feed::Column& defined) { return defined.name == column.name; });
    if (!is_defined && !is_bookkeeping(column.name)) further.push_back(column);
  }
  return further;
}

/// The remedy for a missing column: a new one, or one that had another name.
std::string add_or_rename(const feed::Definition& feed, const feed::Column& wanted,
                          const std::vector<CatalogColumn>& present) {
  std::string remedy =
      fmt::format("write a migration: ALTER TABLE {} ADD COLUMN {} {}; with its comment",
                  feed.name(), name_in_sql(wanted.name), feed::traits_of(wanted.type).sql_name);
  for (const CatalogColumn& column : further_columns(feed, present)) {
    remedy += fmt::format(
        "; or, where it is the column \"{}\" under a new name: SELECT "
        "nightjar.rename_column('{}', '{}', '{}');",
        column.name, feed.name(), column.name, wanted.name);
  }
  return remedy + "; then run `nightjar migrate`";
}

/// The remedy for a column of another type. Text in a key compares by bytes.
std::string retype(const feed::Definition& feed, std::size_t index) {
  const feed::Column& wanted = feed.columns[index];
  const bool is_text_key = feed.is_key(index) && feed::traits_of(wanted.type).has_collation;
  return fmt::format(
      "correct the type in the dataset's YAML, or write a migration, which retypes the "
      "_past table and the views too: SELECT nightjar.retype_column('{}', '{}', '{}{}'); "
      "then run `nightjar migrate`",
      feed.name(), wanted.name, feed::traits_of(wanted.type).sql_name,
      is_text_key ? " COLLATE \"C\"" : "");
}

void check_columns(const feed::Definition& feed, const std::vector<CatalogColumn>& present,
                   Differences& found) {
  for (std::size_t i = 0; i < feed.columns.size(); ++i) {
    const feed::Column& wanted = feed.columns[i];
    const std::string_view type = feed::traits_of(wanted.type).sql_name;
    const CatalogColumn* column = find_column(present, wanted.name);
    if (column == nullptr) {
      found.push_back({fmt::format("{} has no column \"{}\"", feed.name(), wanted.name),
                       add_or_rename(feed, wanted, present)});
    } else if (column->type != type) {
      found.push_back(
          {fmt::format("column \"{}\" of {} is {}, but the feed's definition makes it {}",
                       wanted.name, feed.name(), column->type, type),
           retype(feed, i)});
    } else if (feed.is_key(i) && !column->not_null) {
      found.push_back({fmt::format("key column \"{}\" of {} may be null", wanted.name, feed.name()),
                       "write a migration that makes it NOT NULL and part of the primary key"});
    }
  }
}

/// A column that the feed does not fill makes every night fail if it accepts no null.
void check_further_columns(const feed::Definition& feed, const std::vector<CatalogColumn>& present,
                           Differences& found) {
  for (const CatalogColumn& column : further_columns(feed, present)) {
    if (!column.not_null || column.fills_itself) continue;
    found.push_back(
        {fmt::format("column \"{}\" of {} is NOT NULL, but the feed's definition does not "
                     "have it",
                     column.name, feed.name()),
         "add it to the dataset's YAML, or drop NOT NULL in a migration"});
  }
}

void check_bookkeeping(const feed::Definition& feed, const std::vector<CatalogColumn>& present,
                       Differences& found) {
  for (const BookkeepingColumn& wanted : bookkeeping_columns) {
    const CatalogColumn* column = find_column(present, wanted.name);
    if (column != nullptr && column->type == wanted.catalog_type &&
        column->not_null == wanted.not_null) {
      continue;
    }
    const std::string definition =
        fmt::format("{} {}{}", wanted.name, wanted.type, wanted.not_null ? " NOT NULL" : "");
    found.push_back(
        {fmt::format("{} lacks the bookkeeping column {}", feed.name(), definition),
         fmt::format("write a migration that makes it so; `nightjar scaffold {}` prints the "
                     "whole table",
                     feed.name())});
  }
}

void check_key(postgres::Executor& database, const feed::Definition& feed, Differences& found) {
  std::vector<std::string> wanted;
  for (const std::size_t column : feed.key) wanted.push_back(feed.columns[column].name);
  const std::vector<std::string> present = read_key(database, feed);
  // The order of the columns concerns the index only: the rows are the same.
  if (std::is_permutation(present.begin(), present.end(), wanted.begin(), wanted.end())) return;
  found.push_back({present.empty()
                       ? fmt::format("{} has no primary key; the feed's key is {}", feed.name(),
                                     listing(wanted))
                       : fmt::format("the primary key of {} is {}, the feed's key is {}",
                                     feed.name(), listing(present), listing(wanted)),
                   "correct `key:` in the dataset's YAML, or the primary key in a migration"});
}

void check_companions(const feed::Definition& feed,
                      const std::map<std::string, std::string>& relations, Differences& found) {
  for (const Companion& companion : companions) {
    const auto relation = relations.find(feed.table + std::string(companion.suffix));
    if (relation != relations.end() &&
        companion.kinds.find(relation->second) != std::string::npos) {
      continue;
    }
    found.push_back(
        {fmt::format("the {} {}{} does not exist", companion.noun, feed.name(), companion.suffix),
         "run `nightjar migrate`, which makes it"});
  }
}

}  // namespace

std::vector<Difference> differences(postgres::Executor& database, const feed::Definition& feed) {
  if (auto found = beyond_limits(feed); !found.empty()) return found;
  const auto relations = read_relations(database, feed);
  const auto table = relations.find(feed.table);
  if (table == relations.end()) return {missing_table(database, feed)};
  if (table->second != "r" && table->second != "p") {
    return {{fmt::format("{} is not a table", feed.name()),
             "give the feed another name, or remove the relation of that name"}};
  }
  Differences found;
  const auto columns = read_columns(database, feed);
  check_columns(feed, columns, found);
  check_further_columns(feed, columns, found);
  check_bookkeeping(feed, columns, found);
  check_key(database, feed, found);
  check_companions(feed, relations, found);
  return found;
}

std::vector<Difference> further_columns(postgres::Executor& database,
                                        const feed::Definition& feed) {
  std::vector<Difference> notes;
  for (const CatalogColumn& column : further_columns(feed, read_columns(database, feed))) {
    if (column.not_null) continue;
    notes.push_back(
        {fmt::format(
             "column \"{}\" of {} is not in the feed's definition: nights leave it as it is",
             column.name, feed.name()),
         fmt::format(
             "to drop it with its history write a migration: SELECT nightjar.drop_column('{}', "
             "'{}'); then run `nightjar migrate`",
             feed.name(), column.name)});
  }
  return notes;
}

void require_migrated(postgres::Executor& database) {
  if (database.query(sql::ledger_knows_modules).is_true(0, 0)) return;
  if (database.query(sql::ledger_exists).is_true(0, 0)) {
    throw Misconfigured(fmt::format("the database \"{}\" is of an older version of Nightjar",
                                    database.query("SELECT current_database()").text(0, 0)),
                        "run `nightjar migrate`, which upgrades it");
  }
  throw Misconfigured(
      fmt::format("the database \"{}\" was never migrated: it has no table of nights",
                  database.query("SELECT current_database()").text(0, 0)),
      "run `nightjar migrate`, or correct the name of the database");
}

void require_dataset(postgres::Executor& database, const feed::Dataset& dataset) {
  std::vector<Difference> found;
  const auto add = [&](std::vector<Difference> more) {
    found.insert(found.end(), more.begin(), more.end());
  };
  for (const feed::Definition& feed : dataset.feeds) add(differences(database, feed));
  add(after_load_differences(database, dataset));
  if (found.empty()) return;
  std::vector<std::string> facts;
  facts.reserve(found.size());
  for (const Difference& difference : found) facts.push_back(difference.fact);
  throw Misconfigured(fmt::format("{}", fmt::join(facts, "; ")), found.front().remedy);
}

}  // namespace nightjar::schema
