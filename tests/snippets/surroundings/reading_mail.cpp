// A server with mail at the other end.
#include <filesystem>
#include <iostream>
#include <pop3kit/client.hpp>
#include <pop3kit/server.hpp>
//@ replace "pop.example.org", 995, "alice", "s3cret" => options
//@ replace pop3kit::unique_id{"a7"} => first

int main() {
  pop3kit::server server{pop3kit::scenario::parse(R"(return scenario {
    accounts = { alice = { password = "s3cret", mailbox = { generate { count = 5, size = "1 KiB" } } } },
    rules = { { on = "TOP", message = 3, reply = "-ERR the disk says no" } },
  })")
                             .value()};
  server.start().value();
  pop3kit::client_options options{
      "localhost", server.tls_port().value(), {"alice", "s3cret"}, pop3kit::security::implicit};
  options.tls.ca_pem = server.ca_pem();
  const pop3kit::unique_id first = pop3kit::client{options}.get_message_info(1).value().unique_id.value();
  std::filesystem::remove("a7.eml");
  //@ snippet
  return mailbox.message_count == 5 && std::filesystem::file_size("a7.eml") >= 1024 ? 0 : 1;
}
