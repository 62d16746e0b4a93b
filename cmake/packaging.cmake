# `cmake --install` lays down headers, libraries, the programs and the scenarios; find_package(pop3kit) and pkg-config find them
# again. `--component` installs one part: a room (core client server simulation conformance), a program (command, serve),
# scenarios or documentation. Each room needs core and the rooms that it uses.
option(POP3KIT_INSTALL "Install pop3kit with the project" ${PROJECT_IS_TOP_LEVEL})
if(NOT POP3KIT_INSTALL)
  return()
endif()
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/pop3kit)
set(kinds "")
if(POP3KIT_BOTH_LIBRARIES OR NOT BUILD_SHARED_LIBS)
  list(APPEND kinds static)
endif()
if(pop3kit_build_shared)
  list(APPEND kinds shared)
endif()

# One file for each room and kind describes a library to CMake, so that each room can be installed alone.
foreach(room ${pop3kit_rooms})
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/${room}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT ${room}
    FILES_MATCHING PATTERN "*.hpp")
  foreach(kind ${kinds})
    set(target pop3kit_${room})
    if(kind STREQUAL "shared")
      set(target pop3kit_${room}_shared)
    endif()
    install(TARGETS ${target} EXPORT pop3kit_${room}_${kind}_targets
      LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT ${room}
      ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT ${room})
    install(EXPORT pop3kit_${room}_${kind}_targets NAMESPACE pop3kit:: FILE pop3kit_${room}_${kind}_targets.cmake
      DESTINATION ${package_folder} COMPONENT ${room})
  endforeach()
endforeach()
include(pkg_config)

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/pop3kitConfig.cmake.in
  ${PROJECT_BINARY_DIR}/pop3kitConfig.cmake INSTALL_DESTINATION ${package_folder}
  PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/pop3kitConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/pop3kitConfig.cmake ${PROJECT_BINARY_DIR}/pop3kitConfigVersion.cmake
  DESTINATION ${package_folder} COMPONENT core)

include(sbom)
install(FILES ${sbom_file} DESTINATION ${CMAKE_INSTALL_DATADIR}/pop3kit COMPONENT core)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios/ DESTINATION ${CMAKE_INSTALL_DATADIR}/pop3kit/scenarios
  COMPONENT scenarios PATTERN .gitattributes EXCLUDE)
# For the Lua language server (docs/reference/editors.md).
install(FILES ${PROJECT_SOURCE_DIR}/server/lua/pop3kit.lua DESTINATION ${CMAKE_INSTALL_DATADIR}/pop3kit/lua COMPONENT scenarios)
# The files to which README.md links are installed in the same folder.
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/SECURITY.md
  ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT documentation)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs ${PROJECT_SOURCE_DIR}/examples DESTINATION ${CMAKE_INSTALL_DOCDIR}
  COMPONENT documentation PATTERN Doxyfile EXCLUDE)
file(RELATIVE_PATH scenarios_beside_pages ${CMAKE_INSTALL_FULL_DOCDIR} ${CMAKE_INSTALL_FULL_DATADIR}/pop3kit/scenarios)
install(CODE "file(CREATE_LINK ${scenarios_beside_pages}
  \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DOCDIR}/scenarios\" SYMBOLIC)" COMPONENT documentation)
