#pragma once

#include <filesystem>
#include <memory>

#include "base/byte_source.hpp"
#include "compression/expansion_limits.hpp"

namespace nightjar::compression {

/// The content of a gzip file of one or more members, by zlib: libarchive 3.6 does not check the
/// CRC-32 and the length at the end of a member, and accepts a damaged file.
class GzipSource : public ByteSource {
 public:
  GzipSource(const std::filesystem::path& path, const ExpansionLimits& limits);
  ~GzipSource() override;

  std::size_t read(std::span<char> buffer) override;

 private:
  struct Inflater;
  std::unique_ptr<Inflater> inflater_;
};

}  // namespace nightjar::compression
