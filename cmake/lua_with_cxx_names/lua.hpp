// Replaces the lua.hpp of Lua if the C++ build of Lua exports C++ names, as on Debian 13. Lua's own header declares C
// names.
#pragma once

#include <lua.h>

#include <lauxlib.h>
#include <lualib.h>
