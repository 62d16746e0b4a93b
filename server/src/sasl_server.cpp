#include "sasl_server.hpp"

#include <gsasl.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <new>

#include "same_secret.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::array<const char*, 1> offered{"PLAIN"};

std::string property(Gsasl_session* session, Gsasl_property which) {
  const char* const value = gsasl_property_fast(session, which);
  return value == nullptr ? std::string() : std::string(value);
}

struct c_string {
  char* text = nullptr;
  c_string() = default;
  c_string(const c_string&) = delete;
  c_string& operator=(const c_string&) = delete;
  ~c_string() { gsasl_free(text); }
};

}  // namespace

class sasl_exchange::native {
 public:
  native(Gsasl_session* session, const sasl_server::password_lookup& passwords) noexcept
      : session_(session), passwords_(passwords) {
    gsasl_session_hook_set(session_, this);
  }
  native(const native&) = delete;
  native& operator=(const native&) = delete;
  ~native() { gsasl_finish(session_); }

  state step(const std::string& base64) {
    c_string answer;
    const int result = gsasl_step64(session_, base64.c_str(), &answer.text);
    challenge_ = answer.text == nullptr ? std::string() : std::string(answer.text);
    if (result == GSASL_NEEDS_MORE) return state::challenge;
    if (result == GSASL_OK) return state::accepted;
    return result == GSASL_AUTHENTICATION_ERROR ? state::refused : state::malformed;
  }

  /// One look-up and one comparison whether or not the account exists, so that time tells nothing about names.
  int validate_simple() {
    const std::string name = property(session_, GSASL_AUTHID);
    const std::string acts_for = property(session_, GSASL_AUTHZID);
    const std::optional<std::string> password = passwords_(name);
    const bool same = same_secret(password.value_or(std::string()), property(session_, GSASL_PASSWORD));
    if (!same || !password || (!acts_for.empty() && acts_for != name)) return GSASL_AUTHENTICATION_ERROR;
    user_ = name;
    return GSASL_OK;
  }

  [[nodiscard]] const std::string& challenge() const noexcept { return challenge_; }
  [[nodiscard]] const std::string& user() const noexcept { return user_; }

 private:
  Gsasl_session* session_;
  const sasl_server::password_lookup& passwords_;
  std::string challenge_;
  std::string user_;
};

namespace {

int on_callback(Gsasl* /*library*/, Gsasl_session* session, Gsasl_property which) noexcept try {
  auto* const exchange = static_cast<sasl_exchange::native*>(gsasl_session_hook_get(session));
  return which == GSASL_VALIDATE_SIMPLE ? exchange->validate_simple() : GSASL_NO_CALLBACK;
} catch (const std::bad_alloc&) {
  return GSASL_MALLOC_ERROR;
}

}  // namespace

sasl_exchange::sasl_exchange(std::unique_ptr<native> held) noexcept : native_(std::move(held)) {}
sasl_exchange::~sasl_exchange() = default;

sasl_exchange::state sasl_exchange::step(const std::string& base64) {
  return native_->step(base64);
}
const std::string& sasl_exchange::challenge() const noexcept {
  return native_->challenge();
}
const std::string& sasl_exchange::user() const noexcept {
  return native_->user();
}

struct sasl_server::library {
  explicit library(password_lookup lookup) : passwords(std::move(lookup)) {
    if (gsasl_init(&handle) != GSASL_OK) throw std::bad_alloc();
    gsasl_callback_set(handle, on_callback);
  }
  library(const library&) = delete;
  library& operator=(const library&) = delete;
  ~library() { gsasl_done(handle); }

  Gsasl* handle = nullptr;
  password_lookup passwords;
};

sasl_server::sasl_server(password_lookup passwords) : library_(std::make_unique<library>(std::move(passwords))) {}
sasl_server::~sasl_server() = default;

std::string_view sasl_server::mechanisms() noexcept {
  static_assert(offered.size() == 1, "with more than one they must be joined by spaces");
  return offered.front();
}

std::unique_ptr<sasl_exchange> sasl_server::start(std::string_view mechanism) {
  std::string name(mechanism);
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (std::ranges::find(offered, name) == offered.end()) return nullptr;
  Gsasl_session* session = nullptr;
  if (gsasl_server_start(library_->handle, name.c_str(), &session) != GSASL_OK) return nullptr;
  return std::make_unique<sasl_exchange>(std::make_unique<sasl_exchange::native>(session, library_->passwords));
}

}  // namespace pop3kit::serving
