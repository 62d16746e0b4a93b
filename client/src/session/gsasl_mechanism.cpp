#include "session/gsasl_mechanism.hpp"

// The build defines POP3KIT_GNU_SASL for this file if it was configured with POP3KIT_SASL.
#ifdef POP3KIT_GNU_SASL
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "net/crypto/gnu_sasl.hpp"
#include "net/crypto/kerberos.hpp"
#include "text/base64.hpp"
#include "wire/listing.hpp"

namespace pop3kit::engine {

namespace {

class gsasl_mechanism final : public sasl_mechanism {
 public:
  explicit gsasl_mechanism(const net::gnu_sasl& sasl) : sasl_(sasl) {}
  ~gsasl_mechanism() override {
    if (session_ != nullptr) sasl_.finish(session_);
    if (context_ != nullptr) sasl_.done(context_);
  }

  outcome<> start(const std::string& mechanism, const credentials& who, const sasl_surroundings& around) {
    hashes_ = mechanism.starts_with("SCRAM-");
    if (mechanism == "GSSAPI") service_ = "pop@" + around.host;
    most_iterations_ = around.most_iterations;
    if (sasl_.init(&context_) != GSASL_OK) return errc::mechanism_unavailable;
    if (sasl_.client_start(context_, mechanism.c_str(), &session_) != GSASL_OK) return errc::mechanism_unavailable;
    // If GNU SASL gets channel binding data, it always binds. So only -PLUS mechanisms get the data.
    const bool binds = mechanism.ends_with("-PLUS");
    if (binds && around.tls_exporter.empty() && around.tls_unique.empty()) return errc::mechanism_unavailable;
    // A certificate or ticket may be valid for several users, so the server must be told the user.
    const bool names_user = mechanism == "EXTERNAL" || mechanism == "GSSAPI";
    const std::array<std::pair<Gsasl_property, std::string>, 8> properties{{
        {GSASL_AUTHID, who.user},
        {GSASL_PASSWORD, who.password},
        {GSASL_AUTHZID, names_user && who.authorization_id.empty() ? who.user : who.authorization_id},
        {GSASL_ANONYMOUS_TOKEN, who.user.empty() ? "anonymous" : who.user},
        {GSASL_SERVICE, "pop"},
        {GSASL_HOSTNAME, around.host},
        {GSASL_CB_TLS_EXPORTER, binds ? text::to_base64(around.tls_exporter) : ""},
        {GSASL_CB_TLS_UNIQUE, binds && around.tls_exporter.empty() ? text::to_base64(around.tls_unique) : ""},
    }};
    for (const auto& [name, value] : properties) {
      if (value.empty()) continue;
      if (sasl_.property_set(session_, name, value.c_str()) != GSASL_OK) return errc::mechanism_unavailable;
    }
    return {};
  }

  outcome<std::string> respond(std::string_view challenge) override {
    if (finished_) return errc::sasl_exchange_broken;
    if (const outcome<> bearable = check_hashing(challenge); !bearable) return bearable.error();
    // gsasl_step64() is not used, because GNU SASL reads beyond the end of some challenges if no NUL follows them.
    const std::optional<std::string> decoded = text::from_base64(challenge);
    if (!decoded) return errc::sasl_exchange_broken;
    char* made = nullptr;
    std::size_t length = 0;
    const int step = sasl_.step(session_, decoded->c_str(), decoded->size(), &made, &length);
    const std::unique_ptr<char, decltype(sasl_.free)> response(made, sasl_.free);
    if (step != GSASL_OK && step != GSASL_NEEDS_MORE) {
      if (step == GSASL_GSSAPI_INIT_SEC_CONTEXT_ERROR && !begun_) explanation_ = net::why_no_ticket(service_);
      const errc why = reason(challenge);
      begun_ = true;
      return why;
    }
    begun_ = true;
    finished_ = step == GSASL_OK;
    return text::to_base64({response.get(), length});
  }

  bool finished() const noexcept override { return finished_; }
  std::string explanation() const override { return explanation_; }

 private:
  /// Checks the iteration count in "r=...,s=...,i=4096" (RFC 5802 section 5.1), because the hashing cannot be stopped
  /// after it has begun.
  [[nodiscard]] outcome<> check_hashing(std::string_view challenge) const {
    if (!hashes_) return {};
    const std::optional<std::string> decoded = text::from_base64(challenge);
    std::string_view rest = decoded ? std::string_view(*decoded) : std::string_view();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      if (rest.starts_with("i=")) {
        const outcome<std::uint64_t> count = wire::parse_number(rest.substr(2, end - 2));
        if (count.has_error() && count.error() != errc::size_out_of_range) return errc::sasl_exchange_broken;
        if (!count || *count > most_iterations_) return errc::too_much_hashing;
      }
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {};
  }

  [[nodiscard]] errc reason(std::string_view challenge) const {
    if (!begun_ && challenge.empty()) return service_.empty() ? errc::mechanism_unavailable : errc::ticket_missing;
    // SCRAM reports a refusal in a challenge (RFC 5802 section 7): "e=invalid-proof".
    const std::optional<std::string> decoded = text::from_base64(challenge);
    return decoded && decoded->starts_with("e=") ? errc::authentication_failed : errc::sasl_exchange_broken;
  }

  const net::gnu_sasl& sasl_;
  Gsasl* context_ = nullptr;
  Gsasl_session* session_ = nullptr;
  std::string service_;  ///< the service that the ticket is for; empty if none is needed
  std::string explanation_;
  std::uint64_t most_iterations_ = 0;
  bool hashes_ = false;
  bool begun_ = false;
  bool finished_ = false;
};

}  // namespace

outcome<std::unique_ptr<sasl_mechanism>> make_gsasl_mechanism(const std::string& mechanism, const credentials& who,
                                                              const sasl_surroundings& around) {
  const net::gnu_sasl* const sasl = net::find_gnu_sasl();
  if (sasl == nullptr) return errc::mechanism_not_supported;
  if (mechanism == "GSSAPI" && !net::kerberos_trouble().empty()) return errc::mechanism_not_supported;
  auto made = std::make_unique<gsasl_mechanism>(*sasl);
  const outcome<> started = made->start(mechanism, who, around);
  if (!started) return started.error();
  return std::unique_ptr<sasl_mechanism>(std::move(made));
}

}  // namespace pop3kit::engine
#else
namespace pop3kit::engine {

outcome<std::unique_ptr<sasl_mechanism>> make_gsasl_mechanism(const std::string& /*mechanism*/,
                                                              const credentials& /*who*/,
                                                              const sasl_surroundings& /*around*/) {
  return errc::mechanism_not_supported;
}

}  // namespace pop3kit::engine
#endif
