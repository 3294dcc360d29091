#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/byte_source.hpp"

namespace nightjar {

/// SHA-256 names a dump by its content; vendors provide either with their files.
enum class DigestKind { md5, sha256 };

/// The digest of bytes that come piece by piece.
class Digest {
 public:
  /// Throws Misconfigured where OpenSSL's configuration on this machine forbids the kind, as FIPS
  /// forbids MD5.
  explicit Digest(DigestKind kind);
  ~Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;

  void update(std::string_view bytes);
  /// The digest of all bytes so far in lower-case hexadecimal digits. No other call may follow.
  std::string hex();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// The digest of everything that a source provides. Reads it to its end.
std::string hex_digest(ByteSource& source, DigestKind kind);
/// The SHA-256 of one text.
std::string sha256_hex(std::string_view bytes);

}  // namespace nightjar
