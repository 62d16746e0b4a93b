// A program that uses Asio for itself, beside a client that it may never use: its timers, signals and error codes work
// as they do without pop3kit.
#include <boost/asio.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <pop3kit/async_client.hpp>
#include <pop3kit/client.hpp>
#include <stdexcept>
#include <string>

namespace asio = boost::asio;

namespace {

int failures = 0;

void expect(bool met, const std::string& what) {
  if (met) return;
  std::cerr << "failed: " << what << '\n';
  ++failures;
}

void own_timers_and_posted_work_run() {
  const pop3kit::client unused{"127.0.0.1", 1, "alice", "s3cret"};
  asio::io_context loop;
  bool ticked = false;
  bool posted = false;
  asio::steady_timer timer{loop, std::chrono::milliseconds(1)};
  timer.async_wait([&](const boost::system::error_code& code) { ticked = !code; });
  asio::post(loop, [&] { posted = true; });
  loop.run();
  expect(ticked, "the program's own timer expires");
  expect(posted, "the program's own work runs");
}

void own_signals_arrive() {
  asio::io_context loop;
  const pop3kit::client_options options{"127.0.0.1", 1, {"alice", "s3cret"}, pop3kit::security::none};
  const pop3kit::async_client unused{loop.get_executor(), options};
  int received = 0;
  asio::signal_set signals{loop, SIGINT, SIGTERM};
  signals.async_wait([&](const boost::system::error_code& code, int number) {
    if (!code) received = number;
  });
  asio::post(loop, [] { std::raise(SIGINT); });
  loop.run();
  expect(received == SIGINT, "a signal reaches the program's own signal_set");
}

void work_of_the_client_runs_on_the_programs_loop() {
  asio::io_context loop;
  // Bound and not listening, so that nothing accepts a connection here.
  asio::ip::tcp::socket occupied{loop};
  occupied.open(asio::ip::tcp::v4());
  occupied.bind({asio::ip::address_v4::loopback(), 0});
  pop3kit::client_options options{
      "127.0.0.1", occupied.local_endpoint().port(), {"alice", "s3cret"}, pop3kit::security::none};
  pop3kit::async_client mail{loop.get_executor(), options};
  auto connected = asio::co_spawn(loop, mail.connect(), asio::use_future);
  loop.run();
  const pop3kit::result<> result = connected.get();
  expect(result.has_error() && result.error().code() == asio::error::connection_refused,
         "a refused connection compares equal with Asio's error");
}

void error_codes_have_one_identity() {
  const boost::system::error_code resolver{asio::error::host_not_found};
  const boost::system::error_code end{asio::error::eof};
  expect(resolver == pop3kit::fault::transport, "an error of the program's resolver is a fault of the transport");
  expect(pop3kit::failure{end}.code() == asio::error::eof, "an error code that the library stores keeps its category");
  const boost::system::error_code ours{pop3kit::errc::in_use};
  expect(ours == pop3kit::errc::in_use && ours.category() == pop3kit::error_category(),
         "our codes keep their category");
  expect(ours == pop3kit::condition::retry_later, "our codes meet our conditions");
}

template <class Caught>
bool is_caught_as(const std::string& proxy) {
  try {
    static_cast<void>(pop3kit::parse_proxy(proxy).value());
  } catch (const Caught&) {
    return true;
  } catch (...) {
    return false;
  }
  return false;
}

void exceptions_of_the_library_are_caught_by_type() {
  expect(is_caught_as<pop3kit::error>("no proxy"), "pop3kit::error is caught as itself");
  expect(is_caught_as<std::system_error>("no proxy"), "pop3kit::error is caught as std::system_error");
}

}  // namespace

int main() {
  try {
    own_timers_and_posted_work_run();
    own_signals_arrive();
    work_of_the_client_runs_on_the_programs_loop();
    error_codes_have_one_identity();
    exceptions_of_the_library_are_caught_by_type();
  } catch (const std::exception& thrown) {
    expect(false, thrown.what());
  }
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
