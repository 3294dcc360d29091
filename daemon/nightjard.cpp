#include "service_command_line.hpp"

int main(int argc, char** argv) { return nightjar::daemon::nightjard_main(argc, argv); }
