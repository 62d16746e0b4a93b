// A server with mail at the other end, and a folder of its own.
#include <cstdlib>
#include <filesystem>
#include <pop3kit/archive.hpp>
#include <pop3kit/message_store.hpp>
#include <pop3kit/server.hpp>
//@ replace "pop.example.org", 995, {"alice", "s3cret"} => options

int main() {
  pop3kit::server listening{pop3kit::scenario::parse(R"(return scenario {
    accounts = { alice = { password = "s3cret", mailbox = { generate { count = 5, size = "1 KiB" } } } },
  })")
                                .value()};
  listening.start().value();
  pop3kit::client_options options{
      "localhost", listening.tls_port().value(), {"alice", "s3cret"}, pop3kit::security::implicit};
  options.tls.ca_pem = listening.ca_pem();
  std::string pattern = (std::filesystem::temp_directory_path() / "pop3kit-snippet-XXXXXX").string();
  const std::filesystem::path folder = ::mkdtemp(pattern.data());
  std::filesystem::current_path(folder);
  std::filesystem::create_directory("mail");
  //@ snippet
  std::filesystem::remove_all(folder);
  return report.stored == 5 ? 0 : 1;
}
