// A client to test, and the folder that the scenario is named from.
#include <filesystem>
#include <pop3kit/client.hpp>
#include <pop3kit/server.hpp>
//@ replace // ... run the client under test ... => count_messages(server);

namespace {

void count_messages(const pop3kit::server& server) {
  pop3kit::client mail{"127.0.0.1", server.port().value(), "alice", "s3cret", pop3kit::security::none};
  if (mail.get_message_count().value() != 5) throw std::runtime_error("another scenario than the one that is shown");
  mail.quit().value();
}

}  // namespace

int main() {
  std::filesystem::current_path(POP3KIT_TREE);
  //@ snippet
}
