# `cmake --install` lays down headers, libraries, the command and the scenarios; find_package(pop3kit) finds them again.
option(POP3KIT_INSTALL "Install pop3kit with the project" ${PROJECT_IS_TOP_LEVEL})
if(NOT POP3KIT_INSTALL)
  return()
endif()
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/pop3kit)
set(rooms core client server simulation conformance)

foreach(room ${rooms})
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/${room}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
    FILES_MATCHING PATTERN "*.hpp")
endforeach()

# install_libraries(KIND TARGETS...): one kind's libraries and the file that describes them to CMake.
function(install_libraries kind)
  install(TARGETS ${ARGN} EXPORT pop3kit_${kind}_targets
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(EXPORT pop3kit_${kind}_targets NAMESPACE pop3kit:: FILE pop3kit_${kind}_targets.cmake DESTINATION ${package_folder})
endfunction()
if(POP3KIT_BOTH_LIBRARIES OR NOT BUILD_SHARED_LIBS)
  list(TRANSFORM rooms REPLACE "(.+)" "pop3kit_\\1" OUTPUT_VARIABLE static_libraries)
  install_libraries(static ${static_libraries})
endif()
if(pop3kit_build_shared)
  list(TRANSFORM rooms REPLACE "(.+)" "pop3kit_\\1_shared" OUTPUT_VARIABLE shared_libraries)
  install_libraries(shared ${shared_libraries})
endif()

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/pop3kitConfig.cmake.in
  ${PROJECT_BINARY_DIR}/pop3kitConfig.cmake INSTALL_DESTINATION ${package_folder}
  PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/pop3kitConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/pop3kitConfig.cmake ${PROJECT_BINARY_DIR}/pop3kitConfigVersion.cmake
  DESTINATION ${package_folder})

install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios/ DESTINATION ${CMAKE_INSTALL_DATADIR}/pop3kit/scenarios)
# The files to which README.md links are installed in the same folder.
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/SECURITY.md
  ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs ${PROJECT_SOURCE_DIR}/examples DESTINATION ${CMAKE_INSTALL_DOCDIR}
  PATTERN Doxyfile EXCLUDE)
file(RELATIVE_PATH scenarios_beside_pages ${CMAKE_INSTALL_FULL_DOCDIR} ${CMAKE_INSTALL_FULL_DATADIR}/pop3kit/scenarios)
install(CODE "file(CREATE_LINK ${scenarios_beside_pages}
  \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DOCDIR}/scenarios\" SYMBOLIC)")
