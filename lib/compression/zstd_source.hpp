#pragma once

#include <filesystem>
#include <memory>

#include "base/byte_source.hpp"
#include "compression/expansion_limits.hpp"

namespace nightjar::compression {

/// The content of a zstd file of one or more frames, by libzstd: libarchive cannot raise the limit
/// on the window.
class ZstdSource : public ByteSource {
 public:
  ZstdSource(const std::filesystem::path& path, const ExpansionLimits& limits);
  ~ZstdSource() override;

  std::size_t read(std::span<char> buffer) override;

 private:
  struct Unpacker;
  std::unique_ptr<Unpacker> unpacker_;
};

}  // namespace nightjar::compression
