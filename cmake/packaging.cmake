# `cmake --install` lays down headers, libraries, the command and the scenarios; find_package(pop3kit) finds them again.
option(POP3KIT_INSTALL "Install pop3kit with the project" ${PROJECT_IS_TOP_LEVEL})
if(NOT POP3KIT_INSTALL)
  return()
endif()
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/pop3kit)

set(libraries pop3kit_core pop3kit_client pop3kit_server pop3kit_simulation pop3kit_conformance)
install(TARGETS ${libraries} EXPORT pop3kit_targets
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
foreach(room core client server simulation conformance)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/${room}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
    FILES_MATCHING PATTERN "*.hpp")
endforeach()

install(EXPORT pop3kit_targets NAMESPACE pop3kit:: FILE pop3kit_targets.cmake DESTINATION ${package_folder})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/pop3kitConfig.cmake.in
  ${PROJECT_BINARY_DIR}/pop3kitConfig.cmake INSTALL_DESTINATION ${package_folder}
  PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/pop3kitConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/pop3kitConfig.cmake ${PROJECT_BINARY_DIR}/pop3kitConfigVersion.cmake
  DESTINATION ${package_folder})

# A shared build stays runnable wherever its prefix is moved to.
if(TARGET pop3kit)
  file(RELATIVE_PATH libraries_from_command ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
  set_target_properties(pop3kit PROPERTIES INSTALL_RPATH "$ORIGIN/${libraries_from_command}")
endif()
set_target_properties(${libraries} PROPERTIES INSTALL_RPATH "$ORIGIN")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios/ DESTINATION ${CMAKE_INSTALL_DATADIR}/pop3kit/scenarios)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
