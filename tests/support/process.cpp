#include "support/process.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <string_view>

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace nightjar::support {
namespace {

int memory_file(const char* name, std::string_view content = {}) {
  const int file = ::memfd_create(name, MFD_CLOEXEC);
  if (file < 0) throw std::runtime_error(std::string("memfd_create: ") + std::strerror(errno));
  while (!content.empty()) {
    const ssize_t put = ::write(file, content.data(), content.size());
    if (put < 0) throw std::runtime_error(std::string("write: ") + std::strerror(errno));
    content.remove_prefix(static_cast<std::size_t>(put));
  }
  ::lseek(file, 0, SEEK_SET);
  return file;
}

/// By pread: the offset is shared with the program, which is still writing at it.
std::string read_all(int file) {
  struct stat status {};
  ::fstat(file, &status);
  std::string text(static_cast<std::size_t>(status.st_size), '\0');
  const ssize_t got = ::pread(file, text.data(), text.size(), 0);
  text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  return text;
}

std::vector<std::string> environment_of(const Command& command) {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    if (!command.environment.contains(std::string(text.substr(0, text.find('='))))) {
      entries.emplace_back(text);
    }
  }
  for (const auto& [name, value] : command.environment) {
    if (value) entries.push_back(name + "=" + *value);
  }
  return entries;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> list;
  for (auto& word : words) list.push_back(word.data());
  list.push_back(nullptr);
  return list;
}

/// Between fork and exec only calls that are safe there.
[[noreturn]] void become(const char* folder, char** words, char** environment, int input,
                         int output, int errors, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  if (*folder == '\0' || ::chdir(folder) == 0) ::execvpe(words[0], words, environment);
  const std::string_view parts[] = {words[0], ": ", ::strerrordesc_np(errno), "\n"};
  for (const std::string_view part : parts) {
    if (::write(STDERR_FILENO, part.data(), part.size()) < 0) break;
  }
  ::_exit(127);
}

}  // namespace

Process::Process(const Command& command)
    : output_(memory_file("output")), errors_(memory_file("errors")) {
  const int input = memory_file("input", command.input);
  std::vector<std::string> words = command.words;
  std::vector<std::string> entries = environment_of(command);
  const auto word_list = pointers(words);
  const auto entry_list = pointers(entries);
  const pid_t parent = ::getpid();
  id_ = ::fork();
  if (id_ == 0) {
    become(command.folder.c_str(), const_cast<char**>(word_list.data()),
           const_cast<char**>(entry_list.data()), input, output_, errors_, parent);
  }
  const int cause = errno;
  ::close(input);
  if (id_ < 0) throw std::runtime_error(std::string("fork: ") + std::strerror(cause));
}

Process::~Process() {
  send(SIGKILL);
  wait();
  ::close(output_);
  ::close(errors_);
}

bool Process::running() {
  if (ended_) return false;
  int status = 0;
  if (::waitpid(id_, &status, WNOHANG) == id_) note(status);
  return !ended_;
}

std::string Process::output() const { return read_all(output_); }
std::string Process::errors() const { return read_all(errors_); }

void Process::send(int signal) {
  if (running()) ::kill(id_, signal);
}

Outcome Process::wait() {
  while (!ended_) {
    int status = 0;
    const pid_t got = ::waitpid(id_, &status, 0);
    if (got == id_) note(status);
    if (got < 0 && errno != EINTR) throw std::runtime_error("waitpid: a child went missing");
  }
  return *ended_;
}

void Process::note(int status) {
  Outcome outcome{.output = output(), .errors = errors()};
  if (WIFEXITED(status)) outcome.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
  ended_ = std::move(outcome);
}

Outcome run(const Command& command) { return Process(command).wait(); }

}  // namespace nightjar::support
