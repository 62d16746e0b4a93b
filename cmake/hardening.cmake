# Protection against memory errors for the libraries and the command, on by default. Sanitizers bring their own, and
# _FORTIFY_SOURCE would hide errors from them.
add_library(pop3kit_hardening INTERFACE)
add_library(pop3kit_product_flags INTERFACE)
target_link_libraries(pop3kit_product_flags INTERFACE pop3kit_build_flags pop3kit_hardening)
set(POP3KIT_HARDENED OFF)
if(NOT POP3KIT_HARDENING OR POP3KIT_SANITIZE)
  return()
endif()
set(POP3KIT_HARDENED ON)
include(CheckCXXCompilerFlag)
include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)

foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection)
  string(MAKE_C_IDENTIFIER "pop3kit_has${flag}" has_flag)
  check_cxx_compiler_flag(${flag} ${has_flag})
  if(${has_flag})
    target_compile_options(pop3kit_hardening INTERFACE ${flag})
  endif()
endforeach()
# The C library's checks need an optimising compiler. Some distributions set a lower level by themselves.
target_compile_options(pop3kit_hardening INTERFACE
  "$<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3>")
target_link_options(pop3kit_hardening INTERFACE LINKER:-z,relro,-z,now)
