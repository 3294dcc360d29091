#include <string>
#include <vector>

#include "daemon/arguments.hpp"
#include "support/catch.hpp"

using nightjar::daemon::Arguments;

namespace {

/// A command line as main() gets it.
struct CommandLine {
  explicit CommandLine(std::vector<std::string> of) : words(std::move(of)) {
    for (std::string& word : words) pointers.push_back(word.data());
  }
  [[nodiscard]] Arguments take() { return {static_cast<int>(pointers.size()), pointers.data()}; }

  std::vector<std::string> words;
  std::vector<char*> pointers;
};

}  // namespace

TEST_CASE("A password is covered where other users read it, and kept where it is needed") {
  CommandLine line({"nightjar", "run", "--source", "sftp://me:secret@host/dumps/"});
  const Arguments arguments = line.take();
  CHECK(line.words[3] == "sftp://me:******@host/dumps/");
  CHECK(arguments.hold_password());
  CHECK(arguments.all()[3] == "sftp://me:secret@host/dumps/");
  CHECK(arguments.from_behind() ==
        std::vector<std::string>{"sftp://me:secret@host/dumps/", "--source", "run"});
  CHECK(arguments.covered("secret at sftp://me:secret@host") == "*** at sftp://me:***@host");
}

TEST_CASE("What only looks like a password is left as it is") {
  const std::string word = GENERATE("ftp://host/a:b@c", "ftp://me@host/", "me:secret@host",
                                    "ftp://host:2121/", "ftp://me:@host/", "");
  CAPTURE(word);
  CommandLine line({"nightjar", word});
  const Arguments arguments = line.take();
  CHECK(line.words[1] == word);
  CHECK_FALSE(arguments.hold_password());
  CHECK(arguments.covered("a word") == "a word");
}

TEST_CASE("A command line may be empty") {
  const Arguments none(0, nullptr);
  CHECK(none.from_behind().empty());
  CHECK_FALSE(none.hold_password());
}
