#include "sample/output.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <stdexcept>

#include "base/format.hpp"

namespace nightjar::sample {
namespace {

/// Digits are written by hand: formatting them would be most of the work of large files.
void append_digits(std::string& text, std::uint64_t value, int width) {
  char digits[20];
  for (int place = width - 1; place >= 0; --place, value /= 10) {
    digits[place] = static_cast<char>('0' + value % 10);
  }
  text.append(digits, static_cast<std::size_t>(width));
}

/// The code point that begins `value`, which is valid UTF-8 of at most three bytes a character;
/// takes it away.
unsigned take_code_point(std::string_view& value) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(value[at]); };
  const std::size_t length = byte(0) < 0x80 ? 1 : byte(0) < 0xe0 ? 2 : 3;
  unsigned code = length == 1 ? byte(0) : length == 2 ? byte(0) & 0x1fU : byte(0) & 0x0fU;
  for (std::size_t at = 1; at < length; ++at) code = code << 6 | (byte(at) & 0x3fU);
  value.remove_prefix(length);
  return code;
}

}  // namespace

Output::Output(const std::filesystem::path& path) : path_(path) {
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
  file_ = std::fopen(path.c_str(), "wb");
  if (file_ == nullptr) {
    throw std::runtime_error(fmt::format("{}: {}", path.string(), std::strerror(errno)));
  }
  text.reserve(piece + (piece >> 2));
}

Output::~Output() {
  if (file_ != nullptr) std::fclose(file_);
}

void Output::finish() {
  write();
  const int failed = std::fclose(file_);
  file_ = nullptr;
  if (failed != 0)
    throw std::runtime_error(fmt::format("{}: {}", path_.string(), std::strerror(errno)));
}

void Output::write() {
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) {
    throw std::runtime_error(fmt::format("{}: {}", path_.string(), std::strerror(errno)));
  }
  text.clear();
}

void append_date(std::string& text, Milliseconds time) {
  const std::chrono::sys_time<std::chrono::milliseconds> instant{std::chrono::milliseconds(time)};
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(instant));
  append_digits(text, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  text += '-';
  append_digits(text, static_cast<unsigned>(date.month()), 2);
  text += '-';
  append_digits(text, static_cast<unsigned>(date.day()), 2);
}

void append_timestamp(std::string& text, Milliseconds time) {
  const Milliseconds local = time + hour;
  append_date(text, local);
  auto rest = static_cast<std::uint64_t>((local % day + day) % day);
  text += 'T';
  append_digits(text, rest / hour, 2);
  text += ':';
  append_digits(text, rest / minute % 60, 2);
  text += ':';
  append_digits(text, rest / second % 60, 2);
  text += '.';
  append_digits(text, rest % second, 3);
  text += "+0100";
}

void append_json(std::string& text, std::string_view value) {
  text += '"';
  for (const char letter : value) {
    if (letter == '"' || letter == '\\') text += '\\';
    text += letter;
  }
  text += '"';
}

void append_ascii_json(std::string& text, std::string_view value) {
  std::string quoted;
  append_json(quoted, value);
  for (std::string_view rest = quoted; !rest.empty();) {
    const unsigned code = take_code_point(rest);
    if (code < 0x80)
      text += static_cast<char>(code);
    else
      text += fmt::format("\\u{:04x}", code);
  }
}

void append_csv(std::string& text, std::string_view value) {
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
    text += value;
    return;
  }
  text += '"';
  for (const char letter : value) {
    if (letter == '"') text += '"';
    text += letter;
  }
  text += '"';
}

}  // namespace nightjar::sample
