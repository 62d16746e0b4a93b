#include <pop3kit/folder.hpp>
#include <utility>

#include "operations/client_core.hpp"
#include "operations/folder_receiver.hpp"

namespace pop3kit::engine {

/// Names depend on the unique-ids of the whole maildrop, so that is listed first, whichever messages are wanted.
asio::awaitable<result<transfer_report>> client_core::save_many(std::optional<std::vector<message_reference>> which,
                                                                std::filesystem::path folder, saved_handler handler) {
  const result<> made = make_folder(folder);
  if (!made) co_return made.error().set_session_usable(true);
  const auto listed = co_await list(list_fields::ids_only);
  if (!listed) co_return listed.error();
  message_file_names names;
  std::vector<message_reference> all;
  for (const message_info& each : *listed) {
    names.add(each);
    if (!which) all.emplace_back(each.sequence_number);
  }
  folder_receiver receiver(std::move(folder), std::move(names), std::move(handler));
  std::vector<message_reference> wanted = std::move(all);
  if (which) wanted = std::move(*which);
  const std::uint64_t most = options().limits.streamed_message_octets;
  result<transfer_report> done = co_await transfer(std::move(wanted), receiver, most);
  const result<> synced = receiver.sync();
  if (!done || synced) co_return done;
  co_return synced.error().set_session_usable(true);
}

}  // namespace pop3kit::engine
