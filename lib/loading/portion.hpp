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
struct Portion {
  std::string fields;
  std::vector<std::size_t> ends;  ///< of each row's fields

  void copy_to(postgres::CopyWriter& writer) const;
};

/// Collects rows and hands them on in portions to another thread, which copies them: so neither
/// who finds the rows waits for the server nor the server for him, as far as the portions that may
/// wait reach.
class Portions {
 public:
  using Take = std::function<void(const Portion&)>;

  explicit Portions(Take take);

  /// Where the fields of the next row are to be appended.
  [[nodiscard]] std::string& fields() { return portion_.fields; }
  void append_fingerprint(const Fingerprint& fingerprint);
  /// The row's last field has been appended. Throws what taking a portion has thrown.
  void end_row();
  /// Waits until all have been taken.
  void finish();

 private:
  void hand_on();

  Portion portion_;
  Relay<Portion> relay_;
};

}  // namespace nightjar::loading
