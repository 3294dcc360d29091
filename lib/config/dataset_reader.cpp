#include "config/dataset_reader.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "base/error.hpp"
#include "base/format.hpp"
#include "config/feed_reader.hpp"
#include "config/identifier.hpp"
#include "config/keys.hpp"
#include "config/schedule_reader.hpp"
#include "config/source_reader.hpp"
#include "yaml/mapping.hpp"

namespace nightjar::config {
namespace {

/// The suffixes of the relations of a feed's table; `_pkey` and `_row_id` are indexes.
constexpr std::array<std::string_view, 7> companions{"_past",  "_staging", "_history", "_live",
                                                     "_as_of", "_pkey",    "_row_id"};

/// A feed `books_past` would have the name of a relation of `books`.
void refuse_companion_names(const std::vector<yaml::NamedValue>& feeds) {
  for (const yaml::NamedValue& feed : feeds) {
    for (const yaml::NamedValue& other : feeds) {
      for (const std::string_view suffix : companions) {
        if (other.name != feed.name + std::string(suffix)) continue;
        other.value.fail(fmt::format("the feed name \"{}\" is taken: a relation of feed \"{}\" is "
                                     "called so",
                                     other.name, feed.name),
                         "choose another name");
      }
    }
  }
}

/// Records which feed reads which file, and refuses a second reader. Feeds of the elements of its
/// records may read it too.
class FileClaims {
 public:
  void claim(const feed::Definition& feed, const yaml::Value& place) {
    if (feed.each) return;
    claim(feed.file.name, feed, place);
    for (const std::string& name : feed.file.alternatives) claim(name, feed, place);
  }

 private:
  void claim(const std::string& file, const feed::Definition& feed, const yaml::Value& place) {
    const auto [owner, is_new] = owners_.emplace(std::pair(file, feed.file.member), feed.table);
    if (is_new) return;
    place.fail(
        fmt::format(R"(feed "{}" names the file "{}", which feed "{}" has named already)",
                    feed.table, file, owner->second),
        "one file feeds one table, and with `each:` further ones from arrays in its records; "
        "correct `file:`, or `member:` where it is an archive");
  }

  std::map<std::pair<std::string, std::string>, std::string> owners_;  ///< by file and member
};

std::vector<feed::Definition> read_feeds(const yaml::Value& value, const std::string& schema) {
  const auto entries = value.entries();
  if (entries.empty()) value.fail("the dataset has no feeds", "describe one at least");
  refuse_companion_names(entries);
  std::vector<feed::Definition> feeds;
  FileClaims claims;
  for (const yaml::NamedValue& entry : entries) {
    feeds.push_back(read_feed(entry, schema));
    claims.claim(feeds.back(), entry.value);
  }
  return feeds;
}

feed::AfterLoad read_after_load(const yaml::Value& value) {
  const std::string text = value.text();
  const std::size_t dot = text.find('.');
  if (dot == text.npos) {
    value.fail(fmt::format("{} is \"{}\", which names no schema", value.label(), text),
               "write a function with its schema: after_load: shop.refresh");
  }
  feed::AfterLoad named{text.substr(0, dot), text.substr(dot + 1), value.line()};
  require_identifier(named.schema, "the schema", value);
  require_identifier(named.function, "the function", value);
  return named;
}

/// For feeds without settings of their own.
void set_default(std::vector<feed::Definition>& feeds, std::chrono::seconds stale_after) {
  for (feed::Definition& feed : feeds) {
    if (!feed.stale_after) feed.stale_after = stale_after;
  }
}

}  // namespace

feed::Dataset read_dataset(const yaml::Value& document) {
  yaml::Mapping mapping(document, "the dataset", dataset_keys());
  const yaml::Value name = mapping.require("dataset");
  feed::Dataset dataset;
  dataset.name = name.text();
  require_identifier(dataset.name, "the dataset name", name);
  require_free_schema(dataset.name, "the dataset name", name);
  if (const auto text = mapping.find("description")) dataset.description = text->text();
  dataset.source = read_source(mapping.require("source"));
  if (const auto schedule = mapping.find("schedule")) dataset.schedule = read_schedule(*schedule);
  if (const auto named = mapping.find("after_load")) dataset.after_load = read_after_load(*named);
  const auto stale_after = mapping.find("stale_after");
  const yaml::Value feeds = mapping.require("feeds");
  mapping.finish();
  dataset.feeds = read_feeds(feeds, dataset.name);
  if (stale_after) set_default(dataset.feeds, read_stale_after(*stale_after));
  return dataset;
}

}  // namespace nightjar::config
