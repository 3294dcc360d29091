/// nightjar-read-limit FILE: reads the file on one thread and takes XXH3-128 of every byte, which
/// no night that compares by fingerprints can undercut. Prints how many bytes there were.

#include <cstdint>
#include <cstdio>
#include <exception>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "hashing/fingerprint.hpp"

int main(int count, char** words) {
  if (count != 2) {
    std::fputs("usage: nightjar-read-limit FILE\n", stderr);
    return 2;
  }
  try {
    nightjar::InputFile file(words[1]);
    // Small enough to be still in the second-level cache when it is hashed.
    std::vector<char> block(std::size_t{256} << 10);
    nightjar::Fingerprint all;
    std::uint64_t bytes = 0;
    while (const std::size_t read = file.read(block)) {
      const auto fingerprint = nightjar::fingerprint_of({block.data(), read});
      all.high ^= fingerprint.high;
      all.low ^= fingerprint.low;
      bytes += read;
    }
    std::printf("%llu bytes, %016llx%016llx\n", static_cast<unsigned long long>(bytes),
                static_cast<unsigned long long>(all.high),
                static_cast<unsigned long long>(all.low));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "nightjar-read-limit: %s\n", error.what());
    return 1;
  }
}
