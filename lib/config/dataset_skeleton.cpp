#include "config/dataset_skeleton.hpp"

#include <string_view>

namespace nightjar::config {
namespace {

constexpr std::string_view example = "shop";

constexpr std::string_view skeleton = R"(dataset: shop
description: "Fill in: whose data this is."
source: file:///srv/shop/  # fill in: where the files come from; also ftps://, sftp://, https://

# When nightjard runs it. Without this key only `nightjar run` does.
# schedule: {daily_at: "02:00", zone: Europe/Paris}

# The function that a night calls before it commits, as function(dataset text, run_id bigint).
# after_load: shop.refresh

# Fill in: a feed for each file. `nightjar scaffold shop` then writes the migrations of their tables.
feeds:
  articles:
    description: "Fill in: what one row is."
    file: articles.csv
    format: csv
    kind: snapshot  # append if a file only adds rows
    key: [id]
    columns:
      id: {type: integer}
      name: {type: text}
)";

}  // namespace

std::string dataset_skeleton(const std::string& name) {
  std::string text(skeleton);
  for (std::size_t at = text.find(example); at != text.npos; at = text.find(example, at)) {
    text.replace(at, example.size(), name);
    at += name.size();
  }
  return text;
}

}  // namespace nightjar::config
