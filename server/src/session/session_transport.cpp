#include "session/session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace pop3kit::serving {

namespace asio = boost::asio;

namespace {

/// A reset overtakes octets that are still on their way; what was meant to arrive gets this long.
constexpr net::duration before_reset = std::chrono::milliseconds(20);

constexpr const char* cut_by_limit = "cut by the limit of a network condition";

std::string handshake_failure(const net::tls_diagnosis& diagnosis, const boost::system::error_code& why) {
  return "handshake failed: " + (diagnosis.text.empty() ? why.message() : diagnosis.text);
}

asio::awaitable<void> read_piece(net::byte_stream& from, std::span<char> room, outcome<std::size_t>& got) {
  got = co_await from.read_some(room);
}

}  // namespace

asio::awaitable<void> session::fill() {
  if (gone_) co_return;
  reply_.rest();
  input_.release();
  autologout_.expires_after(run_->options.autologout);
  // Of a line that came without its end the rest waits at the client until these octets are acknowledged.
  stream_->quick_acknowledge(!input_.empty());
  const std::span<char> room = input_.prepare();
  const auto got = co_await stream_->read_some(room);
  if (got.has_error()) {
    lost(got.error());
  } else {
    input_.commit(*got);
  }
}

asio::awaitable<void> session::fill_until(net::time_point limit) {
  if (gone_) co_return;
  reply_.rest();
  input_.release();
  autologout_.expires_after(run_->options.autologout);
  // A coroutine of its own: cancelling it ends the read, and the session goes on.
  stream_->quick_acknowledge(!input_.empty());
  const auto reading = std::make_shared<asio::cancellation_signal>();
  reading_ = reading;
  net::deadline patience(run_->time, run_->executor, [told = std::weak_ptr(reading)] {
    if (const auto held = told.lock()) held->emit(asio::cancellation_type::terminal);
  });
  patience.expires_at(limit);
  outcome<std::size_t> got = errc::cancelled;
  auto work = read_piece(*stream_, input_.prepare(), got);
  auto token = asio::bind_cancellation_slot(reading->slot(), asio::as_tuple(asio::use_awaitable));
  const auto ended = co_await asio::co_spawn(run_->executor, std::move(work), std::move(token));
  static_cast<void>(ended);
  reading_.reset();
  if (got.has_value()) {
    input_.commit(*got);
  } else if (!patience.expired()) {
    lost(got.error());
  }
}

asio::awaitable<void> session::flush() {
  const std::string& octets = reply_.output();
  if (gone_ || octets.empty()) {
    reply_.written();
    co_return;
  }
  autologout_.expires_after(run_->options.autologout);
  const auto sent = co_await stream_->write(octets);
  reply_.written();
  if (sent.has_error()) lost(sent.error());
}

asio::awaitable<void> session::wait_out(net::duration pause) {
  if (pause == net::duration::max()) {
    // Nothing more will be said; all that is left is to notice when the client goes away.
    co_await hear_out(run_->options.autologout);
    co_return lost(errc::connection_closed);
  }
  autologout_.disarm();
  const auto slept = co_await net::sleep_for(run_->time, pause);
  if (slept.has_error()) co_return lost(slept.error());
  reply_.resume();
}

asio::awaitable<void> session::secure() {
  const tls_condition* const suffered = run_->tls.condition_for(peer_.connection);
  if (suffered != nullptr) {
    run_->journal.note(peer_, journal_kind::tls, to_prefix(suffered->where) + "a TLS condition");
    reply_.append_raw(suffered->plan.inject);
  }
  co_await flush();
  if (gone_) co_return;
  // RFC 2595 section 4: nothing that came in the clear counts, neither commands sent ahead nor the user's name.
  const std::size_t dropped = input_.pending().size();
  input_.consume(dropped);
  named_user_.clear();
  if (dropped > 0) run_->journal.note(peer_, journal_kind::tls, "dropped octets that came behind STLS", dropped);

  autologout_.expires_after(run_->options.handshake_limit);
  co_await shake_hands(suffered);
}

asio::awaitable<void> session::shake_hands(const tls_condition* suffered) {
  net::tls_diagnosis diagnosis;
  std::shared_ptr<net::tls_context> context = run_->tls.context(suffered);
  if (!context) co_return lost(errc::tls_refused);
  net::stream_ptr lower = std::move(stream_);
  net::handshake_stream* faulty = nullptr;
  std::shared_ptr<const bool> was_cut;
  // A handshake that fails ends the stream, and the link with it.
  const std::shared_ptr<const bool> link_was_cut = link_ != nullptr ? link_->cut_mark() : nullptr;
  if (suffered != nullptr && suffered->plan.handshake.any()) {
    auto made = net::make_handshake_stream(std::move(lower), run_->time, suffered->plan.handshake);
    faulty = made.get();
    was_cut = made->cut_mark();
    lower = std::move(made);
  }
  auto accepted = co_await net::accept_tls(std::move(lower), std::move(context), diagnosis);
  if (accepted.has_error()) {
    link_ = nullptr;
    if (was_cut != nullptr && *was_cut) {
      reason_ = "handshake cut by a TLS condition";
    } else if (link_was_cut != nullptr && *link_was_cut) {
      reason_ = cut_by_limit;
    } else {
      reason_ = handshake_failure(diagnosis, accepted.error());
    }
    run_->journal.note(peer_, journal_kind::tls, reason_);
    gone_ = true;
    co_return;
  }
  if (faulty != nullptr) faulty->handshake_done();
  stream_ = std::move(*accepted);
  const net::tls_facts* const facts = stream_->tls();
  if (facts == nullptr) co_return;
  const std::string resumed = facts->session_reused ? " resumed" : "";
  run_->journal.note(peer_, journal_kind::tls, facts->protocol + " " + facts->cipher + resumed);
}

asio::awaitable<void> session::part() {
  co_await flush();
  if (gone_ || !ending_) co_return;
  leave();
  if (*ending_ == net::close_kind::reset) {
    co_await break_off();
    co_return;
  }
  autologout_.expires_after(run_->options.linger);
  const auto said_goodbye = co_await stream_->shutdown();
  if (said_goodbye.has_error()) co_return;
  const service_options& options = run_->options;
  const net::duration limit = *ending_ == net::close_kind::half ? options.autologout : options.linger;
  co_await hear_out(limit);
}

asio::awaitable<void> session::break_off() {
  if (link_ != nullptr) {
    // The faulty link knows what is still under way, and lets it arrive.
    link_->cut_after(0, net::close_kind::reset);
    const auto lost_write = co_await stream_->write(std::string_view("."));
    if (lost_write.has_error()) co_return;
  }
  const auto slept = co_await net::sleep_for(run_->time, before_reset);
  if (slept.has_value()) stream_->reset();
}

/// Closing over unread octets would reset the connection, and the last reply with it.
asio::awaitable<void> session::hear_out(net::duration limit) {
  autologout_.expires_after(limit);
  for (;;) {
    input_.consume(input_.pending().size());
    const std::span<char> room = input_.prepare();
    const auto got = co_await stream_->read_some(room);
    if (got.has_error()) co_return;
  }
}

void session::lost(const boost::system::error_code& why) {
  gone_ = true;
  if (!reason_.empty()) return;
  if (link_ != nullptr && link_->was_cut()) {
    reason_ = cut_by_limit;
    return;
  }
  reason_ = why == errc::connection_closed ? "the client closed the connection" : why.message();
}

}  // namespace pop3kit::serving
