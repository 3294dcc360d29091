#include "hashing/digest.hpp"

#include <array>
#include <span>
#include <vector>

#include <openssl/evp.h>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar {

struct Digest::Context {
  EVP_MD_CTX* evp = EVP_MD_CTX_new();

  explicit Context(const EVP_MD* kind) {
    if (EVP_DigestInit_ex(evp, kind, nullptr) == 1) return;
    EVP_MD_CTX_free(evp);
    throw Misconfigured(
        fmt::format("OpenSSL on this machine computes no {}", EVP_MD_get0_name(kind)),
        "allow it in openssl.cnf, or ask the vendor for SHA-256");
  }
  ~Context() { EVP_MD_CTX_free(evp); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
};

Digest::Digest(DigestKind kind)
    : context_(std::make_unique<Context>(kind == DigestKind::md5 ? EVP_md5() : EVP_sha256())) {}
Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

void Digest::update(std::string_view bytes) {
  EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size());
}

std::string Digest::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_DigestFinal_ex(context_->evp, digest.data(), &size);
  return fmt::format("{:02x}", fmt::join(std::span(digest).first(size), ""));
}

std::string hex_digest(ByteSource& source, DigestKind kind) {
  Digest digest(kind);
  std::vector<char> block(std::size_t{1} << 20);
  for (std::size_t got = block.size(); got == block.size();) {
    got = source.read(block);
    digest.update({block.data(), got});
  }
  return digest.hex();
}

std::string sha256_hex(std::string_view bytes) {
  Digest digest(DigestKind::sha256);
  digest.update(bytes);
  return digest.hex();
}

}  // namespace nightjar
