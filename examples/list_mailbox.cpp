// Lists the messages of a mailbox. The first operation connects and logs in.
#include <iostream>
#include <pop3kit/client.hpp>

#include "sample_server.hpp"

int main() {
  const pop3kit::server sample = start_sample_server();
  pop3kit::client mail{options_for(sample)};

  const pop3kit::mailbox_info mailbox = mail.get_mailbox_info().value();
  std::cout << mailbox.message_count << " messages, " << mailbox.occupied_size << " octets\n";

  for (const pop3kit::message_info& each : mail.list_messages().value()) {
    std::cout << each.sequence_number << "  " << each.size.value_or(0) << " octets";
    if (each.headers) {
      std::cout << "  " << each.headers->from().value_or("(nobody)") << "  " << each.headers->subject().value_or("");
    }
    std::cout << '\n';
  }
  mail.quit().value();
  return mailbox.message_count == 3 ? 0 : 1;
}
