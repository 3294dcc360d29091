#include "reference/reference.hpp"

#include "reference/command_pages.hpp"
#include "reference/json_schema.hpp"
#include "reference/settings_manual.hpp"
#include "reference/settings_page.hpp"

namespace nightjar::support {

std::map<std::string, std::string> reference_files() {
  return {
      {"docs/settings.md", settings_page()},
      {"docs/man/nightjar.1.md", command_manual()},
      {"docs/man/nightjar.yaml.5.md", settings_manual()},
      {"docs/man/nightjar-dataset.yaml.5.md", dataset_manual()},
      {"config/completion/nightjar.bash", bash_completion()},
      {"config/completion/_nightjar", zsh_completion()},
      {"config/completion/nightjar.fish", fish_completion()},
      {"config/schema/nightjar.schema.json", json_schema(config::settings_keys())},
      {"config/schema/dataset.schema.json", json_schema(config::dataset_keys())},
  };
}

}  // namespace nightjar::support
