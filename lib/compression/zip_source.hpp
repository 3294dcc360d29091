#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/byte_source.hpp"
#include "compression/expansion_limits.hpp"

namespace nightjar::compression {

/// The content of one member of a zip, by libarchive.
class ZipSource : public ByteSource {
 public:
  /// `member` is a name, or a pattern that matches one member; an empty one selects the only
  /// member.
  ZipSource(const std::filesystem::path& path, const std::string& member,
            const ExpansionLimits& limits);
  ~ZipSource() override;

  std::size_t read(std::span<char> buffer) override;

 private:
  struct Unpacker;
  std::unique_ptr<Unpacker> unpacker_;
};

}  // namespace nightjar::compression
