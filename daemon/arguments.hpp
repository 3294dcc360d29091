#pragma once

#include <string>
#include <vector>

namespace nightjar::daemon {

/// The words of a command line, hidden from other users of the machine: in the memory that `ps` and
/// /proc show, the password of a URL is overwritten with asterisks.
class Arguments {
 public:
  Arguments(int argc, char** argv);

  /// All but the program's name, last one first, as CLI11 takes them.
  [[nodiscard]] std::vector<std::string> from_behind() const;
  [[nodiscard]] const std::vector<std::string>& all() const { return words_; }
  [[nodiscard]] bool hold_password() const { return !passwords_.empty(); }
  /// A text for people, which may quote a word, without the password.
  [[nodiscard]] std::string covered(std::string text) const;

 private:
  std::vector<std::string> words_;
  std::vector<std::string> passwords_;
};

}  // namespace nightjar::daemon
