#include "message/gmime_library.hpp"

#include <mutex>

namespace pop3kit::engine {

void use_gmime() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

}  // namespace pop3kit::engine
