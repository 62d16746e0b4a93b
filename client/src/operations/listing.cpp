#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "link/sequence.hpp"
#include "operations/client_core.hpp"
#include "operations/header_batch.hpp"

namespace pop3kit::engine {

namespace {

/// LIST and UIDL as one, by number: a message that only one of them knows has the other's value missing.
std::vector<message_info> merge(const size_list& sizes, const id_list& ids) {
  std::vector<message_info> merged;
  merged.reserve(std::max(sizes.size(), ids.size()));
  std::size_t place = 0;
  const auto add_id = [&merged, &ids, &place] {
    message_info& entry = merged.emplace_back();
    entry.sequence_number = ids.number(place);
    const unique_id& id = ids.id(place++);
    if (!id.str().empty()) entry.unique_id = id;
  };
  for (std::size_t listed = 0; listed < sizes.size(); ++listed) {
    const std::uint64_t number = sizes.number(listed);
    while (place < ids.size() && ids.number(place) < number) add_id();
    if (place < ids.size() && ids.number(place) == number) {
      add_id();
    } else {
      merged.emplace_back().sequence_number = number;
    }
    merged.back().size = sizes.octets(listed);
  }
  while (place < ids.size()) add_id();
  return merged;
}

/// How many messages only one of LIST and UIDL named.
std::size_t listed_once(const std::vector<message_info>& merged, const size_list& sizes, const id_list& ids) {
  const std::size_t in_both = sizes.size() + ids.size() - merged.size();
  return merged.size() - in_both;
}

/// The numbers of the session that is up now, where the operation ended in another than it began in. What that session
/// does not know is gone.
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

asio::awaitable<result<std::vector<message_info>>> client_core::snapshot(bool with_ids) {
  const listing_limits limits(options().limits);
  scan_request sizes(limits);
  unique_id_request ids(limits);
  std::vector<dialogue*> parts{&sizes};
  const bool asks_ids = with_ids && !uidl_missing_;
  if (session_->pipelines()) ids.expect_other_than(sizes.sizes());
  if (asks_ids) parts.push_back(&ids);
  sequence both(std::move(parts));
  const result<> done = co_await session_->run(both);
  if (!done) co_return done.error();
  if (sizes.refused()) co_return *sizes.refused();
  if (ids.refused() && !session_->announces("UIDL")) uidl_missing_ = ids.refused();
  std::vector<message_info> messages = merge(sizes.sizes(), ids.ids());
  if (asks_ids && !ids.refused()) report_.listed_once = listed_once(messages, sizes.sizes(), ids.ids());
  sizes_ = std::move(sizes.sizes());
  if (with_ids) {
    ids_refused_ = asks_ids ? ids.refused() : uidl_missing_;
    listed_ids_ = std::move(ids.ids());
  }
  // A refusal that says nothing of the next one is not relied on: UIDL is sent again.
  const bool ids_are_settled = with_ids && (!ids_refused_ || uidl_missing_);
  latest_listing_ = ids_are_settled ? kept::sizes_and_ids : kept::sizes;
  numbers_told_ = true;
  co_return messages;
}

bool client_core::holds_listing(bool with_ids) const noexcept {
  return latest_listing_ == kept::sizes_and_ids || (latest_listing_ == kept::sizes && !with_ids);
}

std::vector<message_info> client_core::latest_listing() const {
  static const id_list no_ids;
  return merge(sizes_, latest_listing_ == kept::sizes_and_ids ? listed_ids_ : no_ids);
}

asio::awaitable<result<std::vector<message_info>>> client_core::list(list_fields fields) {
  result<std::vector<message_info>> listed = co_await first_snapshot(true);
  if (!listed) co_return listed.error();
  selection all(std::move(*listed));
  if (fields == list_fields::headers) {
    const result<> fetched = co_await fetch_headers(all);
    if (!fetched) co_return fetched.error();
    if (newest_listing_) all.messages = renumber(std::move(all.messages), *newest_listing_);
  } else {
    ++report_.opened;
    report_.connections.emplace_back().ordinal = session_->ordinal();
  }
  numbers_void_ = false;
  co_return std::move(all.messages);
}

asio::awaitable<result<std::vector<result<message_info>>>> client_core::list_some(std::vector<message_reference> which,
                                                                                  list_fields fields) {
  const std::size_t asked = which.size();
  result<selection> chosen = co_await select(std::move(which), listing_age::fresh);
  if (!chosen) co_return chosen.error();
  std::vector<result<message_info>> found(asked, failure(errc::no_such_message).set_session_usable(true));
  for (selection::miss& miss : chosen->misses) found[miss.place] = std::move(miss.why);
  if (fields == list_fields::headers) {
    const result<> fetched = co_await fetch_headers(*chosen);
    if (!fetched) co_return fetched.error();
  }
  for (std::size_t i = 0; i < chosen->messages.size(); ++i) {
    message_info& message = chosen->messages[i];
    if (newest_listing_) {
      const outcome<std::uint64_t> number = newest_listing_->number_of(message.unique_id->str());
      if (!number) continue;
      message.sequence_number = *number;
    }
    found[chosen->places[i]] = std::move(message);
  }
  co_return found;
}

asio::awaitable<result<std::vector<message_info>>> client_core::list_ids() {
  const result<> live = co_await ready();
  if (!live) co_return live.error();
  ids_.reset();
  const result<> learned = co_await learn_ids();
  if (!learned) co_return learned.error();
  std::vector<message_info> messages;
  const id_list& known = ids_->ids();
  messages.reserve(known.size());
  for (std::size_t place = 0; place < known.size(); ++place) {
    message_info& message = messages.emplace_back();
    message.sequence_number = known.number(place);
    const unique_id& id = known.id(place);
    if (!id.str().empty()) message.unique_id = id;
  }
  numbers_void_ = false;
  co_return messages;
}

asio::awaitable<result<>> client_core::fetch_headers(selection& chosen) {
  std::vector<message_info>& messages = chosen.messages;
  if (around_.switched_off("TOP")) {
    report_.headers_refused = messages.size();
    co_return result<>{};
  }
  header_taker keep = [&messages](std::size_t item, result<header_collection> headers) -> result<> {
    if (headers) messages[item].headers = std::move(*headers);
    return {};
  };
  header_target target(std::move(keep), options().limits.header_octets, options().limits.kept_header_octets);
  result<> done = co_await work_through(chosen, target);
  report_.headers_refused = target.refused;
  co_return done;
}

asio::awaitable<result<transfer_report>> client_core::headers_of_many(std::vector<message_reference> which,
                                                                      header_handler handler) {
  if (around_.switched_off("TOP")) co_return unavailable("TOP");
  result<selection> chosen = co_await select(std::move(which), listing_age::latest);
  if (!chosen) co_return chosen.error();
  header_taker hand_on = [&handler, &chosen](std::size_t item, result<header_collection> headers) {
    return handler(chosen->messages[item], std::move(headers));
  };
  header_target target(std::move(hand_on), options().limits.header_octets);
  target.misses = [&handler](const message_info& asked, const failure& why) { return handler(asked, why); };
  const result<> done = co_await work_through(*chosen, target);
  report_.headers_refused = target.refused;
  if (!done) co_return done.error();
  transfer_report report;
  report.messages = target.taken;
  report.octets = target.octets;
  report.refused = target.refused + chosen->misses.size();
  co_return report;
}

}  // namespace pop3kit::engine
