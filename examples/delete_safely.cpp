// Deleting is a transaction: the client marks messages, and only commit_deletes() removes them. The outcome is
// "committed", "rejected", that some were not removed, or "unknown" if the connection was lost before the answer. If it
// is unknown, list the mailbox before you delete again.
#include <iostream>
#include <pop3kit/client.hpp>
#include <sstream>

#include "sample_server.hpp"

namespace {

bool report(const pop3kit::commit_report& outcome) {
  switch (outcome.status) {
    case pop3kit::commit_status::committed:
      std::cout << outcome.messages.size() << " deleted\n";
      return true;
    case pop3kit::commit_status::rejected:
      std::cout << "the server kept them\n";
      return false;
    case pop3kit::commit_status::some_not_removed:
      std::cout << "the server kept some of them\n";
      return false;
    case pop3kit::commit_status::unknown:
      std::cout << "no answer: list the mailbox to see what is left\n";
      return false;
  }
  return false;
}

}  // namespace

int main() {
  const pop3kit::server sample = start_sample_server();
  pop3kit::client mail{options_for(sample)};

  // Fetch the message first, then delete it. Use its unique-id, which means the same message in every session.
  const pop3kit::message_info oldest = mail.get_message_info(1).value();
  std::ostringstream copy;
  mail.save_message(*oldest.unique_id, copy).value();
  if (copy.str().size() != oldest.size) return 1;
  mail.delete_message(*oldest.unique_id).value();

  // Until the commit, marks can be removed.
  mail.undelete_messages().value();
  mail.delete_message(*oldest.unique_id).value();
  const bool deleted = report(mail.commit_deletes().value());

  // The next operation opens a new session.
  const std::uint64_t left = mail.get_message_count().value();
  std::cout << left << " left\n";
  return deleted && left == 2 ? 0 : 1;
}
