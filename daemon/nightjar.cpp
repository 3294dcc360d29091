#include "command_line.hpp"
#include "program.hpp"

int main(int argc, char** argv) {
  using namespace nightjar::daemon;
  return guarded(argc, argv,
                 [&](Console& console) { return nightjar_program(argc, argv, console); });
}
