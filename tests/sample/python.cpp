#include "sample/python.hpp"

namespace nightjar::sample {
namespace {

struct Escape {
  std::string_view bytes;
  std::string_view escaped;
};

/// What cannot be printed and appears in the generator's texts.
constexpr Escape escapes[]{{"\\", "\\\\"},
                           {"\n", "\\n"},
                           {"\r", "\\r"},
                           {"\t", "\\t"},
                           {"\xc2\xa0", "\\xa0"},
                           {"\xc2\x92", "\\x92"},
                           {"\xe2\x80\x8b", "\\u200b"}};

}  // namespace

void append_python(std::string& text, std::string_view value) {
  const bool single = value.find('\'') != std::string_view::npos;
  const char quote = single && value.find('"') == std::string_view::npos ? '"' : '\'';
  text += quote;
  while (!value.empty()) {
    std::string_view written = value.substr(0, 1);
    std::size_t taken = 1;
    for (const auto& escape : escapes) {
      if (!value.starts_with(escape.bytes)) continue;
      written = escape.escaped;
      taken = escape.bytes.size();
    }
    if (value.front() == quote) text += '\\';
    text += written;
    value.remove_prefix(taken);
  }
  text += quote;
}

void append_python_or_none(std::string& text, std::string_view value) {
  if (value.empty())
    text += "None";
  else
    append_python(text, value);
}

}  // namespace nightjar::sample
