# What `cmake --install` puts where; the Debian package is made of it (config/debian/rules).
include(GNUInstallDirs)

install(TARGETS nightjar nightjard RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

install(DIRECTORY migrations DESTINATION ${CMAKE_INSTALL_DATADIR}/nightjar)
# Examples: they load nothing until an operator copies one to /etc/nightjar/datasets.
install(DIRECTORY config/datasets config/schema DESTINATION ${CMAKE_INSTALL_DATADIR}/nightjar)

install(FILES config/completion/nightjar.bash RENAME nightjar
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES config/completion/_nightjar
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES config/completion/nightjar.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}
        PATTERN "man" EXCLUDE PATTERN "*.dot" EXCLUDE
        PATTERN "CHANGELOG.md" EXCLUDE)  # debhelper would take it for Debian's own

# The target `manual` makes the manual pages: docs/man/NAME.SECTION.md becomes man/NAME.SECTION.
find_program(LOWDOWN lowdown)
if(LOWDOWN)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/man/*.md)
  set(pages)
  foreach(source IN LISTS sources)
    get_filename_component(name ${source} NAME_WLE)
    string(REGEX MATCH "[0-9]$" section ${name})
    set(page ${PROJECT_BINARY_DIR}/man/${name})
    add_custom_command(OUTPUT ${page}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/man
      COMMAND ${LOWDOWN} -s -Tman --out-no-smarty -o ${page} ${source}
      DEPENDS ${source} VERBATIM)
    install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section} OPTIONAL)
    list(APPEND pages ${page})
  endforeach()
  add_custom_target(manual DEPENDS ${pages})
endif()
