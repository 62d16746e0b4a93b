#pragma once

#include <string>

namespace pop3kit::net {

/// A shared library that is loaded while the program runs, so that programs start on machines without it. It stays
/// loaded until the process ends, because Kerberos and its plug-ins cannot be unloaded safely.
class shared_library {
 public:
  /// Loads the library with this soname ("libgsasl.so.18"), as the loader finds it.
  explicit shared_library(const char* soname);

  /// Sets `address` to a function or variable of the library, or to null.
  template <class Symbol>
  void find(const char* name, Symbol*& address) {
    address = reinterpret_cast<Symbol*>(address_of(name));
  }
  /// Returns the loader's text about the library or symbol that it did not find. It is empty if it found all.
  [[nodiscard]] const std::string& trouble() const noexcept { return trouble_; }

 private:
  [[nodiscard]] void* address_of(const char* name);

  void* handle_;
  std::string trouble_;
};

}  // namespace pop3kit::net
