#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/byte_source.hpp"
#include "compression/expansion_limits.hpp"

namespace nightjar::compression {

enum class ArchiveKind {
  zip,
  tar,  ///< plain, or packed as a whole in any way that unpack() reads
};

/// The content of one member of an archive, by libarchive.
class ArchiveSource : public ByteSource {
 public:
  /// `member` is a name, or a pattern that matches one member; an empty one selects the only
  /// member.
  ArchiveSource(ArchiveKind kind, const std::filesystem::path& path, const std::string& member,
                const ExpansionLimits& limits);
  ~ArchiveSource() override;

  std::size_t read(std::span<char> buffer) override;

 private:
  struct Unpacker;
  std::unique_ptr<Unpacker> unpacker_;
};

}  // namespace nightjar::compression
