#include "auth/sasl_server.hpp"

#include <gsasl.h>

#include <algorithm>
#include <array>
#include <new>

#include "auth/account_book.hpp"
#include "net/crypto/kerberos.hpp"
#include "text/ascii.hpp"
#include "text/base64.hpp"

namespace pop3kit::serving {
namespace {

std::string property(Gsasl_session* session, Gsasl_property which) {
  const char* const value = gsasl_property_fast(session, which);
  return value == nullptr ? std::string() : std::string(value);
}

int set(Gsasl_session* session, Gsasl_property which, const std::string& value) {
  return value.empty() ? GSASL_NO_CALLBACK : gsasl_property_set(session, which, value.c_str());
}

/// Kerberos names can be long and can contain almost any octet.
std::string on_one_line(std::string_view name) {
  constexpr std::size_t most = 200;
  std::string shown(name.substr(0, most));
  std::ranges::replace_if(shown, text::is_control, '?');
  return shown;
}

class gsasl_exchange final : public sasl_exchange {
 public:
  gsasl_exchange(Gsasl_session* session, std::string_view mechanism, const scenario::description& what,
                 const login_link& link)
      : session_(session), what_(what), client_name_(link.client_name) {
    constexpr std::array<std::string_view, 3> server_first{"LOGIN", "CRAM-MD5", "DIGEST-MD5"};
    client_first_ = std::ranges::find(server_first, mechanism) == server_first.end();
    // GNU SASL requires channel binding if it is given something to bind to.
    if (mechanism.ends_with("-PLUS")) {
      tls_exporter_ = text::to_base64(link.tls_exporter);
      if (link.tls_exporter.empty()) tls_unique_ = text::to_base64(link.tls_unique);
    }
    gsasl_session_hook_set(session_, this);
  }
  ~gsasl_exchange() override { gsasl_finish(session_); }

  [[nodiscard]] bool client_first() const noexcept override { return client_first_; }

  state step(const std::string& base64) override {
    // In POP3, +OK cannot carry data. So the server's last data was a challenge, and this line acknowledges it.
    if (proved_) return base64.empty() ? accept() : state::malformed;
    // Decoded here, not by gsasl_step64: GNU SASL reads some responses beyond their end unless a NUL follows them.
    const std::optional<std::string> response = text::from_base64(base64);
    if (!response) return state::malformed;
    char* made = nullptr;
    std::size_t length = 0;
    const int result = gsasl_step(session_, response->c_str(), response->size(), &made, &length);
    challenge_ = text::to_base64({made, length});
    gsasl_free(made);
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
        return set(session_, which, tls_exporter_);
      case GSASL_CB_TLS_UNIQUE:
        return set(session_, which, tls_unique_);
      case GSASL_QOP:
        return set(session_, which, "qop-auth");
      case GSASL_REALM:
        return set(session_, which, "pop3kit");
      case GSASL_VALIDATE_SIMPLE:
        return validate_simple();
      case GSASL_VALIDATE_EXTERNAL:
        return validate_external();
      case GSASL_VALIDATE_ANONYMOUS:
        return validate_anonymous();
      case GSASL_SERVICE:
        return set(session_, which, "pop");
      case GSASL_HOSTNAME:
        // Without a host name, any key of the service in the keytab is accepted.
        return gsasl_property_set(session_, which, "");
      case GSASL_VALIDATE_GSSAPI:
        return validate_ticket();
      default:
        return GSASL_NO_CALLBACK;
    }
  }

 private:
  /// An unknown name gets a random password, so that the exchange looks the same as for a known name.
  int tell_password() {
    const account* const owner = find_account(what_, property(session_, GSASL_AUTHID));
    std::string secret = owner == nullptr ? std::string() : owner->password;
    if (secret.empty()) {
      std::array<char, 24> octets{};
      if (gsasl_nonce(octets.data(), octets.size()) != GSASL_OK) return GSASL_NO_PASSWORD;
      secret = text::to_base64(std::string_view(octets.data(), octets.size()));
    }
    return gsasl_property_set(session_, GSASL_PASSWORD, secret.c_str());
  }

  int validate_simple() {
    const account* const owner = find_account(what_, property(session_, GSASL_AUTHID));
    return is_password(owner, property(session_, GSASL_PASSWORD)) ? GSASL_OK : GSASL_AUTHENTICATION_ERROR;
  }

  int validate_external() {
    const std::string wanted = property(session_, GSASL_AUTHZID);
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
    const std::string principal = property(session_, GSASL_GSSAPI_DISPLAY_NAME);
    const std::string wanted = property(session_, GSASL_AUTHZID);
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
    const account* const owner = find_account(what_, property(session_, GSASL_AUTHID));
    const std::string acts_for = property(session_, GSASL_AUTHZID);
    if (owner == nullptr || (!acts_for.empty() && find_account(what_, acts_for) != owner)) return state::refused;
    user_ = owner->name;
    return state::accepted;
  }

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
  auto* const exchange = static_cast<gsasl_exchange*>(gsasl_session_hook_get(session));
  return exchange == nullptr ? GSASL_NO_CALLBACK : exchange->answer(which);
} catch (const std::bad_alloc&) {
  return GSASL_MALLOC_ERROR;
}

}  // namespace

class sasl_server::library {
 public:
  library() {
    if (gsasl_init(&handle_) != GSASL_OK) throw std::bad_alloc();
    gsasl_callback_set(handle_, on_callback);
  }
  library(const library&) = delete;
  library& operator=(const library&) = delete;
  ~library() { gsasl_done(handle_); }

  [[nodiscard]] Gsasl* handle() const noexcept { return handle_; }

 private:
  Gsasl* handle_ = nullptr;
};

sasl_server::sasl_server(const scenario::description& what)
    : what_(what), offer_(what), library_(std::make_unique<library>()) {}
sasl_server::~sasl_server() = default;

std::unique_ptr<sasl_exchange> sasl_server::start(std::string_view mechanism, const login_link& link) {
  std::string name(mechanism);
  std::ranges::transform(name, name.begin(), text::to_upper);
  if (name == "USER" || name == "APOP" || !offer_.has(name, link)) return nullptr;
  if (auto bearer = make_bearer_exchange(name, what_)) return bearer;
  if (name == "NTLM") return make_ntlm_exchange(what_);
  if (name == "GSSAPI") net::load_kerberos();
  Gsasl_session* session = nullptr;
  if (gsasl_server_start(library_->handle(), name.c_str(), &session) != GSASL_OK) return nullptr;
  return std::make_unique<gsasl_exchange>(session, name, what_, link);
}

}  // namespace pop3kit::serving
