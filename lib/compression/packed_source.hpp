#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/byte_source.hpp"
#include "compression/limits.hpp"

namespace nightjar::compression {

/// The content of a zstd file or of one member of a zip, by libarchive.
class PackedSource : public ByteSource {
 public:
  /// A zstd file.
  PackedSource(const std::filesystem::path& path, const Limits& limits);
  /// A member of a zip; an empty name takes the only one.
  PackedSource(const std::filesystem::path& path, const std::string& member, const Limits& limits);
  ~PackedSource() override;

  std::size_t read(std::span<char> buffer) override;

 private:
  struct Unpacker;
  std::unique_ptr<Unpacker> unpacker_;
};

}  // namespace nightjar::compression
