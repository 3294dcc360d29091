#pragma once

#include <expat.h>

namespace nightjar::xml {

/// For XML_SetUnknownEncodingHandler: encodings that expat does not know, with one byte for each
/// character, by iconv.
int describe_encoding(void* unused, const XML_Char* name, XML_Encoding* encoding);

}  // namespace nightjar::xml
