#include "control_requests.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/parse.hpp>

namespace pop3kit {

namespace asio = boost::asio;

const boost::json::value& control_answer::at(const std::string& name) const {
  static const boost::json::value nothing;
  const auto* const members = body.if_object();
  const auto* const found = members == nullptr ? nullptr : members->if_contains(name);
  EXPECT_NE(found, nullptr) << "no " << name << " in " << text;
  return found == nullptr ? nothing : *found;
}

std::string raw_exchange(std::uint16_t port, const std::string& octets) {
  asio::io_context context;
  asio::ip::tcp::socket socket(context);
  boost::system::error_code code;
  socket.connect({asio::ip::make_address("127.0.0.1"), port}, code);
  EXPECT_FALSE(code) << code.message();
  asio::write(socket, asio::buffer(octets), code);
  std::string heard;
  asio::read(socket, asio::dynamic_buffer(heard), code);
  return heard;
}

std::string bearer(const std::string& token) {
  return "Authorization: Bearer " + token + "\r\n";
}

control_answer ask(std::uint16_t port, const std::string& method, const std::string& target, const std::string& body,
                   const std::string& fields) {
  std::string request = method + " " + target + " HTTP/1.1\r\nConnection: close\r\n" + fields;
  if (fields.find("Host:") == std::string::npos) request += "Host: localhost\r\n";
  if (!body.empty()) request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  const std::string heard = raw_exchange(port, request + "\r\n" + body);
  control_answer answer;
  const std::size_t end = heard.find("\r\n\r\n");
  if (!heard.starts_with("HTTP/1.1 ") || end == std::string::npos) {
    ADD_FAILURE() << "no HTTP: " << heard;
    return answer;
  }
  answer.status = static_cast<unsigned>(std::stoul(heard.substr(9, 3)));
  answer.head = heard.substr(0, end + 2);
  answer.text = heard.substr(end + 4);
  boost::system::error_code code;
  answer.body = boost::json::parse(answer.text, code);
  EXPECT_FALSE(code) << answer.text;
  return answer;
}

}  // namespace pop3kit
