#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "link/sequence.hpp"
#include "operations/client_core.hpp"
#include "operations/header_batch.hpp"
#include "operations/multi_connection.hpp"
#include "operations/work_queue.hpp"

namespace pop3kit::engine {

namespace {

// With fewer there is nothing to gain from logging in once more.
constexpr std::size_t worth_sharing = 20;
constexpr std::size_t most_in_flight = 128;

/// LIST and UIDL as one, by number: a message that only one of them knows has the other's value missing.
std::vector<message_info> merge(const std::vector<listed_size>& sizes, std::vector<listed_id>& ids) {
  std::vector<message_info> merged;
  merged.reserve(std::max(sizes.size(), ids.size()));
  auto id = ids.begin();
  const auto add_id = [&merged, &id] {
    message_info& entry = merged.emplace_back();
    entry.sequence_number = id->number;
    if (!id->id.empty()) entry.unique_id = unique_id(std::move(id->id));
    ++id;
  };
  for (const listed_size& listed : sizes) {
    while (id != ids.end() && id->number < listed.number) add_id();
    if (id != ids.end() && id->number == listed.number) {
      add_id();
    } else {
      merged.emplace_back().sequence_number = listed.number;
    }
    merged.back().size = listed.octets;
  }
  while (id != ids.end()) add_id();
  return merged;
}

bool told_apart_by_ids(const std::vector<message_info>& messages) {
  std::vector<std::string_view> ids;
  ids.reserve(messages.size());
  for (const message_info& message : messages) {
    if (!message.unique_id) return false;
    ids.push_back(message.unique_id->str());
  }
  std::ranges::sort(ids);
  return std::ranges::adjacent_find(ids) == ids.end();
}

}  // namespace

asio::awaitable<result<std::vector<message_info>>> client_core::snapshot(bool with_ids) {
  scan_request sizes(options().limits.listing_entries);
  unique_id_request ids(options().limits.listing_entries, options().limits.unique_id_octets);
  std::vector<dialogue*> parts{&sizes};
  if (with_ids && !uidl_missing_) parts.push_back(&ids);
  sequence both(std::move(parts));
  const result<> done = co_await session_->run(both);
  if (!done) co_return done.error();
  if (sizes.refused()) co_return *sizes.refused();
  if (ids.refused() && !session_->announces("UIDL")) uidl_missing_ = ids.refused();
  if (with_ids) {
    listed_ids_ = id_list();
    for (const listed_id& each : ids.ids()) listed_ids_.append(each.number, each.id);
  }
  std::vector<message_info> messages = merge(sizes.sizes(), ids.ids());
  sizes_ = std::move(sizes.sizes());
  co_return messages;
}

asio::awaitable<result<std::vector<message_info>>> client_core::list(list_fields fields) {
  const result<> live = co_await ready();
  if (!live) co_return live.error();
  report_ = connection_report();
  result<std::vector<message_info>> listed = co_await snapshot(true);
  if (!listed) co_return listed.error();
  std::vector<message_info> messages = std::move(*listed);
  if (fields == list_fields::headers) {
    const result<> fetched = co_await fetch_headers(messages);
    if (!fetched) co_return fetched.error();
  } else {
    report_.opened = 1;
    report_.connections.emplace_back().ordinal = session_->ordinal();
  }
  co_return messages;
}

asio::awaitable<result<std::vector<message_info>>> client_core::list_ids() {
  const result<> live = co_await ready();
  if (!live) co_return live.error();
  ids_.reset();
  const result<> learned = co_await learn_ids();
  if (!learned) co_return learned.error();
  std::vector<message_info> messages;
  messages.reserve(ids_->ids().size());
  for (const listed_id& entry : ids_->ids()) {
    message_info& message = messages.emplace_back();
    message.sequence_number = entry.number;
    if (!entry.id.empty()) message.unique_id = unique_id(entry.id);
  }
  co_return messages;
}

std::size_t client_core::connections_for(const std::vector<message_info>& messages) const {
  const client_options& wanted = around_.options();
  // What `automatic` would have to know, it would have to measure: until then it does what never costs anything.
  if (wanted.multi != multi_connection::enable || messages.size() < worth_sharing) return 1;
  if (wanted.connections_quantity < 2 || !told_apart_by_ids(messages)) return 1;
  return std::min(wanted.connections_quantity, messages.size());
}

asio::awaitable<result<>> client_core::fetch_headers(std::vector<message_info>& messages) {
  if (around_.switched_off("TOP")) {
    report_.headers_refused = messages.size();
    co_return result<>{};
  }
  const std::size_t connections = connections_for(messages);
  std::size_t share = most_in_flight;
  // One connection shall not swallow what is meant for several.
  if (connections > 1) share = std::clamp<std::size_t>(messages.size() / connections, 1, most_in_flight);
  header_target target(messages, options().limits.header_octets);
  work_queue queue(messages.size());
  batch_maker make = [this, &target, &queue, share](const session& on, work_queue::taker who, numbering numbers) {
    return std::make_unique<header_batch>(target, queue, who, std::move(numbers), share, around_.time(),
                                          on.announces("TOP"));
  };
  multi_connection_run run(around_, *session_, messages, queue, std::move(make), report_);
  result<> done = co_await run.run(connections);
  report_.headers_refused = target.refused;
  co_return done;
}

}  // namespace pop3kit::engine
