// A server for the coroutine, and an event loop that runs it.
#include <pop3kit/server.hpp>

//@ snippet
int main() {
  pop3kit::server server{pop3kit::scenario::parse(R"(return scenario {
    accounts = { alice = { password = "s3cret", mailbox = { generate { count = 5, size = "1 KiB" } } } },
    expect = { { command = "STAT", exactly = 1 } },
  })")
                             .value()};
  server.start().value();
  pop3kit::client_options options{
      "localhost", server.tls_port().value(), {"alice", "s3cret"}, pop3kit::security::implicit};
  options.tls.ca_pem = server.ca_pem();
  asio::io_context context;
  asio::co_spawn(context, print_size(options), [](const std::exception_ptr& failed) {
    if (failed) std::rethrow_exception(failed);
  });
  context.run();
  server.stop();
  return server.verify().has_value() ? 0 : 1;
}
