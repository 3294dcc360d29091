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

/// How many examples of each operation are shown.
constexpr std::size_t examples_at_most = 5;

/// The first rows of each kind that the changes would write, from the night's transaction, which
/// has what StagingWriter passed on. Nothing is published in it afterwards: staging is brought to
/// its end here.
std::vector<Example> staged_examples(postgres::Transaction& transaction,
                                     const feed::Definition& definition, const Changes& changes);

/// The same where the records went straight into a table that was never loaded.
std::vector<Example> filled_examples(postgres::Transaction& transaction,
                                     const feed::Definition& definition);

}  // namespace nightjar::loading
