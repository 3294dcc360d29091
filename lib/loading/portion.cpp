#include "loading/portion.hpp"

#include <string_view>
#include <utility>

#include "postgres/binary.hpp"

namespace nightjar::loading {
namespace {

/// Large enough for what a portion costs, about 2 ms, not to show, and small enough for the last
/// one to be taken soon after the dump has been read.
constexpr std::size_t full_rows = 4096;
constexpr std::size_t full_bytes = std::size_t{4} << 20;

/// The server stops now and then, to write its log or to extend a file. What has come up meanwhile
/// keeps it busy afterwards; a few more are in the socket.
constexpr std::size_t waiting_at_most = 4;

}  // namespace

void Portion::copy_to(postgres::CopyWriter& writer) const {
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    writer.write(std::string_view(fields).substr(begin, end - begin));
    begin = end;
  }
}

Portions::Portions(Take take)
    : relay_(waiting_at_most, {[](Portion&) {}},
             [take = std::move(take)](Portion& portion) { take(portion); }) {}

void Portions::append_fingerprint(const Fingerprint& fingerprint) {
  const auto bytes = fingerprint.bytes();
  postgres::append_field(portion_.fields, {bytes.data(), bytes.size()});
}

void Portions::end_row() {
  portion_.ends.push_back(portion_.fields.size());
  if (portion_.ends.size() >= full_rows || portion_.fields.size() >= full_bytes) hand_on();
}

void Portions::hand_on() {
  relay_.push(std::exchange(portion_, relay_.spent()));
  portion_.fields.clear();
  portion_.ends.clear();
}

void Portions::finish() {
  if (!portion_.ends.empty()) hand_on();
  relay_.finish();
}

}  // namespace nightjar::loading
