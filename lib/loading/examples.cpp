#include "loading/examples.hpp"

#include <algorithm>
#include <span>
#include <string_view>

#include "base/format.hpp"
#include "json/document.hpp"
#include "loading/sql.hpp"
#include "loading/statements.hpp"

namespace nightjar::loading {
namespace {

enum class Columns { of_key, others };

/// The names of columns as a JSON array.
std::string names_of(const feed::Definition& definition, Columns which) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < definition.columns.size(); ++i) {
    if (definition.is_key(i) || which == Columns::of_key) continue;
    names.push_back(definition.columns[i].name);
  }
  if (which == Columns::of_key) {
    for (const std::size_t column : definition.key) {
      names.push_back(definition.columns[column].name);
    }
  }
  return json::dump(names);
}

/// The first few numbers, separated by commas.
std::string first_of(const std::vector<std::int64_t>& numbers) {
  const std::span few(numbers.data(), std::min(numbers.size(), examples_at_most));
  return fmt::format("{}", fmt::join(few, ", "));
}

/// Adds examples of one operation. `pairs`: the statement that returns rows before and after.
void add(std::vector<Example>& examples, postgres::Transaction& transaction,
         const feed::Definition& definition, const std::string& op, std::string_view pairs,
         postgres::Substitutions more = {}) {
  more.emplace_back("at_most", std::to_string(examples_at_most));
  const auto rows = transaction.query(
      statement(sql::example, definition, {{"pairs", statement(pairs, definition, more)}}),
      {definition.name(), op, names_of(definition, Columns::of_key),
       names_of(definition, Columns::others)});
  for (std::size_t i = 0; i < rows.size(); ++i) examples.push_back({op, rows.text(i, 0)});
}

}  // namespace

std::vector<Example> staged_examples(postgres::Transaction& transaction,
                                     const feed::Definition& definition, const Changes& changes) {
  FeedTable(definition).withdraw(transaction, changes);
  const feed::Counts& counts = changes.counts;
  std::vector<Example> examples;
  if (counts.deleted > 0) {
    add(examples, transaction, definition, "delete", sql::first_gone,
        {{"row_ids", first_of(changes.gone)}});
  }
  if (counts.updated > 0) {
    add(examples, transaction, definition, "update", sql::first_replaced, {{"is_live", "true"}});
  }
  if (counts.restored > 0) {
    add(examples, transaction, definition, "restore", sql::first_replaced, {{"is_live", "false"}});
  }
  if (counts.inserted > 0) add(examples, transaction, definition, "insert", sql::first_new);
  return examples;
}

std::vector<Example> filled_examples(postgres::Transaction& transaction,
                                     const feed::Definition& definition) {
  std::vector<Example> examples;
  add(examples, transaction, definition, "insert", sql::first_inserted);
  return examples;
}

}  // namespace nightjar::loading
