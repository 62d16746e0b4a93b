#include "auth/sasl_server.hpp"

#include <algorithm>
#include <string>

#include "text/ascii.hpp"

namespace pop3kit::serving {

std::unique_ptr<sasl_exchange> sasl_server::start(std::string_view mechanism, const login_link& link) {
  std::string name(mechanism);
  std::ranges::transform(name, name.begin(), text::to_upper);
  if (name == "USER" || name == "APOP" || !offer_.has(name, link)) return nullptr;
  if (auto bearer = make_bearer_exchange(name, what_)) return bearer;
  if (name == "NTLM") return make_ntlm_exchange(what_);
  return library_.start(name, what_, link);
}

}  // namespace pop3kit::serving
