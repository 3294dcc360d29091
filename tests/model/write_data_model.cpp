/// Writes docs/data-model/. `make docs` runs it, and Graphviz after it.

#include <cstdio>
#include <exception>
#include <fstream>

#include "model/data_model.hpp"
#include "support/places.hpp"

int main() {
  try {
    const auto folder = nightjar::support::source_folder() / "docs/data-model";
    for (const auto& [name, text] : nightjar::support::data_model_pages()) {
      std::ofstream(folder / name, std::ios::binary) << text;
    }
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "write_data_model: %s\n", error.what());
    return 1;
  }
}
