#include "operations/mailbox_operations.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "link/refusal.hpp"
#include "link/sequence.hpp"
#include "link/single_reply.hpp"
#include "maildrop/listing_access.hpp"
#include "operations/header_operations.hpp"
#include "operations/message_lookup.hpp"
#include "transfer/top_request.hpp"
#include "wire/listing.hpp"

namespace pop3kit::engine {

namespace {

/// Ends the session because a status line did not contain a valid value, and returns the failure.
failure nonsense(session& live, boost::system::error_code code, wire::verb verb) {
  live.close(code.message());
  return broken(code, verb);
}

/// The replies to "LIST n" and "UIDL n" repeat the number. A reply with another number belongs to another command.
outcome<std::optional<std::uint64_t>> size_in(std::string_view text, std::uint64_t number) {
  const outcome<wire::scan_listing> listed = wire::parse_scan_listing(text);
  if (!listed) return listed.error();
  if (listed->sequence_number != number) return errc::malformed_response;
  return listed->octets;
}

outcome<std::string_view> id_in(std::string_view text, std::uint64_t number, std::size_t most_octets) {
  const outcome<wire::unique_id_listing> listed = wire::parse_unique_id_listing(text);
  if (!listed) return listed.error();
  if (listed->sequence_number != number) return errc::malformed_response;
  if (listed->unique_id.size() > most_octets) return errc::unique_id_too_long;
  return listed->unique_id;
}

/// Sends LIST n, UIDL n and TOP n 0 in the present session.
asio::awaitable<result<message_info>> ask_info(client_state& client, message_reference which, list_fields fields) {
  session_keeper& keeper = client.session;
  const client_limits& limits = client.options().limits;
  const bool by_number = which.number() != nullptr;
  const result<std::uint64_t> number = co_await locate(client, std::move(which));
  if (!number) co_return number.error();
  single_reply size(wire::verb::list, *number);
  single_reply id(wire::verb::uidl, *number);
  top_request top(*number, 0, limits.header_octets);
  std::vector<dialogue*> parts{&size};
  const bool asks_id = by_number && !client.listing.ids_ruled_out();
  if (asks_id) parts.push_back(&id);
  const bool asks_top = fields == list_fields::headers && !client.around.switched_off("TOP");
  if (asks_top) parts.push_back(&top);
  // If LIST is refused, there is no such message, and the other commands are not sent.
  sequence all(std::move(parts), [&size] { return !size.refused(); });
  const result<> done = co_await keeper->run(all);
  if (!done) co_return done.error();
  if (size.refused()) co_return *size.refused();
  message_info found = client.listing.known(*number);
  const outcome<std::optional<std::uint64_t>> octets = size_in(size.text(), *number);
  if (!octets) co_return nonsense(*keeper, octets.error(), wire::verb::list);
  found.size = *octets;
  if (asks_id && !id.refused()) {
    const outcome<std::string_view> given = id_in(id.text(), *number, limits.unique_id_octets);
    if (!given) co_return nonsense(*keeper, given.error(), wire::verb::uidl);
    if (!given->empty()) found.unique_id.emplace(*given);
    const result<> confirmed = co_await confirm_unique_id(client, *number, *given);
    if (!confirmed) co_return confirmed.error();
  }
  client.report = connection_report();
  const bool has_header = asks_top && !top.refused();
  client.report.headers_refused = fields == list_fields::headers && !has_header ? 1 : 0;
  if (has_header) found.headers = header_collection::parse(top.octets());
  co_return found;
}

/// Gives the messages their numbers in the present session, for an operation that ended in another session than it
/// began in. Leaves out messages that this session does not have.
std::vector<message_info> renumber(std::vector<message_info> messages, const id_index& listing) {
  std::vector<message_info> present;
  present.reserve(messages.size());
  for (message_info& message : messages) {
    const outcome<std::uint64_t> number = listing.number_of(message.unique_id->str());
    if (!number) continue;
    message.sequence_number = *number;
    present.push_back(std::move(message));
  }
  std::ranges::sort(present, {}, &message_info::sequence_number);
  return present;
}

}  // namespace

asio::awaitable<result<mailbox_info>> get_mailbox_info(client_state& client) {
  session_keeper& keeper = client.session;
  const result<> ready = co_await keeper.get_ready();
  if (!ready) co_return ready.error();
  single_reply asked(wire::verb::stat);
  const result<> done = co_await keeper->run(asked);
  if (!done) co_return done.error();
  if (asked.refused()) co_return *asked.refused();
  const outcome<wire::maildrop_size> parsed = wire::parse_stat(asked.text());
  if (!parsed) co_return nonsense(*keeper, parsed.error(), wire::verb::stat);
  keeper.tell_numbers();
  mailbox_info found;
  found.message_count = parsed->messages;
  found.occupied_size = parsed->octets;
  co_return found;
}

asio::awaitable<result<std::uint64_t>> get_message_size(client_state& client, message_reference which) {
  const result<std::uint64_t> number = co_await locate(client, std::move(which));
  if (!number) co_return number.error();
  single_reply asked(wire::verb::list, *number);
  const result<> done = co_await client.session->run(asked);
  if (!done) co_return done.error();
  if (asked.refused()) co_return *asked.refused();
  const outcome<std::optional<std::uint64_t>> octets = size_in(asked.text(), *number);
  if (!octets) co_return nonsense(*client.session, octets.error(), wire::verb::list);
  if (!*octets) {
    failure unknown(errc::malformed_response, "a size below 0");
    unknown.set_verb(wire::name(wire::verb::list)).set_session_usable(true);
    co_return unknown;
  }
  co_return **octets;
}

asio::awaitable<result<message_info>> get_message_info(client_state& client, message_reference which,
                                                       list_fields fields) {
  session_keeper& keeper = client.session;
  const bool by_number = which.number() != nullptr;
  const bool numbers_told = keeper.is_up() && keeper.numbers_told();
  result<message_info> found = co_await ask_info(client, which, fields);
  const bool mixed_up = !found && keeper.get() != nullptr && keeper->mixed_up();
  // If the caller may know a number of this session, the number would mean another message in a new session.
  if (!mixed_up || client.marks.any() || (by_number && numbers_told)) co_return found;
  keeper.give_up(numbers_told);
  result<message_info> again = co_await ask_info(client, std::move(which), fields);
  // The failure tells the caller that the session has ended, so its numbers are invalid.
  if (!again && keeper.get() == nullptr) keeper.void_numbers();
  if (!again && again.error().kind() != fault::refused) co_return found;
  co_return again;
}

asio::awaitable<result<message_listing>> list_messages(client_state& client, list_fields fields) {
  result<listing_cache::listing> listed = co_await list_maildrop(client, true);
  if (!listed) co_return listed.error();
  if (fields == list_fields::ids_only) {
    ++client.report.opened;
    client.report.connections.emplace_back().ordinal = client.session->ordinal();
    client.session.renew_numbers();
    co_return listing_access::make(std::move(*listed));
  }
  selection all((*listed)->messages());
  const result<> fetched = co_await add_headers(client, all);
  if (!fetched) co_return fetched.error();
  client.session.renew_numbers();
  if (all.resumed_in) {
    all.messages = renumber(std::move(all.messages), *all.resumed_in);
    *listed = std::make_shared<const maildrop_listing>(all.messages);
  }
  std::vector<std::optional<header_collection>> headers;
  headers.reserve(all.messages.size());
  for (message_info& message : all.messages) headers.push_back(std::move(message.headers));
  co_return listing_access::make(std::move(*listed), std::move(headers));
}

asio::awaitable<result<std::vector<result<message_info>>>> list_messages(client_state& client,
                                                                         std::vector<message_reference> which,
                                                                         list_fields fields) {
  const std::size_t asked = which.size();
  result<selection> chosen = co_await select(client, std::move(which), listing_age::fresh);
  if (!chosen) co_return chosen.error();
  std::vector<result<message_info>> found(asked, failure(errc::no_such_message).set_session_usable(true));
  for (selection::miss& miss : chosen->misses) found[miss.position] = std::move(miss.why);
  if (fields == list_fields::headers) {
    const result<> fetched = co_await add_headers(client, *chosen);
    if (!fetched) co_return fetched.error();
  }
  for (std::size_t i = 0; i < chosen->messages.size(); ++i) {
    message_info& message = chosen->messages[i];
    if (chosen->resumed_in) {
      const outcome<std::uint64_t> number = chosen->resumed_in->number_of(message.unique_id->str());
      if (!number) continue;
      message.sequence_number = *number;
    }
    found[chosen->positions[i]] = std::move(message);
  }
  co_return found;
}

asio::awaitable<result<message_listing>> list_unique_ids(client_state& client) {
  const result<> ready = co_await client.session.get_ready();
  if (!ready) co_return ready.error();
  client.listing.forget_index();
  const result<> learned = co_await learn_unique_ids(client);
  if (!learned) co_return learned.error();
  client.session.renew_numbers();
  co_return listing_access::make(
      std::make_shared<const maildrop_listing>(size_list(), client.listing.index()->shared_ids()));
}

}  // namespace pop3kit::engine
