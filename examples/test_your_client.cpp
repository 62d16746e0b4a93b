// What does your client do if the connection breaks in the middle of a message? Describe the server in a scenario, run
// your client, and let the server check what the client did. Here, the client under test is pop3kit's own. It can be
// any program in any language: `pop3kit serve` runs the same files.
#include <iostream>
#include <pop3kit/client.hpp>
#include <pop3kit/server.hpp>

namespace {

constexpr const char* torn = R"lua(
return scenario {
  title    = "the first RETR is torn after 100 octets",
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 5, size = "4 KiB" } } } },
  rules    = { { on = "RETR", times = 1, cut = { after = 100, close = "reset" } } },
  expect   = {
    { command = "RETR", exactly = 2 },
    { command = "DELE", exactly = 0 },
  },
}
)lua";

/// The code under test: fetches a message, and tries again on a new connection if that can help.
pop3kit::result<pop3kit::mail_message> fetch_stubbornly(const pop3kit::client_options& options) {
  auto first = pop3kit::client{options}.fetch_message(3);
  if (first || first.error().retry_advice() != pop3kit::retry::now) return first;
  std::cout << "torn: " << first.error().message() << '\n';
  return pop3kit::client{options}.fetch_message(3);
}

}  // namespace

int main() {
  pop3kit::server server{pop3kit::scenario::parse(torn).value()};
  server.start().value();
  pop3kit::client_options options{"127.0.0.1", server.tls_port().value(), pop3kit::credentials{"alice", "s3cret"},
                                  pop3kit::security::implicit};
  options.tls.ca_pem = server.ca_pem();

  const auto message = fetch_stubbornly(options);
  if (!message) {
    std::cerr << message.error().message() << '\n';
    return 1;
  }
  std::cout << "whole at the second attempt: " << message->octets().size() << " octets\n";

  server.stop();
  for (const pop3kit::journal_entry& entry : server.journal()) std::cout << to_json(entry) << '\n';
  if (const pop3kit::result<> verdict = server.verify(); !verdict) {
    std::cerr << verdict.error().message() << '\n';
    return 1;
  }
  return 0;
}
