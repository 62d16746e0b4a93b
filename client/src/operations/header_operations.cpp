#include "operations/header_operations.hpp"

#include <utility>

#include "link/refusal.hpp"
#include "operations/message_lookup.hpp"
#include "transfer/header_batch.hpp"
#include "transfer/top_request.hpp"
#include "transfer/work_through.hpp"

namespace pop3kit::engine {

asio::awaitable<result<std::string>> top(client_state& client, message_reference which, std::uint64_t lines) {
  if (client.around.switched_off("TOP")) co_return capability_unavailable("TOP");
  const result<std::uint64_t> number = co_await locate(client, std::move(which));
  if (!number) co_return number.error();
  client.report = connection_report();
  top_request asked(*number, lines, client.options().limits.header_octets);
  const result<> done = co_await client.session->run(asked);
  if (!done) co_return done.error();
  if (asked.refused()) co_return *asked.refused();
  co_return std::move(asked.octets());
}

asio::awaitable<result<transfer_report>> get_message_headers(client_state& client, std::vector<message_reference> which,
                                                             header_handler handler) {
  if (client.around.switched_off("TOP")) co_return capability_unavailable("TOP");
  result<selection> chosen = co_await select(client, std::move(which), listing_age::latest);
  if (!chosen) co_return chosen.error();
  header_taker hand_on = [&handler, &chosen](std::size_t item, result<header_collection> headers) {
    return handler(chosen->messages[item], std::move(headers));
  };
  header_target target(std::move(hand_on), client.options().limits.header_octets);
  target.misses = [&handler](const message_info& asked, const failure& why) { return handler(asked, why); };
  const result<> done = co_await work_through(client, *chosen, target);
  client.report.headers_refused = target.refused;
  if (!done) co_return done.error();
  transfer_report report;
  report.messages = target.taken;
  report.octets = target.octets;
  report.refused = target.refused + chosen->misses.size();
  co_return report;
}

asio::awaitable<result<>> add_headers(client_state& client, selection& chosen) {
  std::vector<message_info>& messages = chosen.messages;
  if (client.around.switched_off("TOP")) {
    client.report.headers_refused = messages.size();
    co_return result<>{};
  }
  header_taker keep = [&messages](std::size_t item, result<header_collection> headers) -> result<> {
    if (headers) messages[item].headers = std::move(*headers);
    return {};
  };
  const client_limits& limits = client.options().limits;
  header_target target(std::move(keep), limits.header_octets, limits.kept_header_octets);
  result<> done = co_await work_through(client, chosen, target);
  client.report.headers_refused = target.refused;
  co_return done;
}

}  // namespace pop3kit::engine
