// Reads two mailboxes at the same time on one thread. Every operation of async_client is an Asio awaitable of a result.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <exception>
#include <iostream>
#include <pop3kit/async_client.hpp>

#include "sample_server.hpp"

namespace asio = boost::asio;

asio::awaitable<std::size_t> count_subjects(pop3kit::client_options options) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  pop3kit::async_client mail{executor, std::move(options)};
  std::size_t subjects = 0;
  const auto listing = (co_await mail.list_messages()).value();
  for (const pop3kit::message_info& each : listing) {
    if (each.headers && each.headers->subject()) ++subjects;
  }
  // A failure is an ordinary value. Only .value() throws it.
  const pop3kit::result<> farewell = co_await mail.quit();
  if (!farewell) std::cerr << farewell.error().message() << '\n';
  co_return subjects;
}

int main() {
  const pop3kit::server home = start_sample_server();
  const pop3kit::server office = start_sample_server();

  asio::io_context context;
  std::size_t total = 0;
  const auto add = [&total](const std::exception_ptr& trouble, std::size_t subjects) {
    if (trouble) std::rethrow_exception(trouble);
    total += subjects;
  };
  asio::co_spawn(context, count_subjects(options_for(home)), add);
  asio::co_spawn(context, count_subjects(options_for(office)), add);
  context.run();

  std::cout << total << " subjects in two mailboxes\n";
  return total == 6 ? 0 : 1;
}
