#include "auth/base64.hpp"

#include <gsasl.h>

namespace pop3kit::serving {

std::string to_base64(std::string_view octets) {
  char* made = nullptr;
  std::size_t length = 0;
  if (gsasl_base64_to(octets.data(), octets.size(), &made, &length) != GSASL_OK) return {};
  std::string out(made, length);
  gsasl_free(made);
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  char* made = nullptr;
  std::size_t length = 0;
  if (gsasl_base64_from(text.data(), text.size(), &made, &length) != GSASL_OK) return std::nullopt;
  std::string out(made, length);
  gsasl_free(made);
  return out;
}

}  // namespace pop3kit::serving
