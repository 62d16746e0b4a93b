#include "session/transport.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <string>
#include <utility>

#include "net/tls/tls_facts.hpp"

namespace pop3kit::serving {

namespace asio = boost::asio;

namespace {

constexpr std::size_t initial_window = 512;
constexpr std::size_t largest_window = 16 * 1024;

/// A reset can overtake octets on their way. This is the time for octets that are meant to arrive.
constexpr net::duration before_reset = std::chrono::milliseconds(20);

std::string handshake_failure(const net::tls_diagnosis& diagnosis, const boost::system::error_code& why) {
  return "handshake failed: " + (diagnosis.text.empty() ? why.message() : diagnosis.text);
}

asio::awaitable<void> read_piece(net::byte_stream& from, std::span<char> room, outcome<std::size_t>& got) {
  got = co_await from.read_some(room);
}

}  // namespace

transport::transport(scenario_run& run, const peer& about, net::stream_ptr stream, net::fault_stream* link)
    : run_(run),
      peer_(about),
      stream_(std::move(stream)),
      link_(link),
      input_(initial_window, largest_window),
      idle_limit_(run.time, run.executor, [this] { interrupt(end_reason::autologout); }) {}

asio::awaitable<void> transport::read() {
  if (end_.is_broken()) co_return;
  input_.release();
  idle_limit_.expires_after(run_.options.autologout);
  // If a line is incomplete, the client may send the rest only after these octets are acknowledged.
  stream_->quick_acknowledge(!input_.empty());
  const std::span<char> room = input_.prepare();
  const auto got = co_await stream_->read_some(room);
  if (got.has_error()) {
    lost(got.error());
  } else {
    input_.commit(*got);
  }
}

asio::awaitable<void> transport::read_until(net::time_point limit) {
  if (end_.is_broken()) co_return;
  input_.release();
  idle_limit_.expires_after(run_.options.autologout);
  // This is a coroutine of its own: if it is cancelled, only the read ends, and the session continues.
  stream_->quick_acknowledge(!input_.empty());
  const auto reading = std::make_shared<asio::cancellation_signal>();
  reading_ = reading;
  net::deadline patience(run_.time, run_.executor, [signal = std::weak_ptr(reading)] {
    if (const auto held = signal.lock()) held->emit(asio::cancellation_type::terminal);
  });
  patience.expires_at(limit);
  outcome<std::size_t> got = errc::cancelled;
  auto work = read_piece(*stream_, input_.prepare(), got);
  auto token = asio::bind_cancellation_slot(reading->slot(), asio::as_tuple(asio::use_awaitable));
  const auto ended = co_await asio::co_spawn(run_.executor, std::move(work), std::move(token));
  static_cast<void>(ended);
  reading_.reset();
  if (got.has_value()) {
    input_.commit(*got);
  } else if (!patience.expired()) {
    lost(got.error());
  }
}

asio::awaitable<void> transport::write(std::string_view octets) {
  idle_limit_.expires_after(run_.options.autologout);
  const auto sent = co_await stream_->write(octets);
  if (sent.has_error()) lost(sent.error());
}

asio::awaitable<void> transport::accept_tls(const tls_condition* condition) {
  idle_limit_.expires_after(run_.options.handshake_limit);
  net::tls_diagnosis diagnosis;
  std::shared_ptr<net::tls_context> context = run_.tls.context(condition);
  if (!context) co_return lost(errc::tls_refused);
  net::stream_ptr lower = std::move(stream_);
  net::handshake_stream* faulty = nullptr;
  std::shared_ptr<const bool> was_cut;
  // A handshake that fails destroys the stream, including the link.
  const std::shared_ptr<const bool> link_was_cut = link_ != nullptr ? link_->cut_mark() : nullptr;
  if (condition != nullptr && condition->plan.handshake.any()) {
    auto made = net::make_handshake_stream(std::move(lower), run_.time, condition->plan.handshake);
    faulty = made.get();
    was_cut = made->cut_mark();
    lower = std::move(made);
  }
  auto accepted = co_await net::accept_tls(std::move(lower), std::move(context), diagnosis);
  if (accepted.has_error()) {
    link_ = nullptr;
    if (was_cut != nullptr && *was_cut) {
      end_.break_with(end_reason::tls_cut);
    } else if (link_was_cut != nullptr && *link_was_cut) {
      end_.break_with(end_reason::network_limit);
    } else {
      end_.break_with(end_reason::tls_failed, handshake_failure(diagnosis, accepted.error()));
    }
    run_.journal.note(peer_, journal_kind::tls, end_.text());
    co_return;
  }
  if (faulty != nullptr) faulty->handshake_done();
  stream_ = std::move(*accepted);
  const net::tls_facts* const facts = stream_->tls();
  if (facts == nullptr) co_return;
  const std::string resumed = facts->session_reused ? " resumed" : "";
  run_.journal.note(peer_, journal_kind::tls, facts->protocol + " " + facts->cipher + resumed);
}

asio::awaitable<void> transport::part() {
  if (end_.is_broken() || !end_.manner()) co_return;
  const net::close_kind how = *end_.manner();
  if (how == net::close_kind::reset) {
    co_await break_off();
    co_return;
  }
  idle_limit_.expires_after(run_.options.linger);
  const auto said_goodbye = co_await stream_->shutdown();
  if (said_goodbye.has_error()) co_return;
  const net::duration limit = how == net::close_kind::half ? run_.options.autologout : run_.options.linger;
  co_await drain(limit);
}

asio::awaitable<void> transport::break_off() {
  if (link_ != nullptr) {
    // The faulty link knows which octets are still on their way, and lets them arrive.
    link_->cut_after(0, net::close_kind::reset);
    const auto lost_write = co_await stream_->write(std::string_view("."));
    if (lost_write.has_error()) co_return;
  }
  const auto slept = co_await net::sleep_for(run_.time, before_reset);
  if (slept.has_value()) stream_->reset();
}

/// Closing with unread input would reset the connection and lose the last reply.
asio::awaitable<void> transport::drain(net::duration limit) {
  idle_limit_.expires_after(limit);
  for (;;) {
    discard_input();
    const std::span<char> room = input_.prepare();
    const auto got = co_await stream_->read_some(room);
    if (got.has_error()) co_return;
  }
}

std::size_t transport::discard_input() noexcept {
  const std::size_t octets = input_.pending().size();
  input_.consume(octets);
  return octets;
}

void transport::lost(const boost::system::error_code& why) {
  if (link_ != nullptr && link_->was_cut()) return end_.decide(end_reason::network_limit, end_manner::broken);
  if (why == errc::connection_closed) return end_.decide(end_reason::client_closed, end_manner::broken);
  end_.decide(end_reason::failed, end_manner::broken, why.message());
}

void transport::interrupt(end_reason why) noexcept {
  // Coroutines that resume after this must not carry out another command.
  end_.decide(why, end_manner::broken);
  if (reading_) reading_->emit(asio::cancellation_type::terminal);
  cancel_.emit(asio::cancellation_type::terminal);
}

void transport::kill(bool by_reset) noexcept {
  end_.explain(end_reason::killed);
  if (by_reset && stream_) stream_->reset();
  interrupt(end_reason::killed);
}

void transport::close() {
  const bool resets = resets_at_end_ && lifetime_->expired();
  lifetime_.reset();
  if (stream_ && resets) stream_->reset();
  if (stream_) stream_->close();
}

void transport::live_for(net::duration span, net::close_kind how) {
  resets_at_end_ = how == net::close_kind::reset;
  lifetime_.emplace(run_.time, run_.executor, [this] { interrupt(end_reason::lifetime); });
  lifetime_->expires_after(span);
}

void transport::change_link(const net::fault_plan& plan) {
  if (link_ != nullptr) link_->change(plan);
}

}  // namespace pop3kit::serving
