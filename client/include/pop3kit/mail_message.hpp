#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <pop3kit/header_collection.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit {

struct mail_address {
  mail_address(std::string display_name, std::string addr_spec)
      : name(std::move(display_name)), address(std::move(addr_spec)) {}
  std::string name;     ///< decoded, may be empty
  std::string address;  ///< "alice@example.org"
};

/// A part meant to be saved: anything with Content-Disposition attachment, or that is neither the text nor the html
/// body.
struct attachment {
  attachment(std::string file, std::string type, std::string id, std::string octets)
      : file_name(std::move(file)),
        content_type(std::move(type)),
        content_id(std::move(id)),
        content(std::move(octets)) {}
  std::string file_name;     ///< decoded (RFC 2231); a bare name, directories removed; may be empty
  std::string content_type;  ///< "image/png"
  std::string content_id;    ///< without angle brackets; may be empty
  std::string content;       ///< transfer encoding removed
};

/// A message: always its own octets, exactly as the maildrop holds them, and beside them what they mean. Parsing is
/// done when first asked for, never fails and never changes the octets; a message that is no MIME is text.
class mail_message {
 public:
  mail_message() = default;
  explicit mail_message(std::string octets);

  [[nodiscard]] const std::string& octets() const noexcept { return *octets_; }
  [[nodiscard]] const header_collection& headers() const;
  [[nodiscard]] std::string subject() const;  ///< empty if there is none
  [[nodiscard]] std::vector<mail_address> from() const;
  [[nodiscard]] std::vector<mail_address> to() const;
  [[nodiscard]] std::vector<mail_address> cc() const;
  [[nodiscard]] std::vector<mail_address> reply_to() const;
  [[nodiscard]] std::optional<std::string> date() const;        ///< RFC 3339 with its offset
  [[nodiscard]] std::optional<std::string> message_id() const;  ///< without angle brackets
  [[nodiscard]] const std::string& text_body() const;           ///< UTF-8; empty if there is none
  [[nodiscard]] const std::string& html_body() const;           ///< UTF-8; empty if there is none
  [[nodiscard]] const std::vector<attachment>& attachments() const;

 private:
  struct content;
  const content& parsed() const;
  std::shared_ptr<const std::string> octets_ = std::make_shared<const std::string>();
  mutable std::shared_ptr<const content> content_;
};

}  // namespace pop3kit
