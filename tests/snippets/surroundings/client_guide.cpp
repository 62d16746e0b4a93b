// A client of a server with five messages, and a folder of its own for what the snippet saves.
#include <cassert>
#include <filesystem>
#include <iostream>
#include <pop3kit/client.hpp>
#include <pop3kit/server.hpp>

int main() {
  pop3kit::server server{pop3kit::scenario::parse(R"(return scenario {
    accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 5, size = "1 KiB" } } } },
  })")
                             .value()};
  server.start().value();
  pop3kit::client_options options{
      "localhost", server.tls_port().value(), {"alice", "s3cret"}, pop3kit::security::implicit};
  options.tls.ca_pem = server.ca_pem();
  pop3kit::client mail{options};
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("pop3kit-snippet-" + std::to_string(server.port().value()));
  std::filesystem::create_directory(folder);
  std::filesystem::current_path(folder);
  {
    //@ snippet
  }
  mail.quit().value();
  std::filesystem::current_path("/");
  std::filesystem::remove_all(folder);
}
