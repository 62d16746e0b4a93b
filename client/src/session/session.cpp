#include "session/session.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "link/refusal.hpp"
#include "link/sequence.hpp"
#include "link/single_reply.hpp"
#include "net/async/bounded.hpp"
#include "net/async/is_cancelled.hpp"
#include "session/capability_request.hpp"
#include "session/opening.hpp"
#include "text/ascii.hpp"

namespace pop3kit::engine {

namespace {

constexpr net::duration wait_for_last_words = std::chrono::seconds(2);

/// RFC 1939 section 6 defines a text for this case, but no response code.
bool says_some_remain(const std::optional<server_reply>& reply) {
  if (!reply) return false;
  std::string text = reply->text;
  std::ranges::transform(text, text.begin(), text::to_upper);
  const bool kept = text.find("NOT REMOVED") != std::string::npos || text.find("NOT DELETED") != std::string::npos;
  return kept && text.find("SOME") != std::string::npos;
}

failure refused_to_commit(const failure& refusal) {
  if (!says_some_remain(refusal.reply())) return failure(refusal).set_session_usable(false);
  failure partial(errc::some_not_removed);
  partial.set_reply(*refusal.reply()).set_verb(refusal.verb());
  return partial;
}

}  // namespace

session::session(std::unique_ptr<connection> link, std::optional<capabilities> offered, environment& around,
                 const opening_times& took)
    : link_(std::move(link)),
      around_(around),
      answers_capa_(offered.has_value()),
      may_pipeline_(around.may_pipeline()),
      evidence_(&around.trust()),
      opening_(took) {
  if (offered) offered_ = std::move(*offered);
  evidence_.set_usual_time(std::max(took.command, took.round_trip));
}

asio::awaitable<result<std::unique_ptr<session>>> session::open(environment& around, leash& held,
                                                                std::optional<known_capabilities> known,
                                                                std::uint64_t* ordinal) {
  // A cancellation between two waits is not reported to later waits, so it must be checked here.
  if (co_await net::is_cancelled()) co_return failure(errc::cancelled);
  opening_notes notes;
  auto work = open_session(around, std::move(known), notes);
  result<std::unique_ptr<session>> opened =
      co_await net::run_bounded(std::move(work), held, around.time(), around.options().timeout, notes.out_of_time);
  if (ordinal != nullptr) *ordinal = notes.ordinal;
  if (co_await net::is_cancelled()) {
    if (opened) (*opened)->close("cancelled");
    co_return failure(errc::cancelled);
  }
  if (opened || !notes.out_of_time) co_return opened;
  failure late(errc::deadline_exceeded, opened.error().detail());
  late.set_verb(opened.error().verb());
  co_return late;
}

outcome<> session::still_there() {
  const outcome<> seen = link_->look();
  if (seen && link_->pending().empty()) {
    link_->rest();
    return {};
  }
  boost::system::error_code why = seen ? make_error_code(errc::unsolicited_data) : seen.error();
  const outcome<std::optional<std::string_view>> line = link_->take_line();
  if (line && *line) {
    link_->trace_line(**line);
    // "-ERR idle for too long": the server closes the connection now or soon.
    const outcome<wire::status_line> farewell = wire::parse_status_line(**line);
    const bool leaves = farewell && !farewell->ok && link_->pending().empty();
    why = leaves ? errc::connection_closed : errc::unsolicited_data;
  }
  link_->close(why.message());
  return why;
}

asio::awaitable<result<>> session::run(dialogue& talk) {
  if (!pipelines()) co_return co_await run_one_by_one(talk);
  link_->quick_acknowledge(false);
  if (capabilities_due_) co_return co_await run_behind_capabilities(talk);
  co_return co_await run_pipelined(talk);
}

asio::awaitable<result<>> session::run_one_by_one(dialogue& talk) {
  result<> asked = co_await ensure_capabilities();
  if (!asked) co_return asked;
  co_return co_await run_in_lock_step(talk);
}

asio::awaitable<result<>> session::run_pipelined(dialogue& talk) {
  result<> done = co_await exchange(*link_, talk, pipelined, &evidence_);
  learn_distance();
  if (done || talk.cause() != nullptr) co_return done;
  if (evidence_.doubtful(done.error().code())) around_.trust().lose();
  mixed_up_ = evidence_.mixed_up(done.error().code());
  co_return done;
}

failure session::end_mixed_up(wire::verb verb) {
  around_.trust().lose();
  mixed_up_ = true;
  const failure why = broken(make_error_code(errc::malformed_response), verb);
  link_->close(why.code().message());
  return why;
}

/// The time to connect is not always the distance to the server, because a proxy or tunnel nearby may accept the
/// connection. The time of a command minus the server's own time is the round trip to the server.
void session::learn_distance() {
  const std::optional<net::duration>& service = evidence_.shortest_gap();
  if (!service) return;
  opening_.service = *service;
  if (*service >= opening_.command - opening_.round_trip) return;
  opening_.round_trip = opening_.command - *service;
  around_.note_service_time(*service);
}

asio::awaitable<result<>> session::run_behind_capabilities(dialogue& talk) {
  capability_request asked(around_.options().limits.capability_lines);
  std::vector<dialogue*> parts{&asked, &talk};
  sequence both(std::move(parts));
  result<> done = co_await run_pipelined(both);
  if (done) note_capabilities(asked.answer_given());
  co_return done;
}

asio::awaitable<result<>> session::run_in_lock_step(dialogue& talk) {
  // A server that writes a response in two pieces may wait for the acknowledgement of the first one, which TCP delays.
  link_->quick_acknowledge(true);
  co_return co_await exchange(*link_, talk, lock_step);
}

/// If the server refuses CAPA, the capabilities that were known before stay.
void session::note_capabilities(std::optional<capabilities> given) {
  capabilities_due_ = false;
  if (!given) return;
  offered_ = given->without(around_.options().switched_off);
  around_.learn_after_login(offered_);
}

asio::awaitable<result<>> session::ensure_capabilities() {
  if (!capabilities_due_) co_return result<>{};
  const result<capabilities> asked = co_await ask_capabilities();
  if (!asked) co_return asked.error();
  co_return result<>{};
}

asio::awaitable<result<capabilities>> session::ask_capabilities() {
  if (!answers_capa_) co_return capabilities();
  capability_request asked(around_.options().limits.capability_lines);
  const result<> done = co_await run_in_lock_step(asked);
  if (!done) co_return done.error();
  note_capabilities(asked.answer_given());
  co_return offered_;
}

asio::awaitable<void> session::abandon() {
  link_->close("failed");
  co_await link_->finish_writes();
}

/// Returns true if the server sends more. Waits until it closes the connection, but only for a moment.
asio::awaitable<bool> session::says_more(net::duration most) {
  if (!link_->pending().empty()) co_return true;
  if (link_->closed()) co_return false;
  link_->bound_replies(std::min(most, wait_for_last_words));
  const outcome<> more = co_await link_->fill();
  co_return more.has_value();
}

/// The first reply may be a late one to an earlier command. Then the reply to QUIT follows it, so the client waits
/// whether more arrives.
asio::awaitable<result<>> session::quit(net::duration most, quit_purpose purpose) {
  constexpr std::string_view refusal = "-ERR";
  single_reply bye(wire::verb::quit, "QUIT\r\n", errc::commit_rejected);
  link_->bound_replies(most);
  const result<> done = co_await run_in_lock_step(bye);
  if (!bye.answered()) {
    link_->close("quit");
    co_return done;
  }
  const bool asks_more = bye.refused() || purpose == quit_purpose::commit;
  const bool more = asks_more && co_await says_more(most);
  const std::string_view last_words(link_->pending().data(), link_->pending().size());
  const bool contradicts = more && (bye.refused() || last_words.starts_with(refusal));
  if (!link_->closed() && !more) co_await link_->say_goodbye();
  link_->close("quit");
  if (contradicts) co_return broken(make_error_code(errc::unsolicited_data), wire::verb::quit);
  if (bye.refused()) co_return refused_to_commit(*bye.refused());
  co_return result<>{};
}

}  // namespace pop3kit::engine
