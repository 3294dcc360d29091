#include <string>

#include "console/console.hpp"
#include "daemon/terminal.hpp"
#include "support/captured_output.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::console::Console;
using nightjar::daemon::Terminal;

TEST_CASE("Where standard error is no terminal, only notices are told") {
  const nightjar::support::CapturedOutput captured;
  {
    Console console;
    Terminal terminal(console);
    terminal.stage("comparing", "shop.items");
    terminal.progress(1, 2);
    terminal.notice("shop.items", "an odd line");
    terminal.interrupted(6, "the process was killed");
  }
  const std::string told = captured.errors();
  CHECK(captured.output().empty());
  CHECK(told ==
        "nightjar: notice: shop.items: an odd line\n"
        "nightjar: notice: run 6 is closed as failed: the process was killed\n");
}
