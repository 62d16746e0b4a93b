#include "asked_message.hpp"
#include "collector.hpp"
#include "steps.hpp"

namespace pop3kit::proof {

void read_headers_of_many(watched_client& client, const work_step& step) {
  const std::vector<asked_message> asked = choose_many(client, step);
  collector taken(client);
  header_handler handler = [&taken](const message_info& about, const result<header_collection>& headers) -> result<> {
    if (headers) {
      taken.take(about, *headers);
    } else {
      taken.note_refused();
    }
    return {};
  };
  const auto done = client.perform(client.mail().get_message_headers(references(asked), std::move(handler)));
  taken.settle(done, asked.size());
}

void read_many(watched_client& client, const work_step& step) {
  const std::vector<asked_message> asked = choose_many(client, step);
  collector taken(client);
  message_handler handler = [&taken](const message_info& about, const result<mail_message>& message) -> result<> {
    if (message) {
      taken.take(about, message->octets());
    } else {
      taken.note_refused();
    }
    return {};
  };
  const auto done = client.perform(client.mail().fetch_messages(references(asked), std::move(handler)));
  taken.settle(done, asked.size());
}

void read_all(watched_client& client) {
  collector taken(client);
  const std::size_t marked = client.view().marked.size();
  const auto done = client.perform(client.mail().save_messages(taken));
  std::optional<std::uint64_t> asked;
  if (client.sees_all()) asked = client.model().ids().size() - marked;
  taken.settle(done, asked);
  // What came with the messages is a listing too.
  if (!done) return;
  client.view().listing.clear();
  if (!client.world().lies_of_ids() && !client.closed()) client.view().listing = taken.numbers();
}

}  // namespace pop3kit::proof
