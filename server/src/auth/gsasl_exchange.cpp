#include "auth/gsasl_exchange.hpp"

// The build defines POP3KIT_GNU_SASL for this file if it was configured with POP3KIT_SASL.
#ifdef POP3KIT_GNU_SASL
#include <unistd.h>

#include <algorithm>
#include <array>
#include <new>
#include <optional>

#include "auth/account_book.hpp"
#include "net/crypto/gnu_sasl.hpp"
#include "text/ascii.hpp"
#include "text/base64.hpp"

namespace pop3kit::serving {
namespace {

/// Kerberos names can be long and can contain almost any octet.
std::string on_one_line(std::string_view name) {
  constexpr std::size_t most = 200;
  std::string shown(name.substr(0, most));
  std::ranges::replace_if(shown, text::is_control, '?');
  return shown;
}

class gsasl_exchange final : public sasl_exchange {
 public:
  gsasl_exchange(const net::gnu_sasl& sasl, Gsasl_session* session, std::string_view mechanism,
                 const scenario::description& what, const login_link& link)
      : sasl_(sasl), session_(session), what_(what), client_name_(link.client_name) {
    constexpr std::array<std::string_view, 3> server_first{"LOGIN", "CRAM-MD5", "DIGEST-MD5"};
    client_first_ = std::ranges::find(server_first, mechanism) == server_first.end();
    // GNU SASL requires channel binding if it is given something to bind to.
    if (mechanism.ends_with("-PLUS")) {
      tls_exporter_ = text::to_base64(link.tls_exporter);
      if (link.tls_exporter.empty()) tls_unique_ = text::to_base64(link.tls_unique);
    }
    sasl_.session_hook_set(session_, this);
  }
  ~gsasl_exchange() override { sasl_.finish(session_); }

  [[nodiscard]] bool client_first() const noexcept override { return client_first_; }

  state step(const std::string& base64) override {
    // In POP3, +OK cannot carry data. So the server's last data was a challenge, and this line acknowledges it.
    if (proved_) return base64.empty() ? accept() : state::malformed;
    // Decoded here, not by gsasl_step64: GNU SASL reads some responses beyond their end unless a NUL follows them.
    const std::optional<std::string> response = text::from_base64(base64);
    if (!response) return state::malformed;
    char* made = nullptr;
    std::size_t length = 0;
    const int result = sasl_.step(session_, response->c_str(), response->size(), &made, &length);
    challenge_ = text::to_base64({made, length});
    sasl_.free(made);
    client_has_spoken_ = client_has_spoken_ || !response->empty();
    // GNU SASL would send challenges forever to a client that begins with an empty response.
    if (result == GSASL_NEEDS_MORE && client_first_ && !client_has_spoken_) return state::malformed;
    if (result == GSASL_NEEDS_MORE) return state::challenge;
    if (result == GSASL_GSSAPI_ACQUIRE_CRED_ERROR) return lack_key();
    if (result == GSASL_GSSAPI_ACCEPT_SEC_CONTEXT_ERROR) return refuse_ticket();
    if (result == GSASL_AUTHENTICATION_ERROR) return state::refused;
    if (result != GSASL_OK) return state::malformed;
    proved_ = true;
    return challenge_.empty() ? accept() : state::challenge;
  }

  int answer(Gsasl_property which) {
    switch (which) {
      case GSASL_PASSWORD:
        return tell_password();
      case GSASL_CB_TLS_EXPORTER:
        return set(which, tls_exporter_);
      case GSASL_CB_TLS_UNIQUE:
        return set(which, tls_unique_);
      case GSASL_QOP:
        return set(which, "qop-auth");
      case GSASL_REALM:
        return set(which, "pop3kit");
      case GSASL_VALIDATE_SIMPLE:
        return validate_simple();
      case GSASL_VALIDATE_EXTERNAL:
        return validate_external();
      case GSASL_VALIDATE_ANONYMOUS:
        return validate_anonymous();
      case GSASL_SERVICE:
        return set(which, "pop");
      case GSASL_HOSTNAME:
        // Without a host name, any key of the service in the keytab is accepted.
        return sasl_.property_set(session_, which, "");
      case GSASL_VALIDATE_GSSAPI:
        return validate_ticket();
      default:
        return GSASL_NO_CALLBACK;
    }
  }

 private:
  [[nodiscard]] std::string property(Gsasl_property which) const {
    const char* const value = sasl_.property_fast(session_, which);
    return value == nullptr ? std::string() : std::string(value);
  }

  int set(Gsasl_property which, const std::string& value) {
    return value.empty() ? GSASL_NO_CALLBACK : sasl_.property_set(session_, which, value.c_str());
  }

  /// An unknown name gets a random password, so that the exchange looks the same as for a known name.
  int tell_password() {
    const account* const owner = find_account(what_, property(GSASL_AUTHID));
    std::string secret = owner == nullptr ? std::string() : owner->password;
    if (secret.empty()) {
      std::array<char, 24> octets{};
      if (::getentropy(octets.data(), octets.size()) != 0) return GSASL_NO_PASSWORD;
      secret = text::to_base64(std::string_view(octets.data(), octets.size()));
    }
    return sasl_.property_set(session_, GSASL_PASSWORD, secret.c_str());
  }

  int validate_simple() {
    const account* const owner = find_account(what_, property(GSASL_AUTHID));
    return is_password(owner, property(GSASL_PASSWORD)) ? GSASL_OK : GSASL_AUTHENTICATION_ERROR;
  }

  int validate_external() {
    const std::string wanted = property(GSASL_AUTHZID);
    const account* const owner = find_account(what_, client_name_.empty() ? wanted : client_name_);
    const bool certified = owner != nullptr && !client_name_.empty() && (wanted.empty() || wanted == owner->name);
    const bool trusted = owner != nullptr && client_name_.empty() && owner->external;
    if (!certified && !trusted) return GSASL_AUTHENTICATION_ERROR;
    user_ = owner->name;
    return GSASL_OK;
  }

  int validate_anonymous() {
    const auto open = std::ranges::find_if(what_.accounts, [](const auto& each) { return each.second.anonymous; });
    if (open == what_.accounts.end()) return GSASL_AUTHENTICATION_ERROR;
    user_ = open->first;
    return GSASL_OK;
  }

  /// A ticket proves the client's identity. The accounts decide who may log in with it, and as whom (RFC 4752 section
  /// 3.2).
  int validate_ticket() {
    const std::string principal = property(GSASL_GSSAPI_DISPLAY_NAME);
    const std::string wanted = property(GSASL_AUTHZID);
    const auto opens = [&](const account& each) { return admits(each, principal); };
    const account* const named = find_account(what_, wanted);
    const auto own = std::ranges::find_if(what_.accounts, [&](const auto& each) { return opens(each.second); });
    refusal_ = wanted.empty() ? "no maildrop" : "no maildrop of this name";
    refusal_.append(" for the ticket of ").append(on_one_line(principal));
    if (wanted.empty() ? own == what_.accounts.end() : named == nullptr || !opens(*named)) {
      return GSASL_AUTHENTICATION_ERROR;
    }
    user_ = wanted.empty() ? own->first : named->name;
    return GSASL_OK;
  }

  state lack_key() {
    refusal_ = "the keytab has no key of a service called pop: KRB5_KTNAME names it";
    return state::unprepared;
  }

  state refuse_ticket() {
    refusal_ = "not a ticket that this server has a key for, or out of date";
    return state::refused;
  }

  state accept() {
    if (!user_.empty()) return state::accepted;
    const account* const owner = find_account(what_, property(GSASL_AUTHID));
    const std::string acts_for = property(GSASL_AUTHZID);
    if (owner == nullptr || (!acts_for.empty() && find_account(what_, acts_for) != owner)) return state::refused;
    user_ = owner->name;
    return state::accepted;
  }

  const net::gnu_sasl& sasl_;
  Gsasl_session* session_;
  const scenario::description& what_;
  std::string client_name_;
  std::string tls_exporter_;
  std::string tls_unique_;
  bool client_first_ = true;
  bool client_has_spoken_ = false;
  bool proved_ = false;
};

int on_callback(Gsasl* /*library*/, Gsasl_session* session, Gsasl_property which) noexcept try {
  const net::gnu_sasl* const sasl = net::find_gnu_sasl();
  auto* const exchange = static_cast<gsasl_exchange*>(sasl->session_hook_get(session));
  return exchange == nullptr ? GSASL_NO_CALLBACK : exchange->answer(which);
} catch (const std::bad_alloc&) {
  return GSASL_MALLOC_ERROR;
}

}  // namespace

gsasl_library::gsasl_library() {
  const net::gnu_sasl* const sasl = net::find_gnu_sasl();
  if (sasl == nullptr) return;
  if (sasl->init(&handle_) != GSASL_OK) throw std::bad_alloc();
  sasl->callback_set(handle_, on_callback);
}

gsasl_library::~gsasl_library() {
  if (handle_ != nullptr) net::find_gnu_sasl()->done(handle_);
}

std::unique_ptr<sasl_exchange> gsasl_library::start(const std::string& mechanism, const scenario::description& what,
                                                    const login_link& link) {
  if (handle_ == nullptr) return nullptr;
  const net::gnu_sasl& sasl = *net::find_gnu_sasl();
  Gsasl_session* session = nullptr;
  if (sasl.server_start(handle_, mechanism.c_str(), &session) != GSASL_OK) return nullptr;
  return std::make_unique<gsasl_exchange>(sasl, session, mechanism, what, link);
}

}  // namespace pop3kit::serving
#else
namespace pop3kit::serving {

gsasl_library::gsasl_library() = default;
gsasl_library::~gsasl_library() = default;

std::unique_ptr<sasl_exchange> gsasl_library::start(const std::string& /*mechanism*/,
                                                    const scenario::description& /*what*/, const login_link& /*link*/) {
  return nullptr;
}

}  // namespace pop3kit::serving
#endif
