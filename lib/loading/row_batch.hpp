#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/relay.hpp"
#include "hashing/fingerprint.hpp"
#include "postgres/copy_writer.hpp"

namespace nightjar::loading {

/// Some rows on their way to PostgreSQL: their fields in binary form, one after the other.
struct RowBatch {
  std::string fields;
  std::vector<std::size_t> ends;  ///< of each row's fields

  void copy_to(postgres::CopyWriter& writer) const;
};

/// Collects rows and hands them on in batches to another thread, which copies them: so neither
/// who finds the rows waits for the server nor the server for him, as far as the batches that may
/// wait reach.
class RowBatchQueue {
 public:
  using Take = std::function<void(const RowBatch&)>;

  explicit RowBatchQueue(Take take);

  /// Where the fields of the next row are to be appended.
  [[nodiscard]] std::string& fields() { return batch_.fields; }
  void append_fingerprint(const Fingerprint& fingerprint);
  /// The row's last field has been appended. Throws what taking a batch has thrown.
  void end_row();
  /// Waits until all have been taken.
  void finish();

 private:
  void hand_on();

  RowBatch batch_;
  Relay<RowBatch> relay_;
};

}  // namespace nightjar::loading
