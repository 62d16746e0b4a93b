// A program that compiles Boost.JSON into itself, as its documentation offers, beside libraries that use it as well.
#include <boost/json/src.hpp>
#include <cstdlib>
#include <iostream>
#include <pop3kit/client.hpp>
#include <pop3kit/server.hpp>
#include <string>

namespace {

constexpr auto empty_mailbox = R"(return scenario { accounts = { alice = { password = "s3cret" } } })";

// The control room is there so that the whole of the server that uses Boost.JSON is linked.
std::string journal_line() {
  pop3kit::server_options options;
  options.admin_port = 0;
  pop3kit::server server{pop3kit::scenario::parse(empty_mailbox).value(), options};
  server.start().value();
  pop3kit::client mail{"127.0.0.1", server.port().value(), "alice", "s3cret", pop3kit::security::none};
  static_cast<void>(mail.get_message_count().value());
  mail.quit().value();
  return pop3kit::to_json(server.journal().front());
}

}  // namespace

int main() {
  try {
    const boost::json::value parsed = boost::json::parse(journal_line());
    return parsed.as_object().contains("kind") ? EXIT_SUCCESS : EXIT_FAILURE;
  } catch (const std::exception& thrown) {
    std::cerr << thrown.what() << '\n';
    return EXIT_FAILURE;
  }
}
