#include <fstream>
#include <iterator>

#include "model/data_model.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"

TEST_CASE("The pages on the data model say what the migrations make", "[server]") {
  const auto folder = nightjar::support::source_folder() / "docs/data-model";
  for (const auto& [name, text] : nightjar::support::data_model_pages()) {
    INFO("docs/data-model/" << name << " is out of date: run `make docs`");
    std::ifstream stream(folder / name);
    CHECK(std::string{std::istreambuf_iterator<char>(stream), {}} == text);
  }
}
