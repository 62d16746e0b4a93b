#pragma once

#include <chrono>
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

  [[nodiscard]] const std::vector<entry>& entries() const noexcept { return entries_; }
  [[nodiscard]] bool has(std::string_view tag) const noexcept;
  [[nodiscard]] const entry* find(std::string_view tag) const noexcept;
  /// SASL mechanisms, upper case, in the server's order.
  [[nodiscard]] std::vector<std::string> sasl_mechanisms() const;
  [[nodiscard]] std::optional<std::string> implementation() const;

 private:
  std::vector<entry> entries_;
};

}  // namespace pop3kit
