#include "loading/change_writer.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "loading/direct_loader.hpp"
#include "loading/staging_writer.hpp"

namespace nightjar::loading {

void ChangeWriter::expect_rows(const feed::Definition& definition, std::uint64_t sent,
                               std::uint64_t taken) {
  if (sent == taken) return;
  throw Error(fmt::format("{}: of {} rows PostgreSQL took {}", definition.name(), sent, taken),
              "run the night again");
}

std::unique_ptr<ChangeWriter> make_change_writer(postgres::Transaction& transaction,
                                                 const feed::Definition& definition,
                                                 std::int64_t run_id, Instant as_of,
                                                 Loaded loaded) {
  if (loaded == Loaded::never && DirectLoader::claim(transaction, definition)) {
    return std::make_unique<DirectLoader>(transaction, definition, run_id, as_of);
  }
  return std::make_unique<StagingWriter>(transaction, definition, run_id, as_of);
}

}  // namespace nightjar::loading
