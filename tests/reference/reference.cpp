#include "reference/reference.hpp"

#include "reference/json_schema.hpp"
#include "reference/settings_page.hpp"

namespace nightjar::support {

std::map<std::string, std::string> reference_files() {
  return {
      {"docs/settings.md", settings_page()},
      {"config/schema/nightjar.schema.json", json_schema(config::settings_keys())},
      {"config/schema/dataset.schema.json", json_schema(config::dataset_keys())},
  };
}

}  // namespace nightjar::support
