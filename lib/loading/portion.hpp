#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hashing/fingerprint.hpp"
#include "postgres/copy_writer.hpp"

namespace nightjar::loading {

/// Some rows on their way to PostgreSQL: their fields in binary form, one after the other. Whoever
/// finds rows fills portions, and another thread copies them: so neither waits for the other.
class Portion {
 public:
  /// Where the fields of the next row are to be appended.
  [[nodiscard]] std::string& fields() { return fields_; }
  void append_fingerprint(const Fingerprint& fingerprint);
  /// Its last field has been appended.
  void end_row() { ends_.push_back(fields_.size()); }

  /// Empties it and keeps its memory.
  void clear();
  [[nodiscard]] bool empty() const { return ends_.empty(); }
  /// Large enough for what a portion costs, about 2 ms, not to show, and small enough for the last
  /// one to be done soon after the dump has been read.
  [[nodiscard]] bool is_full() const;
  void copy_to(postgres::CopyWriter& writer) const;

  /// Portions that may wait to be copied.
  static constexpr std::size_t waiting_at_most = 2;

 private:
  std::string fields_;
  std::vector<std::size_t> ends_;
};

}  // namespace nightjar::loading
