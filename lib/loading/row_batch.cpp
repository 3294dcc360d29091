#include "loading/row_batch.hpp"

#include <string_view>
#include <utility>

#include "postgres/binary.hpp"

namespace nightjar::loading {
namespace {

/// Large enough that the cost of a batch, about 2 ms, is negligible, and small enough that the last
/// one is processed soon after the dump has been read.
constexpr std::size_t full_rows = 4096;
constexpr std::size_t full_bytes = std::size_t{4} << 20;

/// The server stops now and then, to write its WAL or to extend a file. The queued batches keep it
/// busy afterwards; a few more are in the socket.
constexpr std::size_t waiting_at_most = 4;

}  // namespace

void RowBatch::copy_to(postgres::CopyWriter& writer) const {
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    writer.write(std::string_view(fields).substr(begin, end - begin));
    begin = end;
  }
}

RowBatchQueue::RowBatchQueue(Take take)
    : relay_(waiting_at_most, {[](RowBatch&) {}},
             [take = std::move(take)](RowBatch& batch) { take(batch); }) {}

void RowBatchQueue::append_fingerprint(const Fingerprint& fingerprint) {
  const auto bytes = fingerprint.bytes();
  postgres::append_field(batch_.fields, {bytes.data(), bytes.size()});
}

void RowBatchQueue::end_row() {
  batch_.ends.push_back(batch_.fields.size());
  if (batch_.ends.size() >= full_rows || batch_.fields.size() >= full_bytes) hand_on();
}

void RowBatchQueue::hand_on() {
  relay_.push(std::exchange(batch_, relay_.spent()));
  batch_.fields.clear();
  batch_.ends.clear();
  batch_.has_parents = false;
}

void RowBatchQueue::finish() {
  if (!batch_.ends.empty()) hand_on();
  relay_.finish();
}

}  // namespace nightjar::loading
