#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "feed/counts.hpp"
#include "feed/definition.hpp"
#include "night/vocabulary.hpp"

namespace nightjar::support {

/// A key: a text for each of its columns.
using Key = std::vector<std::string>;

/// A record of a dump, as known to its writer.
struct Record {
  enum class Fate {
    whole,
    spoiled,         ///< it does not fit, but its key can be read
    unknown,         ///< it does not fit, and its key is not known
    spoiled_parent,  ///< its elements cannot be read, but the left part of their keys, its key
  };
  Fate fate = Fate::whole;
  Key key;
  Values values{};
  std::string reason{};  ///< why it is rejected, unless it is whole
  std::string text{};    ///< as it is in the file
  std::uint64_t offset = 0;
  std::uint64_t line = 0;
};

/// How a feed is described, as far as the model is concerned.
struct Description {
  bool has_second_note = true;
  Field note_from = Field::note;

  bool operator==(const Description&) const = default;
  /// What the columns hold of a record's fields.
  [[nodiscard]] Values columns(const Values& fields) const;
};

/// The rules for a night, kept in memory: every version of every key.
class Model {
 public:
  struct Version {
    Values columns{};
    double from = 0;
    std::optional<double> to;
  };
  struct Row {
    std::vector<Version> versions;  ///< the newest last; a closed one there: the row is deleted
    std::int64_t run_id = 0;        ///< the night that changed it last
  };
  /// The result of a night.
  struct Verdict {
    feed::Counts counts;
    std::vector<std::size_t> duplicate_keys;  ///< records that lost to an earlier one of their key
    std::vector<Key> touched;
    bool held = false;
  };

  Model(feed::Kind kind, feed::Guards guards) : kind_(kind), guards_(guards) {}

  [[nodiscard]] Verdict judge(const std::vector<Record>& dump,
                              const Description& description) const;
  void load(const std::vector<Record>& dump, const Description& description, double day,
            std::int64_t run_id);

  [[nodiscard]] const std::map<Key, Row>& rows() const { return rows_; }
  /// The instant of the newest night that was loaded or unchanged.
  [[nodiscard]] std::optional<double> newest() const { return newest_; }

 private:
  [[nodiscard]] bool is_live(const Key& key) const;
  [[nodiscard]] std::set<Key> listed_in(const std::vector<Record>& dump) const;

  feed::Kind kind_;
  feed::Guards guards_;
  std::map<Key, Row> rows_;
  std::optional<double> newest_;
};

}  // namespace nightjar::support
