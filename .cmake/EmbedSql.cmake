# embed_sql(NAME) makes each lib/NAME/sql/*.sql a constant of the namespace nightjar::NAME::sql,
# named after its file and declared in the generated header NAME/sql.hpp. The statements remain files
# for editors and psql, and the program remains one file.
function(embed_sql folder)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/sql/*.sql)
  set(declarations "")
  set(definitions "")
  foreach(file IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    get_filename_component(name ${file} NAME_WE)
    file(READ ${file} text)
    string(APPEND declarations "extern const std::string_view ${name};\n")
    string(APPEND definitions "const std::string_view ${name} = R\"sql(${text})sql\";\n")
  endforeach()
  set(include ${PROJECT_BINARY_DIR}/embedded)
  set(head "#include <string_view>\n\nnamespace nightjar::${folder}::sql {\n\n")
  set(tail "\n}  // namespace nightjar::${folder}::sql\n")
  file(CONFIGURE OUTPUT ${include}/${folder}/sql.hpp
       CONTENT "#pragma once\n\n${head}${declarations}${tail}" @ONLY)
  file(CONFIGURE OUTPUT ${include}/${folder}/sql.cpp
       CONTENT "#include \"${folder}/sql.hpp\"\n\n${head}${definitions}${tail}" @ONLY)
  target_sources(nightjar_${folder} PRIVATE ${include}/${folder}/sql.cpp)
  target_include_directories(nightjar_${folder} PRIVATE ${include})
endfunction()
