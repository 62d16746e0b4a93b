#include <pop3kit/file_writer.hpp>
#include <string>
#include <utility>

#include "link/refusal.hpp"
#include "link/sequence.hpp"
#include "operations/client_core.hpp"
#include "operations/retrieval.hpp"
#include "operations/single_reply.hpp"
#include "wire/listing.hpp"

namespace pop3kit::engine {

namespace {

/// A value that a status line should have held and did not: the server cannot be followed any further.
failure nonsense(session& live, boost::system::error_code code, wire::verb verb) {
  live.close(code.message());
  return broken(code, verb);
}

/// "LIST n" and "UIDL n" answer with the number again: with another one, the reply is to something else.
outcome<std::optional<std::uint64_t>> size_in(std::string_view text, std::uint64_t number) {
  const outcome<wire::scan_listing> listed = wire::parse_scan_listing(text);
  if (!listed) return listed.error();
  if (listed->sequence_number != number) return errc::malformed_response;
  return listed->octets;
}

outcome<std::string_view> id_in(std::string_view text, std::uint64_t number) {
  const outcome<wire::unique_id_listing> listed = wire::parse_unique_id_listing(text);
  if (!listed) return listed.error();
  if (listed->sequence_number != number) return errc::malformed_response;
  return listed->unique_id;
}

}  // namespace

asio::awaitable<result<mailbox_info>> client_core::stat() {
  const result<> live = co_await ready();
  if (!live) co_return live.error();
  single_reply asked(wire::verb::stat);
  const result<> done = co_await session_->run(asked);
  if (!done) co_return done.error();
  if (asked.refused()) co_return *asked.refused();
  const outcome<wire::maildrop_size> parsed = wire::parse_stat(asked.text());
  if (!parsed) co_return nonsense(*session_, parsed.error(), wire::verb::stat);
  numbers_told_ = true;
  mailbox_info found;
  found.message_count = parsed->messages;
  found.occupied_size = parsed->octets;
  co_return found;
}

asio::awaitable<result<std::uint64_t>> client_core::size_of(message_reference which) {
  const result<std::uint64_t> number = co_await locate(std::move(which));
  if (!number) co_return number.error();
  single_reply asked(wire::verb::list, *number);
  const result<> done = co_await session_->run(asked);
  if (!done) co_return done.error();
  if (asked.refused()) co_return *asked.refused();
  const outcome<std::optional<std::uint64_t>> octets = size_in(asked.text(), *number);
  if (!octets) co_return nonsense(*session_, octets.error(), wire::verb::list);
  if (!*octets) {
    failure unknown(errc::malformed_response, "a size below 0");
    unknown.set_verb(wire::name(wire::verb::list)).set_session_usable(true);
    co_return unknown;
  }
  co_return **octets;
}

asio::awaitable<result<message_info>> client_core::info(message_reference which, list_fields fields) {
  const bool by_number = which.number() != nullptr;
  const bool numbers_told = session_ && session_->alive() && numbers_told_;
  result<message_info> found = co_await ask_info(which, fields);
  const bool mixed_up = !found && session_ && session_->mixed_up();
  // A number that the caller may have been told in this session means nothing in another.
  if (!mixed_up || !marked_.empty() || (by_number && numbers_told)) co_return found;
  const bool void_by_then = numbers_void_ || numbers_told;
  forget_session();
  numbers_void_ = void_by_then;
  result<message_info> again = co_await ask_info(std::move(which), fields);
  // The failure tells the caller that a session has ended, and with it the numbers.
  if (!again && !session_) numbers_void_ = true;
  if (!again && again.error().kind() != fault::refused) co_return found;
  co_return again;
}

asio::awaitable<result<message_info>> client_core::ask_info(message_reference which, list_fields fields) {
  const bool by_number = which.number() != nullptr;
  const result<std::uint64_t> number = co_await locate(std::move(which));
  if (!number) co_return number.error();
  single_reply size(wire::verb::list, *number);
  single_reply id(wire::verb::uidl, *number);
  top_request top(*number, 0, options().limits.header_octets);
  std::vector<dialogue*> parts{&size};
  const bool asks_id = by_number && !uidl_missing_;
  if (asks_id) parts.push_back(&id);
  const bool asks_top = fields == list_fields::headers && !around_.switched_off("TOP");
  if (asks_top) parts.push_back(&top);
  // What LIST refused is not there: nothing more to ask.
  sequence all(std::move(parts), [&size] { return !size.refused(); });
  const result<> done = co_await session_->run(all);
  if (!done) co_return done.error();
  if (size.refused()) co_return *size.refused();
  message_info found = known(*number);
  const outcome<std::optional<std::uint64_t>> octets = size_in(size.text(), *number);
  if (!octets) co_return nonsense(*session_, octets.error(), wire::verb::list);
  found.size = *octets;
  if (asks_id && !id.refused()) {
    const outcome<std::string_view> given = id_in(id.text(), *number);
    if (!given) co_return nonsense(*session_, given.error(), wire::verb::uidl);
    if (given->size() > options().limits.unique_id_octets) {
      co_return nonsense(*session_, errc::unique_id_too_long, wire::verb::uidl);
    }
    if (!given->empty()) found.unique_id.emplace(*given);
  }
  report_ = connection_report();
  const bool has_header = asks_top && !top.refused();
  report_.headers_refused = fields == list_fields::headers && !has_header ? 1 : 0;
  if (has_header) found.headers = header_collection::parse(top.octets());
  co_return found;
}

asio::awaitable<result<std::string>> client_core::top(message_reference which, std::uint64_t lines) {
  if (around_.switched_off("TOP")) co_return unavailable("TOP");
  const result<std::uint64_t> number = co_await locate(std::move(which));
  if (!number) co_return number.error();
  top_request asked(*number, lines, options().limits.header_octets);
  const result<> done = co_await session_->run(asked);
  if (!done) co_return done.error();
  if (asked.refused()) co_return *asked.refused();
  co_return std::move(asked.octets());
}

asio::awaitable<result<>> client_core::retrieve(message_reference which, octet_sink sink, std::uint64_t most_octets) {
  message_info message;
  if (which.id() != nullptr) message.unique_id = *which.id();
  const result<std::uint64_t> number = co_await locate(std::move(which));
  if (!number) co_return number.error();
  message.sequence_number = *number;
  message.size = listed_octets(*number);
  retrieval_plan plan;
  plan.number = *number;
  plan.listed_octets = message.size;
  plan.most_octets = most_octets;
  retrieval asked(plan, sink);
  report_ = connection_report();
  result<> done = co_await session_->run(asked);
  if (!done) co_return done;
  if (asked.refused()) co_return *asked.refused();
  if (asked.account().is_missing()) {
    failure missing(errc::message_truncated, "no octet of the message arrived");
    co_return missing.set_verb("RETR").set_session_usable(true);
  }
  if (asked.account().has_another_size()) {
    report_.size_mismatches = 1;
    report_.named_size_mismatches.push_back(std::move(message));
  }
  co_return done;
}

asio::awaitable<result<std::string>> client_core::fetch(message_reference which) {
  std::string octets;
  octet_sink keep = [&octets](std::span<const char> more) -> result<> {
    octets.append(more.data(), more.size());
    return {};
  };
  const result<> done = co_await retrieve(std::move(which), std::move(keep), options().limits.kept_message_octets);
  if (!done) co_return done.error();
  co_return octets;
}

asio::awaitable<result<>> client_core::save(message_reference which, std::filesystem::path file) {
  result<file_writer> opened = file_writer::open(std::move(file));
  if (!opened) co_return opened.error().set_session_usable(true);
  file_writer& target = *opened;
  octet_sink write = [&target](std::span<const char> octets) {
    return target.write(std::string_view(octets.data(), octets.size()));
  };
  result<> done = co_await retrieve(std::move(which), std::move(write), options().limits.streamed_message_octets);
  if (!done) co_return done;
  result<> committed = target.commit();
  if (!committed) co_return committed.error().set_session_usable(true);
  co_return committed;
}

}  // namespace pop3kit::engine
