#pragma once

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

/// A part meant to be saved: any part with Content-Disposition attachment or a disposition other than inline
/// (RFC 2183 section 2.8), and any part that is neither the text nor the html body.
struct attachment {
  attachment(std::string file, std::string type, std::string id, std::string octets)
      : file_name(std::move(file)),
        content_type(std::move(type)),
        content_id(std::move(id)),
        content(std::move(octets)) {}
  std::string file_name;  ///< decoded (RFC 2231); a bare name without directories or control characters; may be empty
  std::string content_type;  ///< "image/png"
  std::string content_id;    ///< without angle brackets; may be empty
  std::string content;       ///< transfer encoding removed, octets otherwise as sent
};

/// A message: always its own octets, exactly as the maildrop holds them, and beside them what they mean (RFC 5322,
/// RFC 2045 to 2047, RFC 2231). Header and body are parsed when first asked for, each by itself; that never fails and
/// never changes the octets; a message that is no MIME is text. Text is converted to UTF-8 from the charset that its
/// part declares; if it declares none, or an unknown one, its octets count as UTF-8. Octets that are no text in that
/// charset, and NUL, become U+FFFD. docs/reference/messages.md names the charsets.
///
/// Hostile messages cost time and memory in proportion to their octets: header fields, addresses and parts beyond
/// 100,000 of each are left out, and multiparts nested deeper than 32 are attachments as they stand.
///
/// Copies are cheap and share what was parsed; const members may be called from several threads at once. A moved-from
/// message is an empty one. References live as long as the message or a copy of it.
class mail_message {
 public:
  mail_message() = default;  ///< an empty message
  explicit mail_message(std::string octets);

  [[nodiscard]] const std::string& octets() const noexcept;
  [[nodiscard]] const header_collection& headers() const;
  [[nodiscard]] std::string subject() const;  ///< empty if there is none
  /// All fields of that name together; groups are dissolved into their members. What is no address is given as a name
  /// without one, as written; "<>" alone is left out.
  [[nodiscard]] std::vector<mail_address> from() const;
  [[nodiscard]] std::vector<mail_address> to() const;           ///< likewise
  [[nodiscard]] std::vector<mail_address> cc() const;           ///< likewise
  [[nodiscard]] std::vector<mail_address> reply_to() const;     ///< likewise
  [[nodiscard]] std::optional<std::string> date() const;        ///< see header_collection::date()
  [[nodiscard]] std::optional<mail_date> parsed_date() const;   ///< see header_collection::parsed_date()
  [[nodiscard]] std::optional<std::string> message_id() const;  ///< see header_collection::message_id()
  /// The first text/plain that is no attachment; lines end with LF; empty if there is none. If there is none, the text
  /// of a multipart without parts takes its place.
  [[nodiscard]] const std::string& text_body() const;
  /// The first text/html that is no attachment; lines end with LF; empty if there is none.
  [[nodiscard]] const std::string& html_body() const;
  /// In the order of the message. A message inside the message is one, not looked into.
  [[nodiscard]] const std::vector<attachment>& attachments() const;

 private:
  struct content;
  const content& held() const noexcept;
  std::shared_ptr<const content> content_;
};

}  // namespace pop3kit
