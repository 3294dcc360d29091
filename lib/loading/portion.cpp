#include "loading/portion.hpp"

#include "postgres/binary.hpp"

namespace nightjar::loading {
namespace {

constexpr std::size_t full_rows = 4096;
constexpr std::size_t full_bytes = std::size_t{4} << 20;

}  // namespace

void Portion::append_fingerprint(const Fingerprint& fingerprint) {
  const auto bytes = fingerprint.bytes();
  postgres::append_field(fields_, {bytes.data(), bytes.size()});
}

void Portion::clear() {
  fields_.clear();
  ends_.clear();
}

bool Portion::is_full() const { return ends_.size() >= full_rows || fields_.size() >= full_bytes; }

void Portion::copy_to(postgres::CopyWriter& writer) const {
  std::size_t begin = 0;
  for (const std::size_t end : ends_) {
    writer.write(std::string_view(fields_).substr(begin, end - begin));
    begin = end;
  }
}

}  // namespace nightjar::loading
