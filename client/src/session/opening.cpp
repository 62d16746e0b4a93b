#include "session/opening.hpp"

#include <algorithm>
#include <boost/asio/this_coro.hpp>
#include <optional>
#include <string>
#include <utility>

#include "link/refusal.hpp"
#include "link/single_reply.hpp"
#include "session/capability_request.hpp"
#include "session/login.hpp"
#include "session/reaching.hpp"
#include "wire/timestamp.hpp"

namespace pop3kit::engine {

namespace {

class opening {
 public:
  opening(environment& around, std::optional<known_capabilities> known, opening_notes& notes)
      : around_(around), known_(std::move(known)), notes_(notes) {}

  asio::awaitable<result<>> run() {
    begun_ = around_.time().now();
    result<> done;
    net::time_point step_begun = begun_;
    for (const step next : steps) {
      done = co_await (this->*next)();
      if (!done) break;
      const net::time_point now = around_.time().now();
      took_.longest_step = std::max(took_.longest_step, now - step_begun);
      step_begun = now;
    }
    if (!done && link_) link_->close(notes_.out_of_time ? "the timeout expired" : done.error().code().message());
    took_.whole = around_.time().now() - begun_;
    // If CAPA was not sent, the time of a command was not measured.
    if (known_ && around_.service_time() > net::duration::zero()) {
      took_.command = took_.round_trip + around_.service_time();
    }
    if (!known_ && took_.command != net::duration::zero()) {
      around_.note_service_time(took_.command - took_.round_trip);
    }
    co_return done;
  }

  std::unique_ptr<session> finish() {
    link_->release_deadline();
    link_->rest();
    auto made = std::make_unique<session>(std::move(link_), std::move(offered_), around_, took_);
    if (capabilities_due_) made->ask_capabilities_later();
    if (in_utf8_mode_) made->note_utf8_mode();
    return made;
  }

 private:
  asio::awaitable<result<>> connect() {
    // Files are read before anything is sent.
    if (around_.options().protection != security::none) {
      const result<std::shared_ptr<net::tls_context>> context = around_.tls();
      if (!context) co_return context.error();
    }
    const tracer trace = around_.make_tracer();
    notes_.ordinal = trace.connection();
    result<net::stream_ptr> stream = co_await reach_server(around_);
    if (!stream) co_return stream.error();
    took_.round_trip = around_.time().now() - begun_;
    // Connecting, the greeting, and two commands of the login.
    took_.round_trips = 4;
    trace.connected(way_to_server(around_));
    link_ = std::make_unique<connection>(std::move(*stream), around_.time(), trace, around_.settings());
    link_->hold_deadline(notes_.out_of_time);
    // A server that writes a reply in two pieces may wait for the acknowledgement of the first one, which TCP delays.
    link_->quick_acknowledge(true);
    if (around_.implicit_tls()) co_return co_await secure();
    co_return result<>{};
  }

  asio::awaitable<result<>> secure() {
    result<std::shared_ptr<net::tls_context>> context = around_.tls();
    if (!context) co_return context.error();
    net::tls_diagnosis diagnosis;
    const outcome<> secured = co_await link_->secure(std::move(*context), around_.host(), diagnosis);
    if (!secured) co_return failure(secured.error(), diagnosis.text);
    co_return result<>{};
  }

  asio::awaitable<result<>> hear_greeting() {
    const outcome<std::string_view> line = co_await link_->read_line();
    if (!line) co_return failure(line.error(), "waiting for the greeting");
    link_->trace_line(*line);
    const outcome<wire::status_line> parsed = wire::parse_status_line(*line);
    if (!parsed) co_return failure(parsed.error(), "the greeting");
    if (!parsed->ok) {
      const answer status(*parsed, wire::verb::noop, link_->trace().secrets());
      co_return refusal(status, errc::greeting_refused).set_verb("").set_session_usable(false);
    }
    timestamp_ = wire::find_timestamp(parsed->text).value_or(std::string_view());
    if (!link_->pending().empty()) co_return failure(errc::unsolicited_data, "behind the greeting");
    co_return result<>{};
  }

  asio::awaitable<result<>> ask_capabilities() {
    if (known_) offered_ = known_->before_login.without(around_.options().switched_off);
    if (known_ || around_.switched_off("CAPA")) co_return result<>{};
    capability_request asked(around_.options().limits.capability_lines);
    const net::time_point before = around_.time().now();
    result<> done = co_await exchange(*link_, asked, lock_step);
    if (!done) co_return done;
    note_command(around_.time().now() - before);
    std::optional<capabilities> given = asked.answer_given();
    // If the server refuses CAPA after the login, the capabilities from before the login stay.
    if (given) offered_ = given->without(around_.options().switched_off);
    co_return result<>{};
  }

  /// Learns the capabilities after the login.
  asio::awaitable<result<>> learn_again() {
    if (!offered_) co_return result<>{};
    const capabilities before = *offered_;
    if (known_) {
      offered_ = known_->after_login.without(around_.options().switched_off);
    } else if (before.pipelining() && around_.may_pipeline()) {
      capabilities_due_ = true;
    } else {
      const result<> asked = co_await ask_capabilities();
      if (!asked) co_return asked;
    }
    known_capabilities told(before, *offered_);
    around_.learn(std::move(told));
    co_return result<>{};
  }

  void note_command(net::duration took) {
    ++took_.round_trips;
    took_.round_trip = std::min(took_.round_trip, took);
    took_.command = took_.command == net::duration::zero() ? took : std::min(took_.command, took);
  }

  asio::awaitable<result<>> start_tls() {
    if (!around_.wants_stls()) co_return result<>{};
    const bool stls_offered = offered_ && offered_->stls();
    // The remembered capabilities are those from after STLS, when servers no longer announce it.
    const bool refrains = around_.switched_off("STLS");
    if (refrains || (!known_ && !stls_offered)) co_return failure(errc::tls_not_offered);
    single_reply asked(wire::verb::stls);
    result<> done = co_await exchange(*link_, asked, lock_step);
    if (asked.refused()) {
      const retry advice = asked.refused()->retry_advice();
      co_return failure(errc::tls_refused).set_verb("STLS").set_reply(*asked.refused()->reply()).set_retry(advice);
    }
    if (!done && asked.answered()) co_return failure(errc::data_before_tls).set_verb("STLS");
    if (!done) co_return done;
    result<> secured = co_await secure();
    if (!secured) co_return secured;
    // RFC 2595 section 4: everything from before TLS is discarded, because an attacker may have changed it: the
    // capabilities, and the timestamp in the greeting.
    offered_.reset();
    timestamp_.clear();
    co_return co_await ask_capabilities();
  }

  /// Sends UTF8, which must come after STLS and before the login (RFC 6856 section 2.1).
  asio::awaitable<result<>> enter_utf8_mode() {
    const utf8_mode wanted = around_.options().utf8;
    if (wanted == utf8_mode::off) co_return result<>{};
    const bool required = wanted == utf8_mode::required;
    if (!offered_ || !offered_->utf8()) {
      if (!required) co_return result<>{};
      co_return failure(errc::capability_missing, "UTF8").set_session_usable(false);
    }
    single_reply asked(wire::verb::utf8);
    result<> done = co_await exchange(*link_, asked, lock_step);
    if (!done) co_return done;
    in_utf8_mode_ = !asked.refused();
    if (asked.refused() && required) co_return failure(*asked.refused()).set_session_usable(false);
    co_return done;
  }

  asio::awaitable<result<>> authenticate() {
    const capabilities* const offered = offered_ ? &*offered_ : nullptr;
    // Commands are pipelined only with remembered capabilities. If a server announced PIPELINING wrongly, every login
    // would fail otherwise.
    const bool ahead = known_ && offered_->pipelining() && around_.may_pipeline();
    co_return co_await log_in(*link_, around_, offered, timestamp_, ahead);
  }

  using step = asio::awaitable<result<>> (opening::*)();
  static constexpr step steps[] = {&opening::connect,    &opening::hear_greeting,   &opening::ask_capabilities,
                                   &opening::start_tls,  &opening::enter_utf8_mode, &opening::authenticate,
                                   &opening::learn_again};

  environment& around_;
  std::optional<known_capabilities> known_;
  opening_notes& notes_;
  std::unique_ptr<connection> link_;
  std::optional<capabilities> offered_;
  std::string timestamp_;
  bool in_utf8_mode_ = false;
  bool capabilities_due_ = false;
  net::time_point begun_;
  opening_times took_;
};

}  // namespace

asio::awaitable<result<std::unique_ptr<session>>> open_session(environment& around,
                                                               std::optional<known_capabilities> known,
                                                               opening_notes& notes) {
  co_await asio::this_coro::throw_if_cancelled(false);
  const asio::cancellation_state state = co_await asio::this_coro::cancellation_state;
  if (state.cancelled() != asio::cancellation_type::none) co_return failure(errc::cancelled);
  opening steps(around, std::move(known), notes);
  const result<> done = co_await steps.run();
  if (!done) co_return done.error();
  co_return steps.finish();
}

}  // namespace pop3kit::engine
