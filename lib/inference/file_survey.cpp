#include "inference/file_survey.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <system_error>

#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/format.hpp"
#include "compression/open.hpp"
#include "reading/signature.hpp"

namespace nightjar::inference {
namespace {

constexpr std::size_t head_bytes = std::size_t{1} << 20;
constexpr std::size_t tail_bytes = std::size_t{64} << 10;

std::string read_up_to(ByteSource& source, std::size_t bytes) {
  std::string text(bytes, '\0');
  text.resize(source.read(std::span(text.data(), text.size())));
  return text;
}

std::string read_at(const InputFile& file, std::uint64_t offset, std::size_t bytes) {
  std::string text(bytes, '\0');
  const auto count =
      ::pread(file.descriptor(), text.data(), text.size(), static_cast<off_t>(offset));
  text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return text;
}

/// Whether the content is stored as it is.
bool is_plain(const InputFile& file, std::string_view head) {
  constexpr std::size_t enough = 512;
  const std::string_view front = head.substr(0, enough);
  return read_at(file, 0, front.size()) == front;
}

/// The end of what the source still has; empty if that is too much.
std::string tail_of_stream(ByteSource& source, std::string last) {
  for (std::uint64_t read = last.size(); read < most_streamed_bytes;) {
    const std::string next = read_up_to(source, head_bytes);
    last += next;
    last.erase(0, last.size() - std::min(last.size(), tail_bytes));
    if (next.size() < head_bytes) return last;
    read += next.size();
  }
  return {};
}

void require_file(const std::filesystem::path& file) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(file, ignored)) return;
  throw UsageError(fmt::format("{}: there is no such file", file.string()),
                   "name a file of the feed's, as the vendor delivers it");
}

}  // namespace

FileSurvey survey(const std::filesystem::path& path) {
  require_file(path);
  const InputFile file(path);
  FileSurvey survey;
  survey.bytes = file.identity().bytes;
  const auto source = survey.bytes == 0 ? nullptr : compression::open(path);
  if (source != nullptr) survey.head = read_up_to(*source, head_bytes);
  if (survey.head.empty()) {
    throw UsageError(fmt::format("{}: is empty", path.string()),
                     "name a file with records, from which columns can be proposed");
  }
  survey.is_packed = !is_plain(file, survey.head);
  survey.is_all_head = survey.head.size() < head_bytes;
  if (survey.is_all_head) {
    survey.tail = survey.head;
  } else if (survey.is_packed) {
    survey.tail = tail_of_stream(*source, survey.head);
  } else {
    survey.tail = read_at(file, survey.bytes - tail_bytes, tail_bytes);
  }
  survey.head.erase(0, reading::byte_order_mark(survey.head));
  return survey;
}

}  // namespace nightjar::inference
