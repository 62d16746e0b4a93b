#include <utility>
#include <vector>

#include "link/refusal.hpp"
#include "operations/client_core.hpp"
#include "operations/single_reply.hpp"
#include "wire/ascii.hpp"
#include "wire/command.hpp"

namespace pop3kit::engine {

namespace {

/// LANG without an argument: one language listing a line, "es Español" (RFC 6856 section 3.2).
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
    const std::string_view tag = wire::take_field(line);
    if (tag.empty()) return errc::malformed_response;
    known_.emplace_back(std::string(tag), std::string(wire::trim_right(wire::trim_left(line))));
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

asio::awaitable<result<>> client_core::enable_utf8() {
  if (session_ && session_->alive()) {
    if (session_->in_utf8_mode()) co_return result<>{};
    co_return failure(errc::wrong_state, "UTF8 comes before the login");
  }
  const utf8_mode former = std::exchange(options().utf8, utf8_mode::required);
  result<> live = co_await ready();
  if (!live) options().utf8 = former;
  co_return live;
}

asio::awaitable<result<std::vector<language>>> client_core::languages() {
  const result<> live = co_await ready();
  if (!live) co_return live.error();
  if (!session_->announces("LANG")) co_return unavailable("LANG");
  language_request asked(listing_limits(options().limits));
  const result<> done = co_await session_->run(asked);
  if (!done) co_return done.error();
  if (asked.refused()) co_return *asked.refused();
  co_return std::move(asked.known());
}

asio::awaitable<result<std::string>> client_core::set_language(std::string range) {
  const std::vector<std::string_view> argument(1, range);
  const outcome<wire::command> made = wire::command::make(wire::verb::lang, argument);
  if (!made) co_return failure(made.error());
  const result<> live = co_await ready();
  if (!live) co_return live.error();
  if (!session_->announces("LANG")) co_return unavailable("LANG");
  single_reply asked(wire::verb::lang, std::string(made->line()), errc::language_unknown);
  const result<> done = co_await session_->run_in_lock_step(asked);
  if (!done) co_return done.error();
  if (asked.refused()) co_return *asked.refused();
  // "+OK es Idioma cambiado"
  std::string_view text = asked.text();
  const std::string_view tag = wire::take_field(text);
  co_return std::string(tag.empty() ? std::string_view(range) : tag);
}

}  // namespace pop3kit::engine
