#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <iostream>
#include <pop3kit/client.hpp>
#include <pop3kit/server.hpp>

namespace {

constexpr auto two_messages = R"(
return scenario {
  title = "two messages",
  accounts = { alice = { password = "s3cret", mailbox = {
    text "Subject: one\n\nFirst.\n",
    text "Subject: two\n\nSecond.\n",
  } } },
})";

pop3kit::client_options options_for(const pop3kit::server& server) {
  pop3kit::client_options options{"127.0.0.1", server.port().value(), {"alice", "s3cret"}, pop3kit::security::stls};
  options.tls.ca_pem = server.ca_pem();
  return options;
}

std::size_t list_blocking(const pop3kit::server& server) {
  pop3kit::client mail{options_for(server)};
  const auto listed = mail.list_messages().value();
  for (const auto& message : listed) std::cout << message.headers.value().subject().value_or("") << '\n';
  mail.quit().value();
  return listed.size();
}

// With an Asio of the consumer's own, compiled into the consumer.
std::size_t count_in_coroutine(const pop3kit::server& server) {
  boost::asio::io_context loop;
  pop3kit::async_client mail{loop.get_executor(), options_for(server)};
  std::size_t count = 0;
  auto work = [](pop3kit::async_client& client, std::size_t& result) -> boost::asio::awaitable<void> {
    result = (co_await client.get_message_count()).value();
    (co_await client.quit()).value();
  };
  boost::asio::co_spawn(loop, work(mail, count), [](std::exception_ptr thrown) {
    if (thrown) std::rethrow_exception(thrown);
  });
  loop.run();
  return count;
}

}  // namespace

int main() {
  try {
    pop3kit::server server{pop3kit::scenario::parse(two_messages).value()};
    server.start().value();
    return list_blocking(server) == 2 && count_in_coroutine(server) == 2 ? EXIT_SUCCESS : EXIT_FAILURE;
  } catch (const std::exception& thrown) {
    std::cerr << thrown.what() << '\n';
    return EXIT_FAILURE;
  }
}
