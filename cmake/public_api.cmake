# Writes the linker's version script of the shared libraries. They export only what the public headers declare:
# functions, and classes with their members, vtables and type information. Types that a class only declares, such as
# `struct implementation;`, stay private.
#
# A program passes executors and awaitables to a library, so both must use one copy of Asio's few static variables: the loop
# that runs in this thread, the categories of its errors, its signals. These are exported as well. Asio's functions are not:
# each library and the program have their own.
function(pop3kit_write_version_script file)
  file(GLOB headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/*/include/pop3kit/*.hpp)
  # All functions in this header are inline.
  list(FILTER headers EXCLUDE REGEX "/gtest\\.hpp$")
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${headers})
  set(patterns "    pop3kit::operator*;\n")
  # A question mark stands for a character that the linker does not accept in a pattern.
  foreach(variable detail::call_stack*::top_ detail::keyword_tss_ptr*::value_ detail::posix_global_impl*::instance_
      detail::get_signal_state*::state error::get_*_category*::instance)
    string(APPEND patterns "    boost::asio::${variable};\n    guard?variable?for?boost::asio::${variable};\n")
  endforeach()
  foreach(header ${headers})
    file(READ ${header} text)
    string(REGEX REPLACE "\\[\\[[a-z, ]+\\]\\] " "" text "${text}")
    # These characters have a meaning in CMake's lists.
    string(REGEX REPLACE "[][]" "" text "${text}")
    string(REPLACE ";" "@" text "${text}")
    pop3kit_class_patterns("${text}" class_patterns)
    pop3kit_function_patterns("${text}" function_patterns)
    string(APPEND patterns "${class_patterns}${function_patterns}")
  endforeach()
  file(CONFIGURE OUTPUT ${file} CONTENT "{\n  global: extern \"C++\" {\n@patterns@  };\n  local: *;\n};\n" @ONLY)
endfunction()

# Declarations of functions begin in the first column with a type.
function(pop3kit_function_patterns text result)
  string(REGEX MATCHALL "\n(const |std::|boost::|[a-z_]+)[^\n()]*[ &*][a-z_0-9]+\\(" found "${text}")
  list(FILTER found EXCLUDE REGEX "\n(using|inline|template|namespace|class|struct|friend) ")
  set(patterns "")
  foreach(declaration ${found})
    string(REGEX REPLACE "\n.*[ &*]([a-z_0-9]+)\\($" "\\1" name "${declaration}")
    string(APPEND patterns "    pop3kit::${name}[!a-z_0-9]*;\n")
  endforeach()
  set(${result} "${patterns}" PARENT_SCOPE)
endfunction()

function(pop3kit_class_patterns text result)
  set(patterns "")
  set(rest "${text}")
  while(rest MATCHES "\n(class|struct) ([a-z_0-9]+)( final)?( : [^\n@]*)? {\n")
    set(name ${CMAKE_MATCH_2})
    string(FIND "${rest}" "${CMAKE_MATCH_0}" begin)
    string(SUBSTRING "${rest}" ${begin} -1 rest)
    string(FIND "${rest}" "\n}@" length)
    string(SUBSTRING "${rest}" 0 ${length} body)
    string(SUBSTRING "${rest}" ${length} -1 rest)
    string(APPEND patterns "    \"vtable for pop3kit::${name}\";\n"
      "    \"typeinfo for pop3kit::${name}\";\n    \"typeinfo name for pop3kit::${name}\";\n")
    string(REGEX MATCHALL "\n  (class|struct) [a-z_]+@" private_types "${body}")
    list(TRANSFORM private_types REPLACE "\n  (class|struct) ([a-z_]+)@" "\\2")
    pop3kit_member_patterns(${name} "${private_types}" members)
    string(APPEND patterns "${members}")
  endwhile()
  set(${result} "${patterns}" PARENT_SCOPE)
endfunction()

# All members except those of one type. Patterns cannot exclude names, so they list how a name can differ from it.
function(pop3kit_member_patterns class private_type result)
  list(LENGTH private_type count)
  if(count GREATER 1)
    message(FATAL_ERROR "pop3kit::${class} declares several private types, of which only one can be hidden: ${private_type}")
  endif()
  set(patterns "")
  if(private_type STREQUAL "")
    set(patterns "    pop3kit::${class}::*;\n")
  else()
    string(LENGTH "${private_type}" length)
    math(EXPR last "${length} - 1")
    foreach(at RANGE ${last})
      string(SUBSTRING "${private_type}" 0 ${at} before)
      string(SUBSTRING "${private_type}" ${at} 1 letter)
      string(APPEND patterns "    pop3kit::${class}::${before}[!${letter}]*;\n")
    endforeach()
    string(APPEND patterns "    pop3kit::${class}::${private_type}[a-z_0-9]*;\n")
  endif()
  set(${result} "${patterns}" PARENT_SCOPE)
endfunction()
