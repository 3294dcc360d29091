#pragma once

#include <string>
#include <vector>

namespace nightjar::daemon {

/// The words of a command line, taken out of the sight of a machine's other users: where `ps` and
/// /proc read them, stars stand over the password of a URL from here on.
class Arguments {
 public:
  Arguments(int argc, char** argv);

  /// All but the program's name, the last one first, as CLI11 takes them.
  [[nodiscard]] std::vector<std::string> from_behind() const;
  [[nodiscard]] const std::vector<std::string>& all() const { return words_; }
  [[nodiscard]] bool hold_password() const { return !passwords_.empty(); }
  /// A text for people, which may quote a word.
  [[nodiscard]] std::string covered(std::string text) const;

 private:
  std::vector<std::string> words_;
  std::vector<std::string> passwords_;
};

}  // namespace nightjar::daemon
