#include <algorithm>
#include <span>
#include <string>

#include "asked_message.hpp"
#include "steps.hpp"

namespace pop3kit::proof {

namespace {

/// Whether the test holds for one of the messages that may be meant; true if it is unknown which are.
template <class Test>
bool is_one_of(watched_client& client, const asked_message& asked, Test holds) {
  const std::optional<std::vector<std::string>> candidates = asked.may_be(client);
  if (!candidates) return true;
  return std::ranges::any_of(*candidates,
                             [&](const std::string& id) { return holds(id, *client.model().octets_of(id)); });
}

void check_whole(watched_client& client, const asked_message& asked, std::string_view octets) {
  ++client.world().report().messages;
  client.world().report().octets += octets.size();
  const bool right =
      is_one_of(client, asked, [octets](const std::string&, const std::string& stored) { return stored == octets; });
  if (!right) client.model().find("another message than requested, or different from the stored one");
}

void check_top(watched_client& client, const asked_message& asked, std::string_view top) {
  const bool right =
      is_one_of(client, asked, [top](const std::string&, const std::string& stored) { return begins(stored, top); });
  if (!right) client.model().find("the top of another message than requested, or different from the stored one");
}

void check_headers(watched_client& client, const asked_message& asked, const header_collection& headers) {
  const bool right =
      is_one_of(client, asked, [&](const std::string& id, const std::string&) { return belongs_to(headers, id); });
  if (!right) client.model().find("headers of another message than requested");
}

void check_size(watched_client& client, const asked_message& asked, std::uint64_t size) {
  if (client.world().lies_of_sizes()) return;
  const bool right =
      is_one_of(client, asked, [size](const std::string&, const std::string& stored) { return stored.size() == size; });
  if (!right) client.model().find("the size of another message than requested");
}

void check_info(watched_client& client, const asked_message& asked, const message_info& info) {
  if (info.size) check_size(client, asked, *info.size);
  if (info.headers) check_headers(client, asked, *info.headers);
  if (!info.unique_id || client.world().lies_of_ids()) return;
  const bool right =
      is_one_of(client, asked, [&](const std::string& id, const std::string&) { return info.unique_id->str() == id; });
  if (!right) client.model().find("the information of another message than requested");
}

void fetch(watched_client& client, const asked_message& asked) {
  const result<mail_message> got = client.perform(client.mail().fetch_message(asked.reference()));
  if (got) check_whole(client, asked, got->octets());
}

void save(watched_client& client, const asked_message& asked) {
  std::string kept;
  octet_sink sink = [&kept](std::span<const char> more) -> result<> {
    kept.append(more.data(), more.size());
    return {};
  };
  const result<> saved = client.perform(client.mail().save_message(asked.reference(), std::move(sink)));
  if (saved) check_whole(client, asked, kept);
}

/// Numbers mean from now on what this listing says.
void learn(watched_client& client, const message_listing& listed) {
  client.view().listing.clear();
  if (client.world().lies_of_ids() || client.closed()) return;
  for (const message_info& message : listed) {
    if (message.unique_id) client.view().listing[message.sequence_number] = message.unique_id->str();
  }
}

void check_entry(watched_client& client, const message_info& message) {
  mail_model& model = client.model();
  if (client.world().lies_of_ids()) return;
  const std::string* const stored = message.unique_id ? model.octets_of(message.unique_id->str()) : nullptr;
  if (stored == nullptr) return model.find("a listing names a message that never existed");
  if (message.size && *message.size != stored->size() && !client.world().lies_of_sizes()) {
    model.find("a listing has a wrong size");
  }
  if (message.headers && !belongs_to(*message.headers, message.unique_id->str())) {
    model.find("headers belong to another message");
  }
  if (client.view().marked.contains(message.unique_id->str())) {
    model.find("a message is listed that is marked as deleted");
  }
}

void check_listing(watched_client& client, const message_listing& listed) {
  sequence_number last = 0;
  for (const message_info& message : listed) {
    if (message.sequence_number <= last) client.model().find("a listing is out of order");
    last = message.sequence_number;
    check_entry(client, message);
  }
  if (!client.sees_all()) return;
  if (listed.size() != client.model().ids().size() - client.view().marked.size()) {
    client.model().find("a listing differs from the maildrop");
  }
}

}  // namespace

void read_one(watched_client& client, const work_step& step) {
  constexpr std::uint64_t most_lines = 4;
  const asked_message asked(client, step);
  if (step.what == action::fetch) return fetch(client, asked);
  if (step.what == action::save) return save(client, asked);
  if (step.what == action::top) {
    const result<std::string> got = client.perform(client.mail().top(asked.reference(), step.pick % most_lines));
    if (got) check_top(client, asked, *got);
  } else if (step.what == action::headers) {
    const result<header_collection> got = client.perform(client.mail().get_message_headers(asked.reference()));
    if (got) check_headers(client, asked, *got);
  } else if (step.what == action::size) {
    const result<std::uint64_t> got = client.perform(client.mail().get_message_size(asked.reference()));
    if (got) check_size(client, asked, *got);
  } else {
    const result<message_info> got = client.perform(client.mail().get_message_info(asked.reference()));
    if (got) check_info(client, asked, *got);
  }
}

void list(watched_client& client, const work_step& step) {
  async_client::awaitable<message_listing> asked =
      step.what == action::list_unique_ids
          ? client.mail().list_unique_ids()
          : client.mail().list_messages(step.what == action::list_ids ? list_fields::ids_only : list_fields::headers);
  const result<message_listing> listed = client.perform(std::move(asked));
  if (!listed) return;
  check_listing(client, *listed);
  if (step.what != action::list_unique_ids) client.note_resumption();
  learn(client, *listed);
}

void list_some(watched_client& client, const work_step& step) {
  const std::vector<asked_message> asked = choose_many(client, step);
  const list_fields fields = step.pick % 2 == 0 ? list_fields::headers : list_fields::ids_only;
  const auto listed = client.perform(client.mail().list_messages(references(asked), fields));
  if (!listed) return;
  if (listed->size() != asked.size()) return client.model().find("not exactly one answer for each requested message");
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const result<message_info>& one = (*listed)[i];
    if (one) check_info(client, asked[i], *one);
  }
  client.note_resumption();
}

}  // namespace pop3kit::proof
