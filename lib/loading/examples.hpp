#pragma once

#include <string>
#include <vector>

#include "feed/definition.hpp"
#include "loading/feed_table.hpp"
#include "postgres/connection.hpp"

namespace nightjar::loading {

/// A row that a night would write.
struct Example {
  std::string op;    ///< insert, update, delete or restore
  std::string json;  ///< `{"feed":…,"op":…,"key":[…],"changed":{column:{"from":…,"to":…}}}`
};

/// How many examples of each operation are kept.
constexpr std::size_t examples_at_most = 5;

/// The first rows of each operation that the changes would write, from the night's transaction,
/// which has the records that StagingWriter passed on. Nothing can be published in it afterwards:
/// staging is modified to its final state here.
std::vector<Example> staged_examples(postgres::Transaction& transaction,
                                     const feed::Definition& definition, const Changes& changes);

/// The same if the records were copied straight into a table that was never loaded.
std::vector<Example> filled_examples(postgres::Transaction& transaction,
                                     const feed::Definition& definition);

}  // namespace nightjar::loading
