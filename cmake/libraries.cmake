# Every room is compiled once. The objects make a static library. With BUILD_SHARED_LIBS or POP3KIT_BOTH_LIBRARIES they
# make a shared library as well, which exports the public API and nothing else (see public_api.cmake).
#
# pop3kit::ROOM is what programs link: the shared library with BUILD_SHARED_LIBS, otherwise the static one. White-box
# tests link pop3kit_ROOM, which is always static. A shared library that needs the private parts of another room carries
# a hidden copy of them, taken from that room's static library.
if(BUILD_SHARED_LIBS OR POP3KIT_BOTH_LIBRARIES)
  set(pop3kit_build_shared ON)
  include(public_api)
  pop3kit_write_version_script(${PROJECT_BINARY_DIR}/public_api.map)
else()
  set(pop3kit_build_shared OFF)
endif()

# pop3kit_finish_library(ROOM [ROOM...]): the public names of pop3kit_ROOM, and its shared library. The further rooms
# are those whose public headers it uses.
function(pop3kit_finish_library room)
  set_target_properties(pop3kit_${room} PROPERTIES EXPORT_NAME ${room}_static OUTPUT_NAME pop3kit-${room}
    POSITION_INDEPENDENT_CODE ON)
  set(linked pop3kit_${room})
  if(pop3kit_build_shared)
    pop3kit_add_shared_library(${room} ${ARGN})
    if(BUILD_SHARED_LIBS)
      set(linked pop3kit_${room}_shared)
    endif()
  endif()
  add_library(pop3kit::${room} ALIAS ${linked})
  add_library(pop3kit::${room}_static ALIAS pop3kit_${room})
endfunction()

# The build tree has the layout of the installed tree, so that programs find shared libraries by the same relative path in
# both, even if the tree is moved. Otherwise CMake would edit the path at installation, and would reserve room for that in
# the built file: empty elements, each of which means the current directory.
function(pop3kit_find_libraries_from target folder)
  file(RELATIVE_PATH way ${folder} ${CMAKE_INSTALL_FULL_LIBDIR})
  string(REGEX REPLACE "/$" "" way "$ORIGIN/${way}")
  set_target_properties(${target} PROPERTIES BUILD_WITH_INSTALL_RPATH ON INSTALL_RPATH "${way}"
    LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/${CMAKE_INSTALL_LIBDIR}
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/${CMAKE_INSTALL_BINDIR})
endfunction()

function(pop3kit_add_shared_library room)
  set(target pop3kit_${room}_shared)
  set(exports ${PROJECT_BINARY_DIR}/public_api.map)
  add_library(${target} SHARED $<TARGET_OBJECTS:pop3kit_${room}>)
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${room}_shared OUTPUT_NAME pop3kit-${room} LINKER_LANGUAGE CXX
    VERSION ${PROJECT_VERSION} SOVERSION 0 LINK_DEPENDS ${exports})
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_include_directories(${target}
    PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  # Shared libraries come first, so that public functions are called there and not copied from the static libraries.
  list(TRANSFORM ARGN REPLACE "(.+)" "pop3kit_\\1_shared" OUTPUT_VARIABLE others)
  target_link_libraries(${target} PUBLIC ${others} Boost::headers Threads::Threads
    PRIVATE $<BUILD_INTERFACE:pop3kit_product_flags> pop3kit_${room})
  add_library(pop3kit::${room}_shared ALIAS ${target})
  pop3kit_find_libraries_from(${target} ${CMAKE_INSTALL_FULL_LIBDIR})
  if(NOT others)
    set_target_properties(${target} PROPERTIES INSTALL_RPATH "")
  endif()
  target_link_options(${target} PRIVATE LINKER:--version-script=${exports} LINKER:--exclude-libs,ALL)
endfunction()
