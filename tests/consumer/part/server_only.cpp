// A program that links the server and no client: it greets the server over a socket of its own.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <pop3kit/server.hpp>
#include <string>

namespace {

constexpr auto empty_mailbox = R"(return scenario {
  accounts = { alice = { password = "s3cret" } },
  expect = { { command = "NOOP", exactly = 0 }, { command = "QUIT" } },
})";

std::string quit(std::uint16_t port) {
  namespace asio = boost::asio;
  asio::io_context loop;
  asio::ip::tcp::socket connection{loop};
  connection.connect({asio::ip::address_v4::loopback(), port});
  std::string received;
  asio::read_until(connection, asio::dynamic_buffer(received), "\r\n");
  asio::write(connection, asio::buffer(std::string("QUIT\r\n")));
  boost::system::error_code end;
  asio::read(connection, asio::dynamic_buffer(received), end);
  return received;
}

}  // namespace

int main() {
  try {
    pop3kit::server server{pop3kit::scenario::parse(empty_mailbox).value()};
    server.start().value();
    const std::string dialogue = quit(server.port().value());
    server.stop();
    server.verify().value();
    return dialogue.starts_with("+OK") && dialogue.find("\r\n+OK") != std::string::npos ? EXIT_SUCCESS : EXIT_FAILURE;
  } catch (const std::exception& thrown) {
    std::cerr << thrown.what() << '\n';
    return EXIT_FAILURE;
  }
}
