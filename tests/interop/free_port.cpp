#include "free_port.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace pop3kit::interop {

using boost::asio::ip::tcp;

std::uint16_t free_port() {
  boost::asio::io_context context;
  const tcp::acceptor door(context, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  return door.local_endpoint().port();
}

bool answers(std::uint16_t port) {
  boost::asio::io_context context;
  tcp::socket socket(context);
  boost::system::error_code refused;
  socket.connect(tcp::endpoint(boost::asio::ip::address_v4::loopback(), port), refused);
  return !refused;
}

}  // namespace pop3kit::interop
