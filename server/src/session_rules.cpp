#include <algorithm>

#include "faults.hpp"
#include "seed.hpp"
#include "session.hpp"
#include "wire/ascii.hpp"
#include "wire/listing.hpp"

namespace pop3kit::serving {

namespace asio = boost::asio;

namespace {

std::string_view to_string(net::close_kind how) noexcept {
  switch (how) {
    case net::close_kind::orderly:
      return "orderly";
    case net::close_kind::reset:
      return "reset";
    case net::close_kind::half:
      return "half";
  }
  return {};
}

std::string describe(const action& what) {
  std::string out;
  const auto add = [&out](std::string_view word, const std::string& value) {
    out.append(out.empty() ? "" : ", ").append(word).append(" ").append(value);
  };
  if (what.delay > net::duration::zero()) {
    add("delay", std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(what.delay).count()) + " ms");
  }
  if (what.reply) add("reply", *what.reply);
  if (!what.raw.empty()) add("raw", std::to_string(what.raw.front().size()) + " octets");
  if (what.fault) add("fault", *what.fault);
  if (what.cut) add("cut", "after " + std::to_string(what.cut->after) + " octets");
  if (what.close) add("close", std::string(to_string(*what.close)));
  return out;
}

/// The command is not carried out; these octets stand in place of its response.
void speak_raw(response_plan& plan, const std::vector<std::string>& octets) {
  plan.reply = std::string();
  plan.in_place = octets.front();
  plan.silent = octets.front().empty();
  plan.dialogue.assign(octets.begin() + 1, octets.end());
}

/// Nothing is said and nothing is done: the connection ends in place of the response.
void end_in_place(response_plan& plan, net::close_kind how) {
  plan.reply = std::string();
  plan.silent = true;
  plan.close = how;
}

}  // namespace

bool session::note_command(std::string_view line) {
  const std::size_t space = std::min(line.find(' '), line.size());
  keyword_.assign(line.substr(0, space));
  std::ranges::transform(keyword_, keyword_.begin(), wire::to_upper);
  argument_ = line.substr(std::min(space + 1, line.size()));
  host_->note(peer_, journal_kind::command, wire::redact(line));
  host_->expectations().happened({peer_.connection, keyword_, argument_, peer_.user});
  return match_rule();
}

bool session::match_rule() {
  plan_.reset();
  delay_ = {};
  if (!host_->rules().empty()) {
    const occasion now{keyword_, argument_, peer_.user.empty() ? named_user_ : peer_.user, peer_.connection,
                       !input_.pending().empty()};
    const std::optional<std::size_t> index = host_->rules().match(now, occurrences_);
    if (index) apply_rule(*index);
  }
  return delay_ > net::duration::zero() || wants_hook();
}

void session::apply_rule(std::size_t index) {
  const rule& matched = host_->what().rules[index];
  host_->note(peer_, journal_kind::rule, to_prefix(matched.where) + keyword_ + ": " + describe(matched.what));
  host_->expectations().rule_fired(index);

  const action& what = matched.what;
  delay_ = what.delay;
  const bool speaks = what.reply || !what.raw.empty();
  if (!speaks && !what.fault && !what.cut && !what.close) return;
  response_plan& plan = ensure_plan();
  plan.reply = what.reply;
  plan.cut = what.cut;
  plan.close = what.close;
  if (!what.raw.empty()) speak_raw(plan, what.raw);
  if (what.close && !speaks && !what.fault && !what.cut) end_in_place(plan, *what.close);
  const fault_info* const fault = what.fault ? find_fault(*what.fault) : nullptr;
  if (fault != nullptr) fault->apply(plan, derive_seed(host_->seed(), index, peer_.connection));
}

response_plan& session::ensure_plan() {
  return plan_ ? *plan_ : plan_.emplace();
}

asio::awaitable<void> session::hold_dialogue() {
  for (const std::string& octets : plan_->dialogue) {
    const std::optional<std::string> line = co_await read_client_line();
    if (gone_ || !line) co_return;
    reply_.more(octets);
  }
}

bool session::wants_hook() const {
  if (host_->hooks() == nullptr || (plan_ && plan_->reply)) return false;
  return host_->hooks()->has_hook(keyword_);
}

asio::awaitable<void> session::consult() {
  // Whoever waits shall have the replies to earlier commands meanwhile; and our own slowness is nobody's idleness.
  co_await flush();
  autologout_.disarm();
  if (delay_ > net::duration::zero()) {
    const auto slept = co_await net::sleep_for(host_->time(), delay_);
    if (slept.has_error()) lost(slept.error());
  }
  if (!gone_ && wants_hook()) co_await ask_hook();
}

asio::awaitable<void> session::ask_hook() {
  hook_command asked;
  asked.verb = keyword_;
  asked.argument = std::string(argument_);
  const auto number = wire::parse_number(argument_.substr(0, argument_.find(' ')));
  if (number.has_value()) asked.number = *number;
  hook_verdict verdict = co_await host_->hooks()->run(*this, asked);
  obey(std::move(verdict));
}

void session::obey(hook_verdict verdict) {
  if (auto* const reply = std::get_if<hook_reply>(&verdict)) {
    ensure_plan().reply = std::move(reply->status_line);
  } else if (const auto* const close = std::get_if<hook_close>(&verdict)) {
    end_in_place(ensure_plan(), close->reset ? net::close_kind::reset : net::close_kind::orderly);
  } else if (auto* const failed = std::get_if<hook_failed>(&verdict)) {
    host_->note(peer_, journal_kind::hook_error, failed->what);
    host_->expectations().hook_failed(std::move(failed->what));
    ensure_plan().reply = "-ERR [SYS/TEMP] the scenario's hook failed";
  }
}

}  // namespace pop3kit::serving
