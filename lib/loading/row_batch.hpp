#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/relay.hpp"
#include "hashing/fingerprint.hpp"
#include "postgres/copy_writer.hpp"

namespace nightjar::loading {

/// Rows on their way to PostgreSQL: their fields in binary format, one after the other.
struct RowBatch {
  std::string fields;
  std::vector<std::size_t> ends;  ///< of each row's fields
  bool has_parents = false;       ///< see RowBatchQueue::note_parent()

  void copy_to(postgres::CopyWriter& writer) const;
};

/// Collects rows and passes them on in batches to another thread, which copies them: so the
/// producer of the rows and the server do not wait for each other, up to the number of batches that
/// may be queued.
class RowBatchQueue {
 public:
  using Take = std::function<void(const RowBatch&)>;

  explicit RowBatchQueue(Take take);

  /// The position at which to append the fields of the next row.
  [[nodiscard]] std::string& fields() { return batch_.fields; }
  void append_fingerprint(const Fingerprint& fingerprint);
  /// The row that is appended is a record of a child feed, with a part of the key only.
  void note_parent() { batch_.has_parents = true; }
  /// The row's last field has been appended. Rethrows the exceptions of the receiving thread.
  void end_row();
  /// Waits until all batches have been processed.
  void finish();

 private:
  void hand_on();

  RowBatch batch_;
  Relay<RowBatch> relay_;
};

}  // namespace nightjar::loading
