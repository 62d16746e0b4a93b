#include "link/connection.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <exception>
#include <utility>

#include "net/async/is_cancelled.hpp"
#include "net/tls/tls_facts.hpp"

namespace pop3kit::engine {

namespace {

// This is address space, not memory: a page takes memory only when octets of a read reach it.
constexpr std::size_t window_octets = 256UL * 1024;

}  // namespace

connection::connection(net::stream_ptr stream, net::clock& time, tracer trace, const connection_settings& settings)
    : stream_(std::move(stream)),
      executor_(stream_->get_executor()),
      time_(time),
      trace_(trace),
      settings_(settings),
      input_(window_octets, std::max(window_octets, settings.line_octets)),
      deadline_(time, executor_, [this] { close("the timeout expired"); }),
      pace_(time, executor_, settings.pace, [this] { close("too slow"); }),
      writer_idle_(executor_) {
  if (secured()) trace_security();
}

connection::~connection() {
  close("closed");
}

void connection::arm() {
  if (armed_ || out_of_time_ != nullptr || closed_) return;
  armed_ = true;
  due_ = net::later(time_.now(), settings_.timeout);
  deadline_.expires_at(due_);
}

void connection::excuse(net::duration spent) {
  if (!armed_ || closed_ || spent <= net::duration::zero()) return;
  due_ = net::later(due_, spent);
  deadline_.expires_at(due_);
}

void connection::rest() noexcept {
  armed_ = false;
  deadline_.disarm();
  pace_.end();
  input_.release();
}

boost::system::error_code connection::translate_error(boost::system::error_code code) const {
  if (deadline_.expired() || (out_of_time_ != nullptr && *out_of_time_)) return errc::deadline_exceeded;
  if (pace_.fired()) return errc::too_slow;
  if (code == asio::error::operation_aborted) return errc::cancelled;
  if (code == asio::error::eof) return errc::connection_closed;
  return code;
}

asio::awaitable<outcome<>> connection::fill() {
  if (write_error_) co_return *write_error_;
  if (closed_) co_return translate_error(errc::cancelled);
  if (co_await net::is_cancelled()) co_return translate_error(errc::cancelled);
  const std::span<char> room = input_.prepare();
  if (room.empty()) co_return errc::line_too_long;
  arm();
  pace_.wait_begins();
  const outcome<std::size_t> got = co_await stream_->read_some(room);
  pace_.wait_ends(got ? *got : 0);
  if (!got) co_return write_error_ ? *write_error_ : translate_error(got.error());
  input_.commit(*got);
  co_return outcome<>{};
}

outcome<> connection::look() {
  if (closed_) return translate_error(errc::cancelled);
  const std::span<char> room = input_.prepare();
  if (room.empty()) return {};
  const outcome<std::size_t> got = stream_->read_now(room);
  if (!got) return translate_error(got.error());
  input_.commit(*got);
  return {};
}

outcome<std::optional<std::string_view>> connection::take_line() {
  const outcome<std::optional<wire::input_line>> line = input_.take_line(settings_.line_octets);
  if (!line) return line.error();
  if (!*line) return std::optional<std::string_view>{};
  speaks_bare_lf_ = speaks_bare_lf_.value_or(true) && (*line)->bare_lf;
  line_wire_octets_ = (*line)->text.size() + ((*line)->bare_lf ? 1 : 2);
  return std::optional{(*line)->text};
}

asio::awaitable<outcome<std::string_view>> connection::read_line() {
  for (;;) {
    const outcome<std::optional<std::string_view>> line = take_line();
    if (!line) co_return line.error();
    if (*line) co_return **line;
    const outcome<> more = co_await fill();
    if (!more) co_return more.error();
  }
}

wire::line_ends connection::line_ends() const noexcept {
  return speaks_bare_lf_.value_or(false) ? wire::line_ends::lf : wire::line_ends::crlf;
}

asio::awaitable<outcome<>> connection::write(std::string_view octets) {
  if (closed_) co_return translate_error(errc::cancelled);
  if (co_await net::is_cancelled()) co_return translate_error(errc::cancelled);
  arm();
  const outcome<> sent = co_await stream_->write(std::span<const char>(octets.data(), octets.size()));
  if (!sent) co_return translate_error(sent.error());
  co_return sent;
}

void connection::start_write(std::string_view octets) {
  backlog_.append(octets);
  if (writing_ || closed_) return;
  writing_ = true;
  asio::co_spawn(executor_, drain(), [this](const std::exception_ptr& thrown) {
    writing_ = false;
    if (thrown) close("a write failed");
    // More octets may have been added after the writer's last check.
    if (!backlog_.empty()) start_write({});
    if (!writing_) writer_idle_.notify();
  });
}

asio::awaitable<void> connection::drain() {
  while (!backlog_.empty() && !closed_) {
    std::swap(in_hand_, backlog_);
    backlog_.clear();
    const outcome<> sent = co_await stream_->write(std::span<const char>(in_hand_.data(), in_hand_.size()));
    if (sent) continue;
    write_error_ = translate_error(sent.error());
    // The reader may be waiting for replies to commands that will never arrive.
    close("a write failed");
  }
}

asio::awaitable<void> connection::finish_writes() {
  while (writing_) {
    const outcome<> woken = co_await writer_idle_.wait();
    // The wait was cancelled, but the writer still uses this object. It ends soon after the stream is closed.
    if (!woken) close("cancelled");
  }
}

asio::awaitable<outcome<>> connection::secure(std::shared_ptr<net::tls_context> context, std::string host,
                                              net::tls_diagnosis& diagnosis) {
  net::stream_ptr lower = std::move(stream_);
  outcome<net::stream_ptr> upper =
      co_await net::connect_tls(std::move(lower), std::move(context), std::move(host), diagnosis);
  if (!upper) {
    const bool late = out_of_time_ != nullptr && *out_of_time_;
    close(late ? "the timeout expired" : "no TLS");
    co_return upper.error();
  }
  stream_ = std::move(*upper);
  // RFC 2595 section 4: everything that was learned before TLS is discarded.
  speaks_bare_lf_.reset();
  if (closed_) stream_->close();
  trace_security();
  co_return outcome<>{};
}

void connection::trace_security() const {
  const net::tls_facts* facts = stream_->tls();
  if (facts != nullptr) trace_.secured(facts->protocol + ' ' + facts->cipher);
}

void connection::quick_acknowledge(bool on) noexcept {
  if (stream_) stream_->quick_acknowledge(on);
}

asio::awaitable<void> connection::say_goodbye() {
  if (closed_) co_return;
  arm();
  const outcome<> ended = co_await stream_->shutdown();
  close(ended ? "quit" : ended.error().message());
}

void connection::close(std::string_view why) noexcept {
  if (closed_) return;
  closed_ = true;
  deadline_.disarm();
  pace_.end();
  if (stream_) stream_->close();
  trace_.disconnected(why);
}

}  // namespace pop3kit::engine
