#include <algorithm>
#include <string>

#include "console/table.hpp"
#include "support/catch.hpp"

using nightjar::console::Align;
using nightjar::console::Table;
using nightjar::console::Text;
using nightjar::console::Tone;

namespace {

std::size_t widest_line(const Text& text) {
  std::size_t widest = 0;
  for (const Text& line : text.lines()) widest = std::max(widest, line.width());
  return widest;
}

Table nights() {
  Table table({{"run", Align::right},
               {"dataset"},
               {.heading = "why", .wraps = true},
               {"rows", Align::right}});
  table.add({"7", "vendor", "the file has not come by the time at which it is given up", "1,000"},
            "a note");
  table.add({"12", "app", "fresh", "5"});
  return table;
}

}  // namespace

TEST_CASE("A table is as wide as its cells where there is room, or no limit") {
  const std::string text =
      "run  dataset  why                                                         rows\n"
      "  7  vendor   the file has not come by the time at which it is given up  1,000\n"
      "    a note\n"
      " 12  app      fresh                                                          5\n";
  CHECK(nights().text(std::nullopt).str() == text);
  CHECK(nights().text(78).str() == text);
}

TEST_CASE("A table that is too wide goes on in the cells that may wrap") {
  CHECK(nights().text(60).str() ==
        "run  dataset  why                                       rows\n"
        "  7  vendor   the file has not come by the time at     1,000\n"
        "              which it is given up\n"
        "    a note\n"
        " 12  app      fresh                                        5\n");
}

TEST_CASE("Columns that have no room are printed below the first ones, indented") {
  const Text text = nights().text(40);
  CHECK(text.str() ==
        "run  dataset  why\n"
        "     rows\n"
        "  7  vendor   the file has not come by\n"
        "              the time at which it is\n"
        "              given up\n"
        "    1,000\n"
        "    a note\n"
        " 12  app      fresh\n"
        "        5\n");
  CHECK(widest_line(text) <= 40);
}

TEST_CASE("No table is wider than the terminal, whatever its cells") {
  Table table({{"file"}, {"sha256"}, {"size", Align::right}});
  table.add({std::string(300, 'f'), std::string(64, 'a'), "1.0 KiB"});
  const auto width = static_cast<std::size_t>(GENERATE(20, 40, 80, 100, 200));
  const Text text = table.text(width);
  CHECK(widest_line(text) <= width);
  CHECK(std::count(text.str().begin(), text.str().end(), 'f') == 301);  // and the heading's
}

TEST_CASE("Cells are on one line and aligned by their width on the screen") {
  Table table({{"a"}, {"b"}});
  table.add({"日本", "x"});
  table.add({"two\nlines", Text("y", Tone::held)});
  CHECK(table.text(std::nullopt).str() == "a          b\n日本       x\ntwo lines  y\n");
}
