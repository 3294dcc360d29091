/// Writes the reference of the settings and their JSON Schemas. `make reference` runs it.

#include <cstdio>
#include <exception>
#include <fstream>

#include "reference/reference.hpp"
#include "support/places.hpp"

int main() {
  try {
    for (const auto& [path, text] : nightjar::support::reference_files()) {
      std::ofstream(nightjar::support::source_folder() / path, std::ios::binary) << text;
    }
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "write_reference: %s\n", error.what());
    return 1;
  }
}
