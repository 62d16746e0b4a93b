#include "link/exchange.hpp"

#include <deque>
#include <optional>
#include <string>

#include "link/refusal.hpp"
#include "link/reply_reader.hpp"
#include "wire/command.hpp"

namespace pop3kit::engine {

namespace {

class exchange_run {
 public:
  exchange_run(connection& link, dialogue& talk, window limits, pipelining_evidence& seen)
      : link_(link), talk_(talk), limits_(limits), seen_(seen), reader_(link, talk) {
    if (limits_.commands > 1) pace_ = seen_.pace();
  }

  asio::awaitable<outcome<>> run() {
    // Octets that arrived before the first command would be taken for its reply.
    const outcome<> seen = link_.look();
    if (!link_.pending().empty()) co_return errc::unsolicited_data;
    if (!seen) co_return seen;
    for (;;) {
      top_up();
      if (due_.empty()) break;
      const outcome<> sent = co_await send();
      if (!sent) co_return sent;
      const outcome<reply_reader::progress> advanced = advance();
      if (!advanced) co_return advanced.error();
      if (*advanced == reply_reader::progress::complete) continue;
      const outcome<> more = co_await link_.fill();
      if (!more) co_return more;
    }
    co_return outcome<>{};
  }

  [[nodiscard]] failure explain(boost::system::error_code code) const {
    if (talk_.cause() != nullptr) return failure(*talk_.cause()).set_verb(wire::name(verb_)).set_session_usable(false);
    // Nothing was sent, so no command failed.
    if (!spoke_) return failure(code).set_session_usable(false);
    return broken(code, verb_);
  }

 private:
  struct in_flight {
    request asked;
    std::size_t octets;
    bool probe;
    bool ahead = false;     // sent before the reply to the previous command
    bool heard_of = false;  // the first octets of its reply have arrived
  };

  /// Fills the window when half of it is free, so that several commands are sent in one write.
  void top_up() {
    const std::size_t most = pace_ ? pace_->window(limits_.commands) : limits_.commands;
    if (due_.size() > most / 2) return;
    while (due_.size() < most && (due_.empty() || unanswered_octets_ < limits_.octets)) {
      if (!due_.empty() && !seen_.may_send_ahead()) return;
      const std::size_t before = out_.size();
      const std::optional<request> asked = talk_.next(out_);
      if (!asked) return;
      note_sent({*asked, out_.size() - before, false});
    }
  }

  void send_probe() {
    const std::size_t before = out_.size();
    out_.append(wire::name(wire::verb::noop)).append("\r\n");
    note_sent({request{wire::verb::noop}, out_.size() - before, true});
  }

  void note_sent(in_flight command) {
    spoke_ = true;
    if (due_.empty()) verb_ = command.asked.verb;
    command.ahead = !due_.empty() && !command.probe;
    if (command.ahead) seen_.sent_ahead();
    unanswered_octets_ += command.octets;
    due_.push_back(command);
  }

  asio::awaitable<outcome<>> send() {
    if (out_.empty()) co_return outcome<>{};
    link_.trace().sent_commands(out_);
    outcome<> sent;
    // A single command cannot block both sides, because the server has nothing to write that was not read yet.
    if (due_.size() == 1 && !link_.writing()) {
      sent = co_await link_.write(out_);
    } else {
      link_.start_write(out_);
    }
    out_.clear();
    co_return sent;
  }

  /// Reads the reply to the oldest command, as far as it has arrived.
  outcome<reply_reader::progress> advance() {
    in_flight& oldest = due_.front();
    if (seen_.wants_gaps()) measure_gap(oldest);
    // The reply to a probe is one line, so nothing in it depends on what follows.
    if (due_.size() > 1 && !oldest.probe) reader_.expect_status_behind();
    const outcome<reply_reader::progress> progress =
        oldest.probe ? reader_.advance_probe() : reader_.advance(oldest.asked);
    if (!progress || *progress == reply_reader::progress::needs_more) return progress;
    if (*progress == reply_reader::progress::needs_probe) {
      send_probe();
      return reply_reader::progress::complete;
    }
    unanswered_octets_ -= oldest.octets;
    if (oldest.ahead) seen_.answered_ahead();
    if (seen_.wants_gaps()) last_reply_ended_ = link_.now();
    const in_flight done = oldest;
    due_.pop_front();
    if (pace_) keep_pace(done);
    // This check is for probes. The reader checks the other replies itself.
    if (due_.empty() && !link_.pending().empty()) return errc::unsolicited_data;
    if (!due_.empty()) verb_ = due_.front().asked.verb;
    return progress;
  }

  void keep_pace(const in_flight& done) {
    if (pace_->gain() == pipelining_gain::proved) return;
    // The time of a probe does not count, only that nothing is in flight any more.
    if (done.probe && pace_->window(limits_.commands) != 0) return;
    const bool was_one_at_a_time = pace_->one_at_a_time();
    pace_->note_reply(link_.now(), reader_.wire_octets(), done.ahead, due_.size());
    seen_.note_gain(pace_->gain());
    // A server that writes a response in two pieces may wait for the acknowledgement of the first one, which TCP
    // delays.
    if (pace_->one_at_a_time() != was_one_at_a_time) link_.quick_acknowledge(pace_->one_at_a_time());
  }

  void measure_gap(in_flight& oldest) {
    if (oldest.heard_of || link_.pending().empty()) return;
    oldest.heard_of = true;
    if (oldest.ahead) seen_.note_gap(link_.now() - last_reply_ended_);
  }

  connection& link_;
  dialogue& talk_;
  window limits_;
  pipelining_evidence& seen_;
  reply_reader reader_;
  std::optional<pipelining_pace> pace_;
  std::deque<in_flight> due_;
  std::string out_;
  std::size_t unanswered_octets_ = 0;
  wire::verb verb_ = wire::verb::noop;
  net::time_point last_reply_ended_;
  bool spoke_ = false;
};

}  // namespace

asio::awaitable<result<>> exchange(connection& link, dialogue& talk, window limits, pipelining_evidence* seen) {
  pipelining_evidence unused;
  exchange_run run(link, talk, limits, seen != nullptr ? *seen : unused);
  const outcome<> done = co_await run.run();
  if (!done) {
    failure why = run.explain(done.error());
    link.close(done.error().message());
    co_await link.finish_writes();
    co_return why;
  }
  co_await link.finish_writes();
  link.rest();
  co_return result<>{};
}

}  // namespace pop3kit::engine
