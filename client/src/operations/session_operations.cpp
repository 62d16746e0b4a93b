#include "operations/session_operations.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

#include "link/refusal.hpp"
#include "link/single_reply.hpp"
#include "maildrop/listing_request.hpp"
#include "net/async/is_cancelled.hpp"
#include "text/ascii.hpp"
#include "wire/command.hpp"

namespace pop3kit::engine {

namespace {

constexpr net::duration usual_keep_alive = std::chrono::minutes(1);

/// LANG without an argument. Each line of the reply is one language: "es Español" (RFC 6856 section 3.2).
class language_request final : public dialogue {
 public:
  explicit language_request(const listing_limits& limits) : meter_(limits) {}

  std::optional<request> next(std::string& out) override {
    if (std::exchange(sent_, true)) return std::nullopt;
    out.append("LANG\r\n");
    return request{wire::verb::lang, body_kind::lines};
  }
  outcome<> on_status(const answer& status) override {
    if (!status.ok) refused_ = refusal(status);
    return {};
  }
  outcome<> on_line(std::string_view line) override {
    const outcome<> within_limits = meter_.count(line);
    if (!within_limits) return within_limits;
    const std::string_view tag = text::take_field(line);
    if (tag.empty()) return errc::malformed_response;
    known_.emplace_back(std::string(tag), std::string(text::trim_right(text::trim_left(line))));
    return {};
  }

  [[nodiscard]] const std::optional<failure>& refused() const noexcept { return refused_; }
  [[nodiscard]] std::vector<language>& known() noexcept { return known_; }

 private:
  listing_meter meter_;
  std::vector<language> known_;
  std::optional<failure> refused_;
  bool sent_ = false;
};

}  // namespace

asio::awaitable<result<>> connect(client_state& client) {
  client.marks.forget_ended();
  result<> done = co_await client.session.get_ready();
  // Without a session, only the numbers of the former session are known, and these stay invalid.
  if (done) client.session.renew_numbers();
  co_return done;
}

asio::awaitable<result<>> noop(client_state& client) {
  const result<> ready = co_await client.session.get_ready();
  if (!ready) co_return ready;
  single_reply asked(wire::verb::noop);
  result<> done = co_await client.session->run_in_lock_step(asked);
  if (done && asked.refused()) co_return *asked.refused();
  co_return done;
}

asio::awaitable<result<>> pause(client_state& client, net::duration how_long) {
  if (how_long < net::duration::zero()) co_return failure(errc::invalid_option, "the time to pause is below 0");
  const result<> ready = co_await client.session.get_ready();
  if (!ready) co_return ready;
  net::clock& time = client.around.time();
  const net::duration asked_for = client.options().keep_alive;
  const net::duration every = asked_for > net::duration::zero() ? asked_for : usual_keep_alive;
  const net::time_point end = net::later(time.now(), how_long);
  for (;;) {
    const net::duration left = end - time.now();
    if (left <= net::duration::zero()) co_return result<>{};
    if (co_await net::is_cancelled()) co_return failure(errc::cancelled).set_session_usable(true);
    const outcome<> slept = co_await net::sleep_for(time, std::min(left, every));
    if (!slept) co_return failure(errc::cancelled).set_session_usable(true);
    if (left <= every) continue;
    single_reply asked(wire::verb::noop);
    result<> done = co_await client.session->run_in_lock_step(asked);
    if (!done) co_return done;
  }
}

asio::awaitable<result<>> validate_credentials(client_state& client) {
  if (client.session.is_up()) co_return co_await noop(client);
  co_return co_await client.session.get_ready();
}

asio::awaitable<result<capabilities>> get_capabilities(client_state& client) {
  const result<> ready = co_await client.session.get_ready();
  if (!ready) co_return ready.error();
  co_return co_await client.session->ask_capabilities();
}

asio::awaitable<result<>> enable_utf8(client_state& client) {
  if (client.session.is_up()) {
    if (client.session->in_utf8_mode()) co_return result<>{};
    co_return failure(errc::wrong_state, "UTF8 comes before the login");
  }
  const utf8_mode former = std::exchange(client.options().utf8, utf8_mode::required);
  result<> ready = co_await client.session.get_ready();
  if (!ready) client.options().utf8 = former;
  co_return ready;
}

asio::awaitable<result<std::vector<language>>> languages(client_state& client) {
  const result<> ready = co_await client.session.get_ready();
  if (!ready) co_return ready.error();
  if (!client.session->announces("LANG")) co_return capability_unavailable("LANG");
  language_request asked(listing_limits(client.options().limits));
  const result<> done = co_await client.session->run(asked);
  if (!done) co_return done.error();
  if (asked.refused()) co_return *asked.refused();
  co_return std::move(asked.known());
}

asio::awaitable<result<std::string>> set_language(client_state& client, std::string range) {
  const std::vector<std::string_view> argument(1, range);
  const outcome<wire::command> made = wire::command::make(wire::verb::lang, argument);
  if (!made) co_return failure(made.error());
  const result<> ready = co_await client.session.get_ready();
  if (!ready) co_return ready.error();
  if (!client.session->announces("LANG")) co_return capability_unavailable("LANG");
  single_reply asked(wire::verb::lang, std::string(made->line()), errc::language_unknown);
  const result<> done = co_await client.session->run_in_lock_step(asked);
  if (!done) co_return done.error();
  if (asked.refused()) co_return *asked.refused();
  // "+OK es Idioma cambiado"
  std::string_view text = asked.text();
  const std::string_view tag = text::take_field(text);
  co_return std::string(tag.empty() ? std::string_view(range) : tag);
}

}  // namespace pop3kit::engine
