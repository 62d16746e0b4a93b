// A server with one account, and an event loop that runs what the snippet starts.
#include <pop3kit/server.hpp>

namespace asio = boost::asio;

int main() {
  pop3kit::server server{pop3kit::scenario::parse(R"(return scenario {
    accounts = { alice = { password = "s3cret", mailbox = { generate { count = 5, size = "1 KiB" } } } },
  })")
                             .value()};
  server.start().value();
  pop3kit::client_options options{"localhost", server.port().value(), {"alice", "s3cret"}, pop3kit::security::none};
  asio::io_context loop;
  pop3kit::async_client mail{loop.get_executor(), options};
  //@ snippet
  assert(size.get().value() > 0);
}
