# pop3kit-ROOM.pc describes the shared library of a room, or the static one if that is the only one. If both are installed,
# pop3kit-ROOM-static.pc describes the static one. The paths are relative to the file, so that the tree can be moved.
file(RELATIVE_PATH way_to_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" way_to_prefix "${way_to_prefix}")
file(RELATIVE_PATH libraries_in_prefix ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_LIBDIR})
file(RELATIVE_PATH headers_in_prefix ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_INCLUDEDIR})

set(uses_core "")
set(uses_client core)
set(uses_archive client core)
set(uses_server core)
set(uses_simulation client server core)
set(uses_conformance client core)
set(title_core "what client and server of pop3kit have in common")
set(title_client "POP3 client library")
set(title_archive "POP3 mail stored exactly once")
set(title_server "scriptable POP3 server")
set(title_simulation "POP3 client, server and network under virtual time")
set(title_conformance "checks of POP3 servers against the RFCs")
# What programs that use a static library must link: packages of pkg-config, and libraries that have none.
set(packages_core libssl libcrypto)
set(packages_client gmime-3.0 icu-uc)
set(packages_archive sqlite3)
set(packages_server lua5.4-c++)

# Boost has no files for pkg-config. Its folders are named if the compiler does not search them by itself.
get_target_property(boost_folder Boost::headers INTERFACE_INCLUDE_DIRECTORIES)
set(boost_cflags "")
if(boost_folder AND NOT boost_folder IN_LIST CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES)
  set(boost_cflags " -I${boost_folder}")
endif()
set(boost_json "-lboost_json")
foreach(configuration RELEASE NONE NOCONFIG)
  get_target_property(boost_library Boost::json IMPORTED_LOCATION_${configuration})
  if(boost_library)
    get_filename_component(boost_library_folder ${boost_library} DIRECTORY)
    if(NOT boost_library_folder IN_LIST CMAKE_CXX_IMPLICIT_LINK_DIRECTORIES)
      set(boost_json "-L${boost_library_folder} -lboost_json")
    endif()
    break()
  endif()
endforeach()
set(extra_core "-pthread")
foreach(library ${CMAKE_DL_LIBS})
  string(APPEND extra_core " -l${library}")
endforeach()
set(extra_client ${boost_json})
set(extra_server ${boost_json})

# pop3kit_write_pc(ROOM KIND SUFFIX): SUFFIX is "" or "-static".
function(pop3kit_write_pc room kind suffix)
  set(name pop3kit-${room}${suffix})
  set(title ${title_${room}})
  list(TRANSFORM uses_${room} REPLACE "(.+)" "pop3kit-\\1${suffix}" OUTPUT_VARIABLE requires)
  set(libs "-L\${libdir} -lpop3kit-${room}")
  if(kind STREQUAL "static")
    list(APPEND requires ${packages_${room}})
    set(libs "-L\${libdir} -l:libpop3kit-${room}.a ${extra_${room}}")
  endif()
  list(JOIN requires " " requires)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/pkgconfig/${name}.pc @ONLY CONTENT
"prefix=\${pcfiledir}/@way_to_prefix@
libdir=\${prefix}/@libraries_in_prefix@
includedir=\${prefix}/@headers_in_prefix@

Name: @name@
Description: @title@
Version: @PROJECT_VERSION@
Requires: @requires@
Cflags: -I\${includedir}@boost_cflags@
Libs: @libs@
")
  install(FILES ${PROJECT_BINARY_DIR}/pkgconfig/${name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT ${room})
endfunction()

foreach(room ${pop3kit_rooms})
  if("shared" IN_LIST kinds)
    pop3kit_write_pc(${room} shared "")
    if("static" IN_LIST kinds)
      pop3kit_write_pc(${room} static -static)
    endif()
  else()
    pop3kit_write_pc(${room} static "")
  endif()
endforeach()
