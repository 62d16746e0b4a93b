#pragma once

#include <memory>
#include <optional>
#include <pop3kit/header_collection.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit {

/// An address of a message, with the name of the person or group it belongs to (RFC 5322 section 3.4).
struct mail_address {
  /// Makes an address from its display name and its addr-spec.
  mail_address(std::string display_name, std::string addr_spec)
      : name(std::move(display_name)), address(std::move(addr_spec)) {}
  std::string name;     ///< display name, decoded to UTF-8; may be empty
  std::string address;  ///< such as "alice@example.org"; empty if the text in the field is not an address
};

/// A part of a message that is meant to be saved.
///
/// It is a part whose Content-Disposition is attachment or any other value than inline (RFC 2183 section 2.8), or a
/// part that is neither the text body nor the HTML body.
struct attachment {
  /// Makes an attachment from its file name, content type, content id and content.
  attachment(std::string file, std::string type, std::string id, std::string octets)
      : file_name(std::move(file)),
        content_type(std::move(type)),
        content_id(std::move(id)),
        content(std::move(octets)) {}
  /// Name that the sender gave the file, decoded (RFC 2231), without folders and control characters. May be empty.
  std::string file_name;
  std::string content_type;  ///< such as "image/png"
  std::string content_id;    ///< without angle brackets; may be empty
  std::string content;       ///< the octets after the transfer encoding was removed
};

/// A message: its octets, exactly as the maildrop holds them, and their meaning (RFC 5322, RFC 2045 to 2047, RFC 2231).
///
/// Header and body are parsed separately, when they are first needed. Parsing never fails and never changes the octets.
/// A message without MIME fields is plain text. Text is converted to UTF-8 from the charset that its part declares. If
/// the part declares no charset or an unknown one, its octets count as UTF-8. Octets that are invalid in the charset,
/// and NUL, become U+FFFD. docs/reference/messages.md lists the charsets.
///
/// Time and memory are proportional to the size of the message, for hostile messages too. Header fields, addresses and
/// parts beyond 100,000 of each are left out. Multiparts that are nested deeper than 32 levels become attachments.
///
/// Copies are cheap and share the parsed values. Const members may be called from several threads at once. A message
/// that was moved from is empty. References are valid as long as the message or a copy of it.
class mail_message {
 public:
  /// Makes an empty message.
  mail_message() = default;
  /// Makes a message from its octets.
  explicit mail_message(std::string octets);

  /// Returns the octets of the message.
  [[nodiscard]] const std::string& octets() const noexcept;
  /// Returns the header fields of the message.
  [[nodiscard]] const header_collection& headers() const;
  /// Returns the first Subject field, decoded. Empty if there is none.
  [[nodiscard]] std::string subject() const;
  /// Returns the addresses of all From fields.
  ///
  /// A group is replaced by its members. Text that is not an address is the name of an entry whose address is empty.
  /// The empty address "<>" without a name is left out.
  [[nodiscard]] std::vector<mail_address> from() const;
  /// Returns the addresses of all To fields, in the form of from().
  [[nodiscard]] std::vector<mail_address> to() const;
  /// Returns the addresses of all Cc fields, in the form of from().
  [[nodiscard]] std::vector<mail_address> cc() const;
  /// Returns the addresses of all Reply-To fields, in the form of from().
  [[nodiscard]] std::vector<mail_address> reply_to() const;
  /// Returns the first Date field in the form of RFC 3339. See header_collection::date().
  [[nodiscard]] std::optional<std::string> date() const;
  /// Returns the first Date field as a point in time. See header_collection::parsed_date().
  [[nodiscard]] std::optional<mail_date> parsed_date() const;
  /// Returns the first Message-ID field without angle brackets. See header_collection::message_id().
  [[nodiscard]] std::optional<std::string> message_id() const;
  /// Returns the first text/plain part that is not an attachment, in UTF-8, with LF as the line end.
  ///
  /// If there is no such part, returns the text of a multipart that has no parts. Otherwise empty.
  [[nodiscard]] const std::string& text_body() const;
  /// Returns the first text/html part that is not an attachment, in UTF-8, with LF as the line end. Empty if there is
  /// none.
  [[nodiscard]] const std::string& html_body() const;
  /// Returns the attachments, in the order of the message. A message within the message is one attachment and is not
  /// parsed.
  [[nodiscard]] const std::vector<attachment>& attachments() const;

 private:
  struct content;
  const content& held() const noexcept;
  std::shared_ptr<const content> content_;
};

}  // namespace pop3kit
