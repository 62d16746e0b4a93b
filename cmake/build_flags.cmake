# Flags for our own builds only: nothing here reaches a consumer of the installed package.
add_library(pop3kit_build_flags INTERFACE)
target_compile_features(pop3kit_build_flags INTERFACE cxx_std_20)
# No macro that configures Boost reaches a library that others link: their own copy of Asio would be another one.
target_compile_definitions(pop3kit_build_flags INTERFACE
  $<$<BOOL:${POP3KIT_ASIO_NO_DEPRECATED}>:BOOST_ASIO_NO_DEPRECATED>)
target_compile_options(pop3kit_build_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wconversion
  $<$<CXX_COMPILER_ID:GNU>:-fcoroutines>
  # g++ 12 sees overflowing copies in std::string's own members when it optimises; later ones do not.
  "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-array-bounds;-Wno-restrict;-Wno-stringop-overflow>"
  # clang takes what libstdc++ 12's stable_sort uses inside for our use of it.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>
  # Several files compiled as one look to g++ like one file whose anonymous namespace everybody includes.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${CMAKE_UNITY_BUILD}>>:-Wno-subobject-linkage>
  $<$<BOOL:${POP3KIT_WARNINGS_AS_ERRORS}>:-Werror>)

if(POP3KIT_SANITIZE STREQUAL "address")
  set(pop3kit_sanitize_flags -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
elseif(POP3KIT_SANITIZE STREQUAL "thread")
  # ThreadSanitizer knows no fences; Asio's stand beside locks, which it knows.
  set(pop3kit_sanitize_flags -fsanitize=thread)
  target_compile_definitions(pop3kit_build_flags INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
elseif(POP3KIT_SANITIZE STREQUAL "fuzzer")
  set(pop3kit_sanitize_flags -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
    -fno-omit-frame-pointer)
endif()
if(pop3kit_sanitize_flags)
  target_compile_options(pop3kit_build_flags INTERFACE ${pop3kit_sanitize_flags})
  target_link_options(pop3kit_build_flags INTERFACE ${pop3kit_sanitize_flags})
  # A program with sanitizers has 100 to 200 MB, for which GNU ld takes four times as long as mold.
  include(CheckLinkerFlag)
  check_linker_flag(CXX -fuse-ld=mold pop3kit_has_mold)
  if(pop3kit_has_mold)
    target_link_options(pop3kit_build_flags INTERFACE -fuse-ld=mold)
  endif()
endif()
if(POP3KIT_SANITIZE STREQUAL "address")
  # The tables of UBSan hold millions of addresses. In a position-independent program the loader computes each of them at
  # every start of the program.
  target_link_options(pop3kit_build_flags INTERFACE $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-no-pie>)
endif()

# One precompiled set of the heavy headers for each library target: on two cores it decides the daily pace.
function(pop3kit_precompile target)
  target_precompile_headers(${target} PRIVATE
    <boost/asio/any_io_executor.hpp> <boost/asio/awaitable.hpp> <boost/asio/co_spawn.hpp> <boost/asio/detached.hpp>
    <boost/asio/io_context.hpp> <boost/asio/ip/tcp.hpp> <boost/asio/post.hpp> <boost/asio/steady_timer.hpp>
    <boost/asio/this_coro.hpp> <boost/asio/use_awaitable.hpp> <boost/asio/write.hpp> <boost/system/result.hpp>
    <algorithm> <chrono> <functional> <memory> <optional> <span> <string> <string_view> <variant> <vector>)
endfunction()

# Files that give the same name to different things, or that switch warnings off, are compiled by themselves.
function(pop3kit_compile_alone)
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
