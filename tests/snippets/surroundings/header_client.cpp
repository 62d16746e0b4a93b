// A server with mail at the other end, one of whose headers it does not give.
#include <iostream>
#include <pop3kit/client.hpp>
#include <pop3kit/server.hpp>
//@ replace "pop.example.org", 995, "alice", "s3cret" => options

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
  //@ snippet
  return listed.size() == 5 ? 0 : 1;
}
