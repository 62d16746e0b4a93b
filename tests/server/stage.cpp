#include "stage.hpp"

#include <gtest/gtest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <exception>

namespace pop3kit::serving {

namespace asio = boost::asio;

namespace {

asio::awaitable<void> read_all(net::byte_stream& from, std::string& into, boost::system::error_code& end) {
  std::vector<char> room(4096);
  for (;;) {
    const auto got = co_await from.read_some(room);
    if (got.has_error()) {
      if (got.error() != errc::cancelled) end = got.error();
      co_return;
    }
    into.append(room.data(), *got);
  }
}

asio::awaitable<void> write_all(net::byte_stream& to, std::string octets) {
  const auto written = co_await to.write(octets);
  static_cast<void>(written);
}

asio::awaitable<void> shut_down(net::byte_stream& what) {
  const auto done = co_await what.shutdown();
  static_cast<void>(done);
}

asio::awaitable<void> start_tls(net::stream_ptr& stream, std::string ca_pem) {
  net::tls_client_settings settings;
  settings.use_system_trust = false;
  settings.ca_pem = ca_pem;
  auto context = net::tls_context::make(settings);
  net::tls_diagnosis diagnosis;
  net::stream_ptr lower = std::move(stream);
  std::string host = "localhost";
  auto secured = co_await net::connect_tls(std::move(lower), *context, std::move(host), diagnosis);
  if (secured.has_value()) stream = std::move(*secured);
}

}  // namespace

line_client::line_client(stage& on, net::stream_ptr stream) : stage_(on), stream_(std::move(stream)) {
  resume();
}

void line_client::resume() {
  asio::co_spawn(stage_.context, read_all(*stream_, received_, end_),
                 asio::bind_cancellation_slot(stop_reading_.slot(), asio::detached));
}

void line_client::pause() {
  stage_.settle();
  stop_reading_.emit(asio::cancellation_type::terminal);
  stage_.settle();
}

void line_client::send(std::string_view octets) {
  asio::co_spawn(stage_.context, write_all(*stream_, std::string(octets)), asio::detached);
  stage_.settle();
}

std::string line_client::ask(std::string_view octets) {
  send(octets);
  return take();
}

std::string line_client::take() {
  stage_.settle();
  return std::exchange(received_, std::string());
}

void line_client::log_in(std::string_view user, std::string_view password) {
  const std::string replies = ask("USER " + std::string(user) + "\r\nPASS " + std::string(password) + "\r\n");
  EXPECT_EQ(replies.find("-ERR"), std::string::npos) << replies;
}

bool line_client::secure(const std::string& ca_pem) {
  pause();
  asio::co_spawn(stage_.context, start_tls(stream_, ca_pem), asio::detached);
  stage_.settle();
  if (!stream_) return false;
  resume();
  return true;
}

void line_client::finish() {
  asio::co_spawn(stage_.context, shut_down(*stream_), asio::detached);
  stage_.settle();
}

void line_client::close() {
  stream_->close();
  stage_.settle();
}

stage::stage() {
  what.title = "test";
  account& owner = what.accounts["alice"];
  owner.name = "alice";
  owner.password = "s3cret";
  owner.mailbox = mailbox_of({message_of(120), message_of(200)});
}

stage::~stage() {
  if (service_) service_->stop();
  settle();
}

rule& stage::add_rule(std::string on, int line) {
  rule& added = what.rules.emplace_back();
  added.who.on = std::move(on);
  added.where.file = "test.lua";
  added.where.line = line;
  return added;
}

service& stage::running() {
  if (service_) return *service_;
  if (with_tls) identity_ = make_identity("localhost", std::chrono::system_clock::now(), what).value();
  auto described = std::make_shared<const scenario::description>(what);
  service_ = std::make_unique<service>(context.get_executor(), time, std::move(described), options, identity_);
  return *service_;
}

line_client& stage::connect() {
  line_client& client = connect_raw();
  EXPECT_EQ(client.take(), "+OK pop3kit POP3 server ready\r\n");
  return client;
}

line_client& stage::connect_raw(bool implicit_tls) {
  auto [near_end, far_end] = net::make_memory_pipe(context.get_executor(), context.get_executor(), pipe_octets);
  running().serve(std::move(far_end), implicit_tls);
  return *clients_.emplace_back(std::make_unique<line_client>(*this, std::move(near_end)));
}

line_client& stage::logged_in() {
  line_client& client = connect();
  client.log_in();
  return client;
}

void stage::settle() {
  do {
    context.restart();
  } while (context.poll() > 0);
}

void stage::pass(net::duration span) {
  time.run_for(context, span);
}

std::vector<std::string> stage::journal(journal_kind kind) {
  std::vector<std::string> out;
  for (const journal_entry& entry : run().journal.entries()) {
    if (entry.kind == kind) out.push_back(entry.text);
  }
  return out;
}

}  // namespace pop3kit::serving
