#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <stdexcept>
#include <string>

namespace nightjar::sample {

/// The command line is wrong; the message says how.
class WrongUsage : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// `--name value` pairs and `--name` flags. An option that is never read is an error at the end.
class Arguments {
 public:
  Arguments(int count, char** words);

  std::string text(const std::string& name);
  std::uint64_t number(const std::string& name);  ///< with K, M or G: of 1024
  std::uint64_t number(const std::string& name, std::uint64_t otherwise);
  double real(const std::string& name, double otherwise);
  bool flag(const std::string& name);
  /// Throws WrongUsage if an option was given that is never read.
  void finish() const;

 private:
  std::map<std::string, std::string> given_;
  std::set<std::string> asked_;
};

}  // namespace nightjar::sample
