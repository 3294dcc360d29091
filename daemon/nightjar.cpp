#include "command_line.hpp"

int main(int argc, char** argv) { return nightjar::daemon::nightjar_main(argc, argv); }
