// Shows a message in readable form: decoded headers, text, attachments. The original octets are available too.
#include <iostream>
#include <pop3kit/client.hpp>

#include "sample_server.hpp"

int main() {
  const pop3kit::server sample = start_sample_server();
  pop3kit::client mail{options_for(sample)};

  const pop3kit::mail_message message = mail.fetch_message(2).value();
  for (const pop3kit::mail_address& sender : message.from()) {
    std::cout << "From:    " << sender.name << " <" << sender.address << ">\n";
  }
  std::cout << "Subject: " << message.subject() << "\n\n" << message.text_body() << '\n';
  for (const pop3kit::attachment& part : message.attachments()) {
    std::cout << "Attached: " << part.file_name << ", " << part.content.size() << " octets\n";
  }
  std::cout << "(" << message.octets().size() << " octets on the wire)\n";

  // An operation can fail. A result holds a value, or a failure that says what went wrong and what to do.
  const auto missing = mail.fetch_message(17);
  if (missing.has_error() && missing.error().kind() == pop3kit::fault::refused) {
    std::cout << "Message 17: " << missing.error().message() << '\n';
  }
  return message.subject() == "Grüße aus Köln" && missing.has_error() ? 0 : 1;
}
