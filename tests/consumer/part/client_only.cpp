// A program that links the client and no server: it finds that no server listens.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <pop3kit/client.hpp>

int main() {
  namespace asio = boost::asio;
  try {
    asio::io_context loop;
    // Bound and not listening, so that nothing accepts a connection here.
    asio::ip::tcp::socket occupied{loop};
    occupied.open(asio::ip::tcp::v4());
    occupied.bind({asio::ip::address_v4::loopback(), 0});
    pop3kit::client mail{"127.0.0.1", occupied.local_endpoint().port(), "alice", "s3cret", pop3kit::security::none};
    const pop3kit::result<std::uint64_t> count = mail.get_message_count();
    return count.has_error() && count.error().code() == asio::error::connection_refused ? EXIT_SUCCESS : EXIT_FAILURE;
  } catch (const std::exception& thrown) {
    std::cerr << thrown.what() << '\n';
    return EXIT_FAILURE;
  }
}
