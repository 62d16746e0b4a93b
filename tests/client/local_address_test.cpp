#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <pop3kit/client.hpp>
#include <string_view>
#include <thread>

#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

TEST(local_address, that_is_no_address_is_an_invalid_option) {
  client_stage stage;
  stage.options.local_address = "eth0";
  const failure why = failure_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(why.code(), errc::invalid_option);
  EXPECT_EQ(why.detail(), "client_options::local_address is no address");
  EXPECT_EQ(stage.connections(), 0U);
}

/// Accepts one connection, records the address that it comes from, and refuses it.
class noting_server {
 public:
  noting_server() : acceptor_(context_, net::asio::ip::tcp::endpoint(net::asio::ip::address_v4::loopback(), 0)) {
    thread_ = std::thread([this] {
      net::asio::ip::tcp::endpoint from;
      boost::system::error_code trouble;
      net::asio::ip::tcp::socket accepted = acceptor_.accept(from, trouble);
      client_address_ = from.address().to_string();
      net::asio::write(accepted, net::asio::buffer(std::string_view("-ERR [IN-USE] busy\r\n")), trouble);
    });
  }
  ~noting_server() {
    if (thread_.joinable()) thread_.join();
  }
  noting_server(const noting_server&) = delete;
  noting_server& operator=(const noting_server&) = delete;

  [[nodiscard]] client_options options() const {
    return {"127.0.0.1", acceptor_.local_endpoint().port(), credentials("alice", "s3cret"), security::none};
  }
  std::string client_address() {
    thread_.join();
    return client_address_;
  }

 private:
  asio::io_context context_;
  net::asio::ip::tcp::acceptor acceptor_;
  std::string client_address_;
  std::thread thread_;
};

TEST(local_address, is_the_source_of_the_connection) {
  noting_server server;
  client_options options = server.options();
  options.local_address = "127.0.0.9";
  client mail(std::move(options));
  EXPECT_EQ(failure_of(mail.connect()).code(), errc::in_use);
  EXPECT_EQ(server.client_address(), "127.0.0.9");
}

TEST(local_address, that_this_machine_does_not_have_is_the_systems_error) {
  client_options options("127.0.0.1", 1, credentials("alice", "s3cret"), security::none);
  options.local_address = "192.0.2.7";
  client mail(std::move(options));
  const failure why = failure_of(mail.connect());
  EXPECT_EQ(why.code(), boost::system::errc::address_not_available);
  EXPECT_EQ(why.kind(), fault::transport);
}

TEST(local_address, of_another_family_than_the_host_is_refused_before_anything_is_sent) {
  client_options options("127.0.0.1", 1, credentials("alice", "s3cret"), security::none);
  options.local_address = "::1";
  client mail(std::move(options));
  const failure why = failure_of(mail.connect());
  EXPECT_EQ(why.code(), boost::asio::error::address_family_not_supported);
  EXPECT_EQ(why.detail(), "127.0.0.1:1, no address of the family of ::1");
}

}  // namespace
}  // namespace pop3kit::testing
