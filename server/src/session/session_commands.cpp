#include <algorithm>

#include "response/deviate.hpp"
#include "scenario/keywords.hpp"
#include "session/session.hpp"
#include "wire/listing.hpp"

namespace pop3kit::serving {
namespace {

std::string counted(std::uint64_t count, std::string_view noun) {
  return std::to_string(count).append(" ").append(noun).append(count == 1 ? "" : "s");
}

std::string_view to_text(wire::command_error error) noexcept {
  switch (error) {
    case wire::command_error::unknown_verb:
      return "unknown command";
    case wire::command_error::too_few_arguments:
      return "this command needs an argument";
    case wire::command_error::too_many_arguments:
      return "too many arguments";
  }
  return {};
}

std::string in_wrong_state(const wire::verb_info& about) {
  const bool too_late = about.states == wire::session_states::authorization;
  return std::string(about.name) + (too_late ? " comes before login" : " needs a login first");
}

void append_logins(std::string& lines, const login_offer& offer, const login_link& link) {
  if (offer.has("USER", link)) lines.append("USER\r\n");
  std::string names;
  for (const std::string_view name : offer.sasl(link)) names.append(" ").append(name);
  if (!names.empty()) lines.append("SASL").append(names).append("\r\n");
}

}  // namespace

wire::session_states session::state() const noexcept {
  return snapshot_ ? wire::session_states::transaction : wire::session_states::authorization;
}

void session::carry_out(std::string_view line) {
  if (keyword_ == last_keyword && run_->description->extensions.last) return on_last();
  const auto command = wire::parse_command(line);
  if (command.has_error()) return reply_.refuse({}, to_text(command.error()));
  if (!wire::allowed_in(command->id, state())) return reply_.refuse({}, in_wrong_state(wire::info(command->id)));
  dispatch(*command);
}

void session::dispatch(const wire::parsed_command& command) {
  using wire::verb;
  switch (command.id) {
    case verb::user:
      return on_user(command.words[0]);
    case verb::pass:
      return on_pass(command.words[0]);
    case verb::apop:
      return on_apop(command);
    case verb::auth:
      return on_auth(command);
    case verb::stls:
      return on_stls();
    case verb::capa:
      return on_capa();
    case verb::stat:
      return on_stat();
    case verb::list:
      return on_list(command);
    case verb::retr:
      return on_retr(command);
    case verb::dele:
      return on_dele(command);
    case verb::noop:
      return reply_.ok();
    case verb::rset:
      return on_rset();
    case verb::top:
      return on_top(command);
    case verb::uidl:
      return on_uidl(command);
    case verb::quit:
      return on_quit();
    case verb::utf8:
      return on_utf8();
    case verb::lang:
      return on_lang(command);
  }
}

void session::on_capa() {
  std::string lines = "TOP\r\nUIDL\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\nPIPELINING\r\n";
  append_extensions(lines);
  if (login_open()) append_logins(lines, run_->authenticator.offer(), login_facts());
  const bool may_start_tls = run_->description->listen.starttls && run_->tls.any() && !secured();
  if (may_start_tls && state() == wire::session_states::authorization) lines.append("STLS\r\n");
  lines.append("IMPLEMENTATION pop3kit\r\n");
  reply_.ok("Capability list follows");
  if (reply_.plan() != nullptr) lines = deviate_capabilities(lines, *reply_.plan());
  reply_.attach(text_body(std::move(lines)));
}

std::string session::drop_summary() const {
  const response_plan* const plan = reply_.plan();
  const std::string octets = announced_size(snapshot_->octets(), plan);
  return counted(announced_count(snapshot_->count(), plan), "message") + " (" + octets +
         (octets == "1" ? " octet)" : " octets)");
}

void session::on_stat() {
  const response_plan* const plan = reply_.plan();
  std::string text = std::to_string(announced_count(snapshot_->count(), plan));
  const std::string octets = announced_size(snapshot_->octets(), plan);
  if (!octets.empty()) text.append(" ").append(octets);
  reply_.ok(text);
}

std::optional<std::uint64_t> session::existing_message(std::string_view word) {
  const auto number = wire::parse_number(word);
  if (number.has_error() && number.error() != errc::size_out_of_range) {
    reply_.refuse({}, "not a message number");
    return std::nullopt;
  }
  if (number.has_error() || !snapshot_->contains(*number)) {
    reply_.refuse({}, "no such message, only " + counted(snapshot_->highest(), "message") + " in maildrop");
    return std::nullopt;
  }
  if (snapshot_->deleted(*number)) {
    reply_.refuse({}, "message " + std::to_string(*number) + " already deleted");
    return std::nullopt;
  }
  if (reply_.plan() == nullptr || !reply_.plan()->other_message) return *number;
  std::uint64_t other = *number + 1;
  while (snapshot_->contains(other) && snapshot_->deleted(other)) ++other;
  // Never round to the first: deleting that one is more than a tester can have meant.
  if (!snapshot_->contains(other)) return *number;
  reply_.plan()->note(deviation::other_message);
  return other;
}

void session::on_list(const wire::parsed_command& command) {
  if (command.words.empty()) {
    reply_.ok(drop_summary());
    return reply_.attach(listing_body(listing_body::kind::sizes, *snapshot_, reply_.plan()));
  }
  const auto number = existing_message(command.words[0]);
  if (!number) return;
  std::string text;
  append_scan_line(text, *snapshot_, *number, reply_.plan());
  say_of_one(std::move(text));
}

/// One line of a listing as the reply to LIST n or UIDL n.
void session::say_of_one(std::string line) {
  if (reply_.plan() != nullptr && reply_.plan()->numberless) {
    line.erase(0, line.find(' ') + 1);
    reply_.plan()->note(deviation::missing_number);
  }
  reply_.ok(line);
}

void session::on_uidl(const wire::parsed_command& command) {
  if (command.words.empty()) {
    reply_.ok("unique-id listing follows");
    return reply_.attach(listing_body(listing_body::kind::unique_ids, *snapshot_, reply_.plan()));
  }
  const auto number = existing_message(command.words[0]);
  if (!number) return;
  std::string text;
  append_unique_id_line(text, *snapshot_, *number, reply_.plan());
  say_of_one(std::move(text));
}

void session::on_retr(const wire::parsed_command& command) {
  const auto number = existing_message(command.words[0]);
  if (!number) return;
  if (refused_without_utf8(*number)) return;
  const response_plan* const plan = reply_.plan();
  auto content = snapshot_->open(*number);
  reply_.ok(announced_size(content->octets(), plan) + " octets");
  reply_.attach(message_body(std::move(content), plan));
  access(*number);
  if (plan == nullptr || !plan->marks_read) return;
  snapshot_->mark(*number);
  plan->note(deviation::read_mark);
}

void session::on_top(const wire::parsed_command& command) {
  const auto number = existing_message(command.words[0]);
  if (!number) return;
  const auto lines = wire::parse_number(command.words[1]);
  if (lines.has_error()) return reply_.refuse({}, "not a number of lines");
  if (refused_without_utf8(*number)) return;
  reply_.ok("top of message follows");
  reply_.attach(message_body(snapshot_->open(*number), reply_.plan(), *lines));
}

void session::on_dele(const wire::parsed_command& command) {
  const auto number = existing_message(command.words[0]);
  if (!number) return;
  snapshot_->mark(*number);
  access(*number);
  reply_.ok("message " + std::to_string(*number) + " deleted");
}

void session::on_rset() {
  snapshot_->unmark_all();
  last_accessed_ = accessed_before_;
  reply_.ok("maildrop has " + drop_summary());
}

/// RFC 1460 section 3; RSET takes back what the session accessed, as in its example.
void session::on_last() {
  if (!snapshot_) return reply_.refuse({}, "LAST needs a login first");
  if (!argument_.empty()) return reply_.refuse({}, to_text(wire::command_error::too_many_arguments));
  reply_.ok(std::to_string(last_accessed_));
}

void session::access(std::uint64_t number) {
  last_accessed_ = std::max(last_accessed_, number);
}

void session::on_quit() {
  transport_.end(end_reason::quit, end_manner::orderly);
  if (!snapshot_) return reply_.ok("pop3kit POP3 server signing off");
  // UPDATE (RFC 1939 section 6). The lock is free before the reply, so that whoever reads it may come back at once.
  if (last_accessed_ > accessed_before_) drop_->accessed(snapshot_->position(last_accessed_));
  const std::vector<std::uint32_t> marked = snapshot_->marked();
  const bool all_removed = drop_->remove(marked) == marked.size();
  const std::size_t left = drop_->current()->count();
  let_go();
  snapshot_.reset();
  if (!all_removed) return reply_.refuse({}, "some deleted messages not removed");
  const std::string rest = left == 0 ? "maildrop empty" : counted(left, "message") + " left";
  reply_.ok("pop3kit POP3 server signing off (" + rest + ")");
}

}  // namespace pop3kit::serving
