# target_version(TARGET) adds to TARGET what nightjar::daemon::version is: the project's version, and
# in a checkout the commit too (0.2.0+g2ee636d, with .dirty where files differ from it). A checkout of
# the tag v0.2.0, an archive of the source and a package say 0.2.0. The one small file that says so is
# written at each build and compiled when it has changed.
if(CMAKE_SCRIPT_MODE_FILE)
  cmake_minimum_required(VERSION 3.25)
  set(version ${PROJECT_VERSION})
  find_program(GIT git)
  if(GIT AND EXISTS ${SOURCE}/.git)
    set(describe ${GIT} -C ${SOURCE} describe --dirty=.dirty)
    execute_process(COMMAND ${describe} --exact-match --match v${PROJECT_VERSION}
      OUTPUT_VARIABLE tag OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    execute_process(COMMAND ${describe} --always --exclude *
      OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(commit AND NOT tag STREQUAL "v${PROJECT_VERSION}")
      string(APPEND version "+g${commit}")
    endif()
  endif()
  file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT
    "#include \"version.hpp\"\n\nnamespace nightjar::daemon {\n\nconst char* const version = \"@version@\";\n\n}  // namespace nightjar::daemon\n")
  return()
endif()

function(target_version target)
  set(file ${CMAKE_CURRENT_BINARY_DIR}/version.cpp)
  add_custom_target(${target}_version
    COMMAND ${CMAKE_COMMAND} -DPROJECT_VERSION=${PROJECT_VERSION} -DSOURCE=${PROJECT_SOURCE_DIR}
            -DOUTPUT=${file} -P ${PROJECT_SOURCE_DIR}/.cmake/Version.cmake
    BYPRODUCTS ${file}
    COMMENT "" VERBATIM)
  target_sources(${target} PRIVATE ${file})
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  add_dependencies(${target} ${target}_version)
endfunction()
