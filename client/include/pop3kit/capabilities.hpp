#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit {

/// How long a server keeps messages (RFC 2449 section 6.7).
struct retention {
  /// Days; empty if the server keeps messages for ever (NEVER). 0 means that the server may remove messages as soon as
  /// the session that read them has ended.
  std::optional<std::uint64_t> days;
  bool differs_by_user = false;  ///< the value is the minimum for all users; ask again after login
};

/// The minimum time between two logins (RFC 2449 section 6.5). The server refuses an earlier login with
/// errc::login_delay.
struct login_interval {
  std::chrono::seconds least{};  ///< the minimum time
  bool differs_by_user = false;  ///< the value is the maximum for all users; ask again after login
};

/// The capabilities that a server announces (RFC 2449). Empty if the server does not support CAPA.
///
/// If the parameters of a capability are invalid, the typed getters, such as expire(), treat it as absent; entries()
/// has it as sent.
class capabilities {
 public:
  /// One line of the reply to CAPA: a capability and its parameters.
  struct entry {
    /// Makes an entry from a tag, which must be in upper case, and its parameters.
    entry(std::string entry_tag, std::vector<std::string> entry_parameters)
        : tag(std::move(entry_tag)), parameters(std::move(entry_parameters)) {}
    std::string tag;                      ///< name of the capability, in upper case, such as "SASL"
    std::vector<std::string> parameters;  ///< as sent, in order
  };

  /// Makes an empty object: nothing is announced.
  capabilities() = default;
  /// Makes an object with these entries.
  explicit capabilities(std::vector<entry> entries) : entries_(std::move(entries)) {}

  /// Returns all entries, in the server's order. The reference is valid as long as this object.
  [[nodiscard]] const std::vector<entry>& entries() const noexcept { return entries_; }
  /// Returns true if the server announces this capability. Upper and lower case are equal (RFC 2449 section 3).
  [[nodiscard]] bool has(std::string_view tag) const noexcept;
  /// Returns the first entry with this tag, or null. Upper and lower case are equal. The pointer is valid as long as
  /// this object.
  [[nodiscard]] const entry* find(std::string_view tag) const noexcept;
  /// Returns the names of the SASL mechanisms (RFC 5034 section 3) in upper case, in the server's order. Empty if the
  /// server announces none.
  [[nodiscard]] std::vector<std::string> sasl_mechanisms() const;
  /// Returns the server's name and version (IMPLEMENTATION, RFC 2449 section 6.9), with single spaces between words.
  /// Empty if the server does not announce it.
  [[nodiscard]] std::optional<std::string> implementation() const;
  /// Returns how long the server keeps messages (EXPIRE). Empty if the server does not announce it.
  [[nodiscard]] std::optional<retention> expire() const;
  /// Returns the minimum time between two logins (LOGIN-DELAY). Empty if the server does not announce it.
  [[nodiscard]] std::optional<login_interval> login_delay() const;

  /// Returns true if the server announces TOP (RFC 2449 section 6.1).
  [[nodiscard]] bool top() const noexcept { return has("TOP"); }
  /// Returns true if the server announces UIDL (RFC 2449 section 6.8).
  [[nodiscard]] bool uidl() const noexcept { return has("UIDL"); }
  /// Returns true if the server announces USER, which stands for USER and PASS (RFC 2449 section 6.2).
  [[nodiscard]] bool user() const noexcept { return has("USER"); }
  /// Returns true if the server announces STLS (RFC 2595 section 4).
  [[nodiscard]] bool stls() const noexcept { return has("STLS"); }
  /// Returns true if the server announces PIPELINING (RFC 2449 section 6.6).
  [[nodiscard]] bool pipelining() const noexcept { return has("PIPELINING"); }
  /// Returns true if the server announces RESP-CODES: a status text that begins with a bracket begins with a response
  /// code (RFC 2449 section 6.4).
  [[nodiscard]] bool response_codes() const noexcept { return has("RESP-CODES"); }
  /// Returns true if the server announces AUTH-RESP-CODE: if a login is refused without [AUTH], the credentials are not
  /// the reason (RFC 3206 section 6).
  [[nodiscard]] bool authentication_codes() const noexcept { return has("AUTH-RESP-CODE"); }
  /// Returns true if the server announces UTF8 (RFC 6856 section 2).
  [[nodiscard]] bool utf8() const noexcept { return has("UTF8"); }
  /// Returns true if the server announces UTF8 with the parameter USER: USER, PASS and APOP accept UTF-8 (RFC 6856
  /// section 2.2).
  [[nodiscard]] bool utf8_credentials() const noexcept;
  /// Returns true if the server announces LANG (RFC 6856 section 3).
  [[nodiscard]] bool lang() const noexcept { return has("LANG"); }

  /// Returns a copy without the capabilities that `names` lists. Each name is a tag such as "STLS", or a tag and one of
  /// its parameters such as "SASL NTLM". See client_options::switched_off.
  [[nodiscard]] capabilities without(const std::vector<std::string>& names) const;

 private:
  std::vector<entry> entries_;
};

}  // namespace pop3kit
