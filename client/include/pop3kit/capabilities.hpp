#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit {

/// What a server said of itself (RFC 2449). Empty for a server without CAPA.
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

 private:
  std::vector<entry> entries_;
};

}  // namespace pop3kit
