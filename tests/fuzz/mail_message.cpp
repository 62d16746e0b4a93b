#include <cstddef>
#include <cstdint>
#include <pop3kit/mail_message.hpp>
#include <string>

#include "holds.hpp"

/// Any octets are a message; reading it neither fails nor changes them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string octets(reinterpret_cast<const char*>(data), size);
  const pop3kit::mail_message message{octets};
  static_cast<void>(message.subject());
  static_cast<void>(message.from());
  static_cast<void>(message.to());
  static_cast<void>(message.cc());
  static_cast<void>(message.date());
  static_cast<void>(message.message_id());
  static_cast<void>(message.text_body());
  static_cast<void>(message.html_body());
  for (const auto& part : message.attachments()) {
    pop3kit::fuzz::holds(part.file_name.find('/') == std::string::npos);
  }
  static_cast<void>(pop3kit::header_collection::parse(octets).fields());
  pop3kit::fuzz::holds(message.octets() == octets);
  return 0;
}
