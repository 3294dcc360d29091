#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nightjar::inference {

/// The encoding of the texts, as a definition has it: empty for UTF-8, also if a few of many texts
/// are damaged; otherwise `windows-1252` or `latin1`, which differ in the bytes 0x80 to 0x9f.
std::string guess_encoding(const std::vector<std::string_view>& texts);

}  // namespace nightjar::inference
