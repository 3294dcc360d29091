#include "hashing/digest.hpp"

#include <array>
#include <memory>
#include <vector>

#include <openssl/evp.h>

#include "base/format.hpp"

namespace nightjar {

std::string hex_digest(ByteSource& source, DigestKind kind) {
  using Context = std::unique_ptr<EVP_MD_CTX, decltype([](EVP_MD_CTX* c) { EVP_MD_CTX_free(c); })>;
  const Context context(EVP_MD_CTX_new());
  EVP_DigestInit_ex(context.get(), kind == DigestKind::md5 ? EVP_md5() : EVP_sha256(), nullptr);
  std::vector<char> block(std::size_t{1} << 20);
  for (std::size_t got = block.size(); got == block.size();) {
    got = source.read(block);
    EVP_DigestUpdate(context.get(), block.data(), got);
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_DigestFinal_ex(context.get(), digest.data(), &size);
  std::string text;
  for (unsigned int i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

}  // namespace nightjar
