#include "reject_table.hpp"

#include <cstddef>
#include <utility>

#include "console/text.hpp"

namespace nightjar::daemon {
namespace {

using console::Align;

constexpr std::size_t record_width = 116;
constexpr std::size_t detail_width = 210;

}  // namespace

std::vector<console::Table::Column> reject_columns() {
  return {{"line", Align::right},
          {"byte", Align::right},
          {"reason"},
          {.heading = "detail", .wraps = true}};
}

void add_reject(console::Table& table, std::vector<console::Text> cells, std::string_view detail,
                std::string_view record) {
  cells.push_back(console::shortened(detail, detail_width));
  table.add(std::move(cells), console::shortened(record, record_width));
}

}  // namespace nightjar::daemon
