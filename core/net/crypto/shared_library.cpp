#include "net/crypto/shared_library.hpp"

#include <dlfcn.h>

namespace pop3kit::net {

namespace {

/// The loader's text names the library.
std::string last_trouble() {
  const char* const text = ::dlerror();
  return text == nullptr ? "the loader does not say why" : text;
}

}  // namespace

shared_library::shared_library(const char* soname) : handle_(::dlopen(soname, RTLD_NOW | RTLD_LOCAL)) {
  if (handle_ == nullptr) trouble_ = last_trouble();
}

void* shared_library::address_of(const char* name) {
  if (!trouble_.empty()) return nullptr;
  void* const found = ::dlsym(handle_, name);
  if (found == nullptr) trouble_ = last_trouble();
  return found;
}

}  // namespace pop3kit::net
