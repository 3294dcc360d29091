#pragma once

#include <filesystem>
#include <memory>

#include "base/byte_source.hpp"
#include "compression/expansion_limits.hpp"

namespace nightjar::compression {

/// The content of a bzip2 or xz file of one or more streams, by libarchive.
class FilterSource : public ByteSource {
 public:
  FilterSource(const std::filesystem::path& path, const ExpansionLimits& limits);
  ~FilterSource() override;

  std::size_t read(std::span<char> buffer) override;

 private:
  struct Unpacker;
  std::unique_ptr<Unpacker> unpacker_;
};

}  // namespace nightjar::compression
