#pragma once

#include <string>

namespace nightjar::support {

/// While it lives, what this process writes to standard output and standard error goes into files
/// in memory. For one thread.
class CapturedOutput {
 public:
  CapturedOutput();
  ~CapturedOutput();
  CapturedOutput(const CapturedOutput&) = delete;
  CapturedOutput& operator=(const CapturedOutput&) = delete;

  [[nodiscard]] std::string output() const;
  [[nodiscard]] std::string errors() const;

 private:
  struct Diversion {
    int descriptor;  ///< 1 or 2
    int original;    ///< a duplicate of it
    int file;
  };
  static Diversion divert(int descriptor);
  static void restore(const Diversion& diversion);

  Diversion output_;
  Diversion errors_;
};

}  // namespace nightjar::support
