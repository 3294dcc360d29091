#include "program.hpp"
#include "service_command_line.hpp"

int main(int argc, char** argv) {
  using namespace nightjar::daemon;
  return guarded(argc, argv,
                 [&](Console& console) { return nightjard_program(argc, argv, console); });
}
