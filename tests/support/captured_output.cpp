#include "support/captured_output.hpp"

#include <array>
#include <cstdio>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace nightjar::support {
namespace {

std::string content(int file) {
  std::string text;
  std::array<char, 4096> block{};
  for (ssize_t got = 0;
       (got = ::pread(file, block.data(), block.size(), static_cast<off_t>(text.size()))) > 0;) {
    text.append(block.data(), static_cast<std::size_t>(got));
  }
  return text;
}

}  // namespace

CapturedOutput::CapturedOutput() : output_(divert(STDOUT_FILENO)), errors_(divert(STDERR_FILENO)) {}

CapturedOutput::~CapturedOutput() {
  restore(output_);
  restore(errors_);
}

std::string CapturedOutput::output() const { return content(output_.file); }
std::string CapturedOutput::errors() const { return content(errors_.file); }

CapturedOutput::Diversion CapturedOutput::divert(int descriptor) {
  std::fflush(nullptr);
  const Diversion diversion{descriptor, ::fcntl(descriptor, F_DUPFD_CLOEXEC, 3),
                            ::memfd_create("captured", MFD_CLOEXEC)};
  ::dup2(diversion.file, descriptor);
  return diversion;
}

void CapturedOutput::restore(const Diversion& diversion) {
  std::fflush(nullptr);
  ::dup2(diversion.original, diversion.descriptor);
  ::close(diversion.original);
  ::close(diversion.file);
}

}  // namespace nightjar::support
