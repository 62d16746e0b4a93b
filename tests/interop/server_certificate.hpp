#pragma once

#include <string>

namespace pop3kit::interop {

/// A certificate for 127.0.0.1 by an authority of this call's own.
struct server_certificate {
  server_certificate();
  std::string ca_pem;
  std::string certificate_pem;
  std::string private_key_pem;
};

}  // namespace pop3kit::interop
