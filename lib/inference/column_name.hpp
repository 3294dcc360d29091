#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nightjar::inference {

/// Names for columns, made from what the vendor calls them: `movieId` is `movie_id`, `Height (m)`
/// is `height_m`, `Größe` is `groesse`. Each is lower_snake_case, free to be a column of a feed,
/// and given once: the same name a second time gets a number.
std::vector<std::string> column_names(const std::vector<std::string>& labels);

}  // namespace nightjar::inference
