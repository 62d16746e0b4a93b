#include "operations/message_lookup.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "link/sequence.hpp"
#include "link/single_reply.hpp"
#include "maildrop/listing_request.hpp"
#include "session/reconnector.hpp"
#include "wire/listing.hpp"

namespace pop3kit::engine {

namespace {

using names_by = session_keeper::names_by;

bool is_number(const message_reference& reference) {
  return reference.number() != nullptr;
}

/// If the server has no unique-ids, it may still have a message that was named by one. So the failure is the refusal of
/// UIDL, not errc::no_such_message.
selection explain_misses(selection chosen, const std::optional<failure>& ids_refused) {
  if (!ids_refused) return chosen;
  for (selection::miss& miss : chosen.misses) {
    if (miss.asked.unique_id && miss.why.code() == errc::no_such_message) miss.why = *ids_refused;
  }
  return chosen;
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char octet) { return octet >= '0' && octet <= '9'; });
}

/// Returns true if every id consists of digits. Only then the ids may be a listing of sizes.
bool are_all_digits(const id_list& ids) {
  for (std::size_t position = 0; position < ids.size(); ++position) {
    if (!is_digits(ids.id(position))) return false;
  }
  return ids.size() != 0;
}

/// Sends LIST and UIDL in the present session.
asio::awaitable<result<listing_cache::listing>> ask_listing(client_state& client, bool with_ids) {
  session_keeper& keeper = client.session;
  listing_cache& listing = client.listing;
  const listing_limits limits(client.options().limits);
  scan_request sizes(limits);
  unique_id_request ids(limits);
  std::vector<dialogue*> parts{&sizes};
  const bool asks_ids = with_ids && !listing.ids_ruled_out();
  const bool pipelined = keeper->pipelines();
  if (pipelined) ids.expect_other_than(sizes.sizes());
  if (asks_ids) parts.push_back(&ids);
  sequence both(std::move(parts));
  const result<> done = co_await keeper->run(both);
  if (!done) co_return done.error();
  if (sizes.refused()) co_return *sizes.refused();
  if (pipelined && are_all_digits(ids.ids())) {
    const result<> confirmed = co_await confirm_unique_id(client, ids.ids().numbers()[0], ids.ids().id(0));
    if (!confirmed) co_return confirmed.error();
  }
  keeper.tell_numbers();
  if (!with_ids) co_return listing.keep(std::move(sizes.sizes()));
  // If the server announces UIDL, it may accept the next one, so the ids are not ruled out.
  if (ids.refused() && !keeper->announces("UIDL")) listing.rule_out_ids(*ids.refused());
  const std::optional<failure> refused = asks_ids ? ids.refused() : listing.ids_ruled_out();
  listing_cache::listing listed = listing.keep(std::move(sizes.sizes()), std::move(ids.ids()), refused);
  if (!refused) client.report.listed_once = listed->listed_once();
  co_return listed;
}

/// Lists the maildrop. If the session ends meanwhile and is `replaceable`, tries again in a new session.
asio::awaitable<result<listing_cache::listing>> ask_until_listed(client_state& client, bool with_ids,
                                                                 bool replaceable) {
  session_keeper& keeper = client.session;
  client.report = connection_report();
  reconnector again(client.around, keeper.opening_leash(), client.options().reconnect.attempts);
  for (;;) {
    result<listing_cache::listing> listed = co_await ask_listing(client, with_ids);
    if (listed || keeper->alive()) co_return listed;
    const bool mixed_up = keeper->mixed_up();
    if (!replaceable || client.marks.any() || !(mixed_up || reconnector::is_loss(listed.error()))) co_return listed;
    if (mixed_up) again.allow_attempts(reconnector::after_broken_session);
    result<std::unique_ptr<session>> opened = co_await again.open(listed.error());
    if (!opened && mixed_up) co_return listed;
    if (!opened) co_return opened.error();
    keeper.replace(std::move(*opened));
    ++client.report.reconnected;
  }
}

/// Returns true if the messages may have to be found again in another session.
bool needs_ids(const client_state& client, std::size_t messages) {
  return messages > 1 || client.around.options().reconnect.attempts != 0;
}

}  // namespace

asio::awaitable<result<>> confirm_unique_id(client_state& client, std::uint64_t number, std::string_view id) {
  session_keeper& keeper = client.session;
  if (!keeper->pipelines() || !is_digits(id)) co_return result<>{};
  single_reply asked(wire::verb::uidl, number);
  result<> done = co_await keeper->run_in_lock_step(asked);
  if (!done || asked.refused()) co_return done;
  const outcome<wire::unique_id_listing> told = wire::parse_unique_id_listing(asked.text());
  if (told && told->sequence_number == number && told->unique_id == id) co_return done;
  co_return keeper->end_mixed_up(wire::verb::uidl);
}

asio::awaitable<result<>> learn_unique_ids(client_state& client) {
  listing_cache& listing = client.listing;
  if (listing.index()) co_return result<>{};
  if (listing.ids_ruled_out()) co_return *listing.ids_ruled_out();
  unique_id_request asked(listing_limits(client.options().limits));
  result<> done = co_await client.session->run(asked);
  if (!done) co_return done;
  if (asked.refused()) {
    // If the server announces UIDL, it may accept the next one, so the ids are not ruled out.
    if (!client.session->announces("UIDL")) listing.rule_out_ids(*asked.refused());
    co_return *asked.refused();
  }
  listing.keep(std::move(asked.ids()));
  client.session.tell_numbers();
  co_return result<>{};
}

asio::awaitable<result<std::uint64_t>> locate(client_state& client, message_reference which) {
  if (const sequence_number* number = which.number()) {
    if (*number == 0) co_return failure(errc::invalid_sequence_number);
    const result<> ready = co_await client.session.get_ready(names_by::number);
    if (!ready) co_return ready.error();
    client.session.tell_numbers();
    co_return *number;
  }
  if (which.id()->str().empty()) co_return failure(errc::empty_argument, "the unique-id");
  result<> ready = co_await client.session.get_ready();
  if (ready) ready = co_await learn_unique_ids(client);
  if (!ready) co_return ready.error();
  const outcome<std::uint64_t> number = client.listing.index()->number_of(which.id()->str());
  if (!number) co_return unmatched_id(number.error(), *which.id());
  if (client.marks.has(*number)) {
    failure marked = unmatched_id(errc::no_such_message, *which.id());
    co_return marked.set_detail(marked.detail() + ", which is marked as deleted");
  }
  co_return *number;
}

names_by how_named(const std::vector<message_reference>& which) {
  return std::ranges::any_of(which, is_number) ? names_by::number : names_by::unique_id;
}

asio::awaitable<result<listing_cache::listing>> list_maildrop(client_state& client, bool with_ids, names_by names) {
  const result<> live = co_await client.session.log_in(names);
  if (!live) co_return live.error();
  // Numbers of this session that the caller may know would mean other messages in a new session.
  const bool replaceable = names == names_by::unique_id || !client.session.numbers_told();
  co_return co_await ask_until_listed(client, with_ids, replaceable);
}

asio::awaitable<result<selection>> select(client_state& client, std::vector<message_reference> which, listing_age age) {
  const names_by names = how_named(which);
  const result<> live = co_await client.session.log_in(names);
  if (!live) co_return live.error();
  const bool with_ids = needs_ids(client, which.size()) || !std::ranges::all_of(which, is_number);
  if (age == listing_age::latest && client.listing.holds(with_ids)) {
    client.report = connection_report();
    selection chosen = select_from(client.listing.latest()->messages(), which, client.marks.numbers());
    co_return explain_misses(std::move(chosen), client.listing.ids_refused());
  }
  const result<listing_cache::listing> listed = co_await list_maildrop(client, with_ids, names);
  if (!listed) co_return listed.error();
  co_return explain_misses(select_from((*listed)->messages(), which), client.listing.ids_refused());
}

}  // namespace pop3kit::engine
