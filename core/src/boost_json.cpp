// Boost.JSON, compiled once for client, server and command: Debian's headers come without the library being needed.
// -Wconversion and its like are ours to keep, not Boost's.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#include <boost/json/src.hpp>
#pragma GCC diagnostic pop
