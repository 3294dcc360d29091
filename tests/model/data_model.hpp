#pragma once

#include <map>
#include <string>

namespace nightjar::support {

/// What docs/data-model/ holds of a new database, by the files' names: the diagrams in Graphviz's
/// language (`tmdb.dot`) and the tables in Markdown. Migrates a database of the shared cluster.
std::map<std::string, std::string> data_model_pages();

}  // namespace nightjar::support
