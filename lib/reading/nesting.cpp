#include "reading/nesting.hpp"

namespace nightjar::reading {

const char* find_close(const char* begin, const char* end, Nesting& nesting) {
  Nesting at = nesting;
  const char* byte = begin;
  while (byte != end) {
    const char c = *byte++;
    const bool taken_literally = at.escaped;
    at.escaped = c == '\\' && !taken_literally;
    if (c == '"') {
      at.in_string ^= !taken_literally;
    } else if (!at.in_string) {
      if (c == at.open) {
        ++at.depth;
      } else if (c == at.close && --at.depth == 0) {
        break;
      }
    }
  }
  nesting = at;
  return byte;
}

}  // namespace nightjar::reading
