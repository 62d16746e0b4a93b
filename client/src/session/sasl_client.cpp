#include "session/sasl_client.hpp"

#include <gsasl.h>

#include <cstdlib>
#include <utility>

namespace pop3kit::engine {

namespace {

struct freed {
  void operator()(char* octets) const noexcept { gsasl_free(octets); }
};
using gsasl_text = std::unique_ptr<char, freed>;

}  // namespace

struct sasl_client::native {
  native() = default;
  native(const native&) = delete;
  native& operator=(const native&) = delete;
  ~native() {
    if (session != nullptr) gsasl_finish(session);
    if (context != nullptr) gsasl_done(context);
  }
  Gsasl* context = nullptr;
  Gsasl_session* session = nullptr;
};

outcome<sasl_client> sasl_client::start(const std::string& mechanism, const credentials& who) {
  auto held = std::make_shared<native>();
  if (gsasl_init(&held->context) != GSASL_OK) return errc::mechanism_unavailable;
  if (gsasl_client_start(held->context, mechanism.c_str(), &held->session) != GSASL_OK) {
    return errc::mechanism_unavailable;
  }
  const int user_set = gsasl_property_set(held->session, GSASL_AUTHID, who.user.c_str());
  const int password_set = gsasl_property_set(held->session, GSASL_PASSWORD, who.password.c_str());
  if (user_set != GSASL_OK || password_set != GSASL_OK) return errc::credentials_missing;
  return sasl_client(std::move(held));
}

outcome<std::string> sasl_client::respond(std::string_view challenge) {
  if (finished_) return errc::sasl_exchange_broken;
  char* made = nullptr;
  const int step = gsasl_step64(native_->session, std::string(challenge).c_str(), &made);
  const gsasl_text response(made);
  if (step != GSASL_OK && step != GSASL_NEEDS_MORE) return errc::sasl_exchange_broken;
  finished_ = step == GSASL_OK;
  return std::string(response ? response.get() : "");
}

std::string to_base64(std::string_view octets) {
  char* made = nullptr;
  std::size_t length = 0;
  if (gsasl_base64_to(octets.data(), octets.size(), &made, &length) != GSASL_OK) return {};
  const gsasl_text encoded(made);
  return std::string(encoded.get(), length);
}

}  // namespace pop3kit::engine
