# What every target of the project shares: the language, the warnings, the sanitizers, and the two
# functions by which a folder becomes a library.

option(NIGHTJAR_WERROR "Warnings are errors" ON)
set(NIGHTJAR_SANITIZE "" CACHE STRING "Comma-separated sanitizers, for example address,undefined")
option(NIGHTJAR_COVERAGE "Count the lines that are run, for gcov" OFF)
# Built to be looked into where it is built: without hardening, and never installed.
if(NIGHTJAR_SANITIZE OR NIGHTJAR_COVERAGE)
  set(NIGHTJAR_INSTRUMENTED ON)
endif()

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

# ccache refuses what uses a precompiled header unless it is told that changed defines and times
# in it may be overlooked; both compilers check the first themselves.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)

add_library(nightjar_settings INTERFACE)
target_compile_features(nightjar_settings INTERFACE cxx_std_20)
target_include_directories(nightjar_settings INTERFACE ${PROJECT_SOURCE_DIR}/lib)
target_link_libraries(nightjar_settings INTERFACE fmt::fmt Threads::Threads)
target_compile_options(nightjar_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
  $<$<BOOL:${NIGHTJAR_WERROR}>:-Werror>)
if(NIGHTJAR_SANITIZE)
  target_compile_options(nightjar_settings INTERFACE
    -fsanitize=${NIGHTJAR_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(nightjar_settings INTERFACE -fsanitize=${NIGHTJAR_SANITIZE})
endif()
if(NIGHTJAR_COVERAGE)  # threads count in one place, and so do the processes that tests start
  target_compile_options(nightjar_settings INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(nightjar_settings INTERFACE --coverage)
endif()

# What Debian builds its own packages with, so that a fault of memory is the end of a program and not
# a way into it: canaries in stack frames, checked lengths in calls of the C library (which needs an
# optimiser), stacks that grow page by page, jumps that land only where they may, addresses chosen
# at the start, tables of the linker that are read-only after it. Sanitizers want none of it beside
# them. tests/hardening reads the programs and tells what is missing.
include(CheckCXXCompilerFlag)
set(hardening)
if(NOT NIGHTJAR_INSTRUMENTED)
  list(APPEND hardening -fPIE -fstack-protector-strong
    "$<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3>")
  foreach(flag -fstack-clash-protection -fcf-protection)  # not there for every processor
    string(MAKE_C_IDENTIFIER "HAS${flag}" known)
    check_cxx_compiler_flag(${flag} ${known})
    if(${known})
      list(APPEND hardening ${flag})
    endif()
  endforeach()
endif()
set(NIGHTJAR_HARDENING ${hardening} CACHE INTERNAL "Options for the compiler")

function(nightjar_harden target)
  target_compile_options(${target} PRIVATE ${NIGHTJAR_HARDENING})
endfunction()

# nightjar_program(NAME SOURCES...) makes a program that people install.
function(nightjar_program name)
  add_executable(${name} ${ARGN})
  nightjar_harden(${name})
  if(NOT NIGHTJAR_INSTRUMENTED)
    target_link_options(${name} PRIVATE -pie LINKER:-z,relro,-z,now,-z,noexecstack)
  endif()
endfunction()

# nightjar_library(NAME SOURCES a.cpp ... DEPENDS base ... THIRD_PARTY PkgConfig::X ...)
# makes the folder NAME the static library nightjar_NAME. DEPENDS are folders on lower layers;
# THIRD_PARTY is linked PRIVATE, so that its headers stay in this folder. The tests link every
# library that was made so: they are in the global property NIGHTJAR_LIBRARIES.
function(nightjar_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;THIRD_PARTY" ${ARGN})
  add_library(nightjar_${name} STATIC ${ARG_SOURCES})
  nightjar_harden(nightjar_${name})
  list(TRANSFORM ARG_DEPENDS PREPEND nightjar_)
  target_link_libraries(nightjar_${name} PUBLIC nightjar_settings ${ARG_DEPENDS}
                                         PRIVATE ${ARG_THIRD_PARTY})
  set_property(GLOBAL APPEND PROPERTY NIGHTJAR_LIBRARIES nightjar_${name})
endfunction()
