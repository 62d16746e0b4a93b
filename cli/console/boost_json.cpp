// -Wconversion and its like are ours to keep, not Boost's.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#include <boost/json/src.hpp>
#pragma GCC diagnostic pop
