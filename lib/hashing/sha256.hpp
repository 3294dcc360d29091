#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace nightjar {

/// SHA-256 of bytes that come piece by piece: the name of a dump by its content.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::string_view bytes);
  /// The digest of all bytes so far as 64 lower-case hexadecimal digits; ends the sum.
  std::string hex();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// The digest of one text.
std::string sha256_hex(std::string_view bytes);

}  // namespace nightjar
