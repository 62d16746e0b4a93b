# Flags for our own builds only: nothing here reaches a consumer of the installed package.
add_library(pop3kit_build_flags INTERFACE)
target_compile_features(pop3kit_build_flags INTERFACE cxx_std_20)
# Libraries for other programs are compiled without macros that configure Boost, because the program's copy of Asio would differ.
target_compile_definitions(pop3kit_build_flags INTERFACE
  $<$<BOOL:${POP3KIT_ASIO_NO_DEPRECATED}>:BOOST_ASIO_NO_DEPRECATED>)
target_compile_options(pop3kit_build_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wconversion
  $<$<CXX_COMPILER_ID:GNU>:-fcoroutines>
  # With optimisation, g++ 12 reports overflows within std::string that do not exist. Later versions do not.
  "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-array-bounds;-Wno-restrict;-Wno-stringop-overflow>"
  # clang reports deprecated functions that stable_sort of libstdc++ 12 uses, as if this project called them.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>
  # If several files are compiled as one, g++ treats their anonymous namespaces as if they came from a header.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${CMAKE_UNITY_BUILD}>>:-Wno-subobject-linkage>
  $<$<BOOL:${POP3KIT_WARNINGS_AS_ERRORS}>:-Werror>
  # With optimisation, g++ 14 reports the content of a std::optional that was just reset as uninitialized, although no code
  # reads it. These warnings are shown, but they are no errors.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_GREATER_EQUAL:$<CXX_COMPILER_VERSION>,13>>:-Wno-error=maybe-uninitialized>)

if(POP3KIT_SANITIZE STREQUAL "address")
  set(pop3kit_sanitize_flags -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
elseif(POP3KIT_SANITIZE STREQUAL "thread")
  # ThreadSanitizer does not support fences. Asio's fences come with locks, which it does support.
  set(pop3kit_sanitize_flags -fsanitize=thread)
  target_compile_definitions(pop3kit_build_flags INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
elseif(POP3KIT_SANITIZE STREQUAL "fuzzer")
  set(pop3kit_sanitize_flags -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
    -fno-omit-frame-pointer)
endif()
if(pop3kit_sanitize_flags)
  target_compile_options(pop3kit_build_flags INTERFACE ${pop3kit_sanitize_flags})
  target_link_options(pop3kit_build_flags INTERFACE ${pop3kit_sanitize_flags})
  # A program with sanitizers has 100 to 200 MB. GNU ld takes four times as long as mold to link it.
  include(CheckLinkerFlag)
  check_linker_flag(CXX -fuse-ld=mold pop3kit_has_mold)
  if(pop3kit_has_mold)
    target_link_options(pop3kit_build_flags INTERFACE -fuse-ld=mold)
  endif()
endif()
if(POP3KIT_SANITIZE STREQUAL "address")
  # The tables of UBSan have millions of addresses. In a position-independent program, the loader computes all of them at
  # each start.
  target_link_options(pop3kit_build_flags INTERFACE $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-no-pie>)
endif()

# Precompiles the large headers once for each library target, which saves much time on two cores.
function(pop3kit_precompile target)
  target_precompile_headers(${target} PRIVATE
    <boost/asio/any_io_executor.hpp> <boost/asio/awaitable.hpp> <boost/asio/co_spawn.hpp> <boost/asio/detached.hpp>
    <boost/asio/io_context.hpp> <boost/asio/ip/tcp.hpp> <boost/asio/post.hpp> <boost/asio/steady_timer.hpp>
    <boost/asio/this_coro.hpp> <boost/asio/use_awaitable.hpp> <boost/asio/write.hpp> <boost/system/result.hpp>
    <algorithm> <chrono> <functional> <memory> <optional> <span> <string> <string_view> <variant> <vector>)
endfunction()

# Files that define the same name differently, or that disable warnings, are compiled separately.
function(pop3kit_compile_alone)
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
