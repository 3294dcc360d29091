#include "model/data_model.hpp"

#include <fstream>
#include <iterator>

#include "support/cluster.hpp"
#include "support/places.hpp"
#include "support/project.hpp"

namespace nightjar::support {
namespace {

/// Runs one of this folder's statements over some schemas.
std::string lines_of(const Database& database, const std::string& statement,
                     const std::string& schemas) {
  std::ifstream stream(source_folder() / "tests/model" / statement);
  const std::string sql{std::istreambuf_iterator<char>(stream), {}};
  return database.query("SET model.schemas = '" + schemas + "';\n" + sql) + "\n";
}

}  // namespace

std::map<std::string, std::string> data_model_pages() {
  const Database database("project", migrate_project);
  return {{"streaming.dot", lines_of(database, "diagram.sql", "vendor,app")},
          {"tmdb.dot", lines_of(database, "diagram.sql", "tmdb")},
          {"tables.md",
           "# Tables and views\n\nWritten by `make docs` from the comments in the "
           "database. The columns of the primary key are\nbold. "
           "[data-model.md](../data-model.md) says what belongs to every feed's "
           "table besides.\n\n" +
               lines_of(database, "tables.sql", "vendor,app,tmdb")}};
}

}  // namespace nightjar::support
