#include <cstddef>

#include "base/blocks.hpp"
#include "support/catch.hpp"

using nightjar::Blocks;

TEST_CASE("Blocks hold what was appended, and leave it where it is while they grow") {
  Blocks<std::size_t> blocks;
  blocks.push_back(0);
  const std::size_t* const first = &blocks[0];
  for (std::size_t i = 1; i < 100'000; ++i) blocks.push_back(i);
  CHECK(blocks.size() == 100'000);
  CHECK(first == &blocks[0]);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i] != i) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("What is taken from the end of blocks makes room for the next") {
  Blocks<int> blocks;
  for (int i = 0; i < 16'385; ++i) blocks.push_back(i);
  blocks.pop_back();
  blocks.pop_back();
  CHECK(blocks.size() == 16'383);
  blocks.push_back(-1);
  blocks.push_back(-2);
  CHECK(blocks[16'382] == 16'382);
  CHECK(blocks[16'383] == -1);
  CHECK(blocks[16'384] == -2);
}
