#include "operations/transfer_operations.hpp"

#include <algorithm>
#include <pop3kit/file_group.hpp>
#include <pop3kit/file_writer.hpp>
#include <pop3kit/folder.hpp>
#include <pop3kit/message_file_names.hpp>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "operations/mailbox_operations.hpp"
#include "operations/message_lookup.hpp"
#include "transfer/retrieval.hpp"
#include "transfer/transfer_batch.hpp"
#include "transfer/work_through.hpp"

namespace pop3kit::engine {

namespace {

/// Collects the octets of each message and passes the complete message to the handler.
class whole_messages final : public message_receiver {
 public:
  explicit whole_messages(message_handler handler) : handler_(std::move(handler)) {}

  result<> begin(const message_info& which) override {
    std::string& kept = under_way_.emplace_back(&which, std::string()).second;
    if (which.size) kept.reserve(std::min<std::uint64_t>(*which.size, most_reserved_octets));
    return {};
  }
  result<> octets(const message_info& which, std::span<const char> piece) override {
    find(which)->second.append(piece.data(), piece.size());
    return {};
  }
  result<> end(const message_info& which, const result<>& outcome) override {
    const auto kept = find(which);
    std::string octets;
    if (kept != under_way_.end()) {
      octets = std::move(kept->second);
      under_way_.erase(kept);
    }
    if (is_taken_back(outcome)) return {};
    if (!outcome) return handler_(which, outcome.error());
    return handler_(which, mail_message(std::move(octets)));
  }

 private:
  // A server may claim any size, so only this much is reserved in advance.
  static constexpr std::uint64_t most_reserved_octets = 1UL << 20;
  using kept_message = std::pair<const message_info*, std::string>;

  std::vector<kept_message>::iterator find(const message_info& which) {
    return std::ranges::find(under_way_, &which, &kept_message::first);
  }

  message_handler handler_;
  std::vector<kept_message> under_way_;
};

/// Saves each message to a file in a folder. Files are synced in groups, and reported to the handler after that.
class folder_receiver final : public message_receiver {
 public:
  folder_receiver(std::filesystem::path folder, message_file_names names, saved_handler handler)
      : folder_(std::move(folder)), names_(std::move(names)), handler_(std::move(handler)) {}

  result<> begin(const message_info& which) override {
    result<file_writer> opened =
        file_writer::open(folder_ / (names_.name_of(which) + ".eml"), names_.existing_file_of(which));
    if (!opened) return opened.error();
    under_way_.insert_or_assign(&which, std::move(*opened));
    return {};
  }
  result<> octets(const message_info& which, std::span<const char> piece) override {
    return under_way_.at(&which).write(std::string_view(piece.data(), piece.size()));
  }
  result<> end(const message_info& which, const result<>& outcome) override {
    auto under_way = under_way_.extract(&which);
    if (is_taken_back(outcome)) return {};
    if (!outcome) return report(which, outcome.error());
    whole_.add(std::move(under_way.mapped()));
    whole_messages_.push_back(which);
    return whole_.is_full() ? sync() : result<>();
  }

  /// Makes every whole message durable and reports it. Returns the first failure, of a file or of the handler.
  result<> sync() {
    const std::vector<message_info> messages = std::exchange(whole_messages_, {});
    result<> first;
    std::size_t at = 0;
    for (result<std::filesystem::path>& file : whole_.commit()) {
      if (first && !file) first = file.error();
      const result<> taken = report(messages[at++], std::move(file));
      if (first && !taken) first = taken;
    }
    return first;
  }

 private:
  result<> report(const message_info& which, result<std::filesystem::path> file) {
    return handler_ ? handler_(which, std::move(file)) : result<>();
  }

  std::filesystem::path folder_;
  message_file_names names_;
  saved_handler handler_;
  std::unordered_map<const message_info*, file_writer> under_way_;
  file_group whole_;
  std::vector<message_info> whole_messages_;  ///< messages of the group, in its order
};

asio::awaitable<result<>> retrieve(client_state& client, message_reference which, octet_sink sink,
                                   std::uint64_t most_octets) {
  message_info message;
  if (which.id() != nullptr) message.unique_id = *which.id();
  const result<std::uint64_t> number = co_await locate(client, std::move(which));
  if (!number) co_return number.error();
  message.sequence_number = *number;
  message.size = client.listing.size_of(*number);
  retrieval_plan plan;
  plan.number = *number;
  plan.listed_octets = message.size;
  plan.most_octets = most_octets;
  retrieval asked(plan, sink);
  client.report = connection_report();
  result<> done = co_await client.session->run(asked);
  if (!done) co_return done;
  if (asked.refused()) co_return *asked.refused();
  if (asked.account().is_missing()) {
    failure missing(errc::message_truncated, "no octet of the message arrived");
    co_return missing.set_verb("RETR").set_session_usable(true);
  }
  if (asked.account().has_another_size()) {
    client.report.size_mismatches = 1;
    client.report.named_size_mismatches.push_back(std::move(message));
  }
  co_return done;
}

/// Fetches the given messages, or all messages, into a receiver.
asio::awaitable<result<transfer_report>> transfer(client_state& client, wanted_messages which,
                                                  message_receiver& receiver, std::uint64_t most_octets) {
  selection chosen;
  if (which) {
    result<selection> found = co_await select(client, std::move(*which), listing_age::latest);
    if (!found) co_return found.error();
    chosen = std::move(*found);
  } else {
    const result<listing_cache::listing> listed = co_await list_maildrop(client, true);
    if (!listed) co_return listed.error();
    chosen = selection((*listed)->messages());
  }
  receiver.expect(chosen.messages.size(), listed_total(chosen.messages));
  transfer_target target(chosen.messages, receiver, most_octets);
  const result<> done = co_await work_through(client, chosen, target);
  client.report.size_mismatches = target.report.size_mismatches;
  client.report.named_size_mismatches = std::move(target.first_mismatches);
  if (!done) co_return done.error();
  // The receiver got all messages with their numbers in this session, so the caller knows these numbers.
  if (!which && !chosen.resumed_in) client.session.renew_numbers();
  target.report.refused += chosen.misses.size();
  co_return target.report;
}

}  // namespace

asio::awaitable<result<>> save_message(client_state& client, message_reference which, octet_sink sink) {
  const std::uint64_t most = client.options().limits.streamed_message_octets;
  co_return co_await retrieve(client, std::move(which), std::move(sink), most);
}

asio::awaitable<result<>> save_message(client_state& client, message_reference which, std::filesystem::path file) {
  result<file_writer> opened = file_writer::open(std::move(file));
  if (!opened) co_return opened.error().set_session_usable(true);
  file_writer& target = *opened;
  octet_sink write = [&target](std::span<const char> octets) {
    return target.write(std::string_view(octets.data(), octets.size()));
  };
  result<> done = co_await save_message(client, std::move(which), std::move(write));
  if (!done) co_return done;
  result<> committed = target.commit();
  if (!committed) co_return committed.error().set_session_usable(true);
  co_return committed;
}

asio::awaitable<result<std::string>> fetch_message(client_state& client, message_reference which) {
  std::string octets;
  octet_sink keep = [&octets](std::span<const char> more) -> result<> {
    octets.append(more.data(), more.size());
    return {};
  };
  const std::uint64_t most = client.options().limits.kept_message_octets;
  const result<> done = co_await retrieve(client, std::move(which), std::move(keep), most);
  if (!done) co_return done.error();
  co_return octets;
}

asio::awaitable<result<transfer_report>> save_messages(client_state& client, wanted_messages which,
                                                       message_receiver& receiver) {
  const std::uint64_t most = client.options().limits.streamed_message_octets;
  co_return co_await transfer(client, std::move(which), receiver, most);
}

/// File names depend on the unique-ids of the whole maildrop, so it is listed first.
asio::awaitable<result<transfer_report>> save_messages(client_state& client, wanted_messages which,
                                                       std::filesystem::path folder, saved_handler handler) {
  const result<> made = make_folder(folder);
  if (!made) co_return made.error().set_session_usable(true);
  // A number of a session that has ended must not mean a message of the new listing.
  const session_keeper::names_by named = how_named(which.value_or(std::vector<message_reference>()));
  const result<listing_cache::listing> listed = co_await list_maildrop(client, true, named);
  if (!listed) co_return listed.error();
  message_file_names names;
  std::vector<message_reference> all;
  for (std::size_t position = 0; position < (*listed)->size(); ++position) {
    names.add((*listed)->message(position));
    if (!which) all.emplace_back((*listed)->number(position));
  }
  folder_receiver receiver(std::move(folder), std::move(names), std::move(handler));
  if (!which) {
    // The handler gets all messages with their numbers in this session, so the caller knows these numbers.
    client.session.renew_numbers();
    which = std::move(all);
  }
  result<transfer_report> done = co_await save_messages(client, std::move(which), receiver);
  const result<> synced = receiver.sync();
  if (!done || synced) co_return done;
  co_return synced.error().set_session_usable(true);
}

asio::awaitable<result<transfer_report>> fetch_messages(client_state& client, wanted_messages which,
                                                        message_handler handler) {
  const std::uint64_t most = client.options().limits.kept_message_octets;
  whole_messages receiver(std::move(handler));
  co_return co_await transfer(client, std::move(which), receiver, most);
}

}  // namespace pop3kit::engine
