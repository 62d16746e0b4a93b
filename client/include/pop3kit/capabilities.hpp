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
  /// Nothing: for ever (NEVER). 0: they may be removed as soon as the session that read them ends.
  std::optional<std::uint64_t> days;
  bool differs_by_user = false;  ///< the value is the least of all: ask again once logged in
};

/// The time between two logins below which the second is refused with errc::login_delay (RFC 2449 section 6.5).
struct login_interval {
  std::chrono::seconds least{};
  bool differs_by_user = false;  ///< the value is the greatest of all: ask again once logged in
};

/// What a server said of itself (RFC 2449). Empty for a server without CAPA. A capability whose parameters make no
/// sense counts as absent in the typed properties, and stands in entries() as sent.
class capabilities {
 public:
  struct entry {
    entry(std::string entry_tag, std::vector<std::string> entry_parameters)
        : tag(std::move(entry_tag)), parameters(std::move(entry_parameters)) {}
    std::string tag;  ///< upper case
    std::vector<std::string> parameters;
  };

  capabilities() = default;
  explicit capabilities(std::vector<entry> entries) : entries_(std::move(entries)) {}

  /// In the server's order, parameters as sent.
  [[nodiscard]] const std::vector<entry>& entries() const noexcept { return entries_; }
  /// Tags compare without regard to case (RFC 2449 section 3).
  [[nodiscard]] bool has(std::string_view tag) const noexcept;
  /// The first entry of that tag, or null; valid as long as this object.
  [[nodiscard]] const entry* find(std::string_view tag) const noexcept;
  /// SASL mechanisms (RFC 5034 section 3), upper case, in the server's order; empty if none are announced.
  [[nodiscard]] std::vector<std::string> sasl_mechanisms() const;
  /// What the server calls itself (RFC 2449 section 6.9), its words joined by single spaces.
  [[nodiscard]] std::optional<std::string> implementation() const;
  /// EXPIRE. Nothing where the server says nothing of it.
  [[nodiscard]] std::optional<retention> expire() const;
  /// LOGIN-DELAY. Nothing where the server says nothing of it.
  [[nodiscard]] std::optional<login_interval> login_delay() const;

  [[nodiscard]] bool top() const noexcept { return has("TOP"); }
  [[nodiscard]] bool uidl() const noexcept { return has("UIDL"); }
  [[nodiscard]] bool user() const noexcept { return has("USER"); }  ///< USER and PASS
  [[nodiscard]] bool stls() const noexcept { return has("STLS"); }
  [[nodiscard]] bool pipelining() const noexcept { return has("PIPELINING"); }
  /// RESP-CODES: brackets at the head of a status text are response codes (RFC 2449 section 6.4).
  [[nodiscard]] bool response_codes() const noexcept { return has("RESP-CODES"); }
  /// AUTH-RESP-CODE: -ERR to a login without [AUTH] is not about the credentials (RFC 3206 section 6).
  [[nodiscard]] bool authentication_codes() const noexcept { return has("AUTH-RESP-CODE"); }
  [[nodiscard]] bool utf8() const noexcept { return has("UTF8"); }  ///< RFC 6856 section 2
  /// UTF8 USER: USER, PASS and APOP take UTF-8 (RFC 6856 section 2.2).
  [[nodiscard]] bool utf8_credentials() const noexcept;
  [[nodiscard]] bool lang() const noexcept { return has("LANG"); }  ///< RFC 6856 section 3

  /// All but what `names` switches off, each a tag, or a tag and one parameter; see client_options::switched_off.
  [[nodiscard]] capabilities without(const std::vector<std::string>& names) const;

 private:
  std::vector<entry> entries_;
};

}  // namespace pop3kit
