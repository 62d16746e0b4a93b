#include "sync/delivery_receiver.hpp"

#include <pop3kit/file_group.hpp>
#include <utility>

#include "digest/hexadecimal.hpp"
#include "digest/sha256.hpp"
#include "store/stored_file.hpp"

namespace pop3kit::archiving {

void run_context::tell(archive_event_kind kind, const message_info& which, const std::string& place,
                       const std::optional<failure>& cause) const {
  if (!options.on_event) return;
  archive_event event(kind, which);
  event.place = place;
  event.cause = cause;
  options.on_event(event);
}

void run_context::fail(const message_info& which, const failure& cause) {
  ++report.failed;
  if (!report.first_failure) report.first_failure = cause;
  tell(archive_event_kind::failed, which, {}, cause);
}

message_identity identity_of(const listed_message& message, const std::vector<message_digest>& headers) {
  message_identity identity;
  identity.generation = message.generation;
  if (message.header < 0) {
    identity.octets = message.id;
    return identity;
  }
  identity.kind = identity_kind::header;
  const auto& digest = headers[static_cast<std::size_t>(message.header)].header;
  identity.octets.assign(digest.begin(), digest.end());
  identity.octets += message.size ? std::to_string(*message.size) : "";
  return identity;
}

delivery delivery_of(const run_context& run, const message_identity& identity, const listed_message& message) {
  // The account cannot contain NUL, and the identity, which can, comes last. So different messages hash different
  // texts.
  sha256 hash;
  hash.update(run.account_name);
  hash.update(std::string_view("\0", 1));
  hash.update(std::to_string(static_cast<int>(identity.kind)) + "." + std::to_string(identity.generation));
  hash.update(std::string_view("\0", 1));
  hash.update(identity.octets);
  delivery made;
  made.name = to_hexadecimal(hash.finish()).substr(0, name_length);
  if (!message.id.empty()) made.id = unique_id(message.id);
  made.time = run.began;
  return made;
}

result<> delivery_receiver::begin(const message_info& which) {
  listed_message* const listed = maildrop_.find(which);
  if (listed == nullptr) return failure(errc::no_such_message, "a message that was not requested");
  message_identity identity = identity_of(*listed, headers_);
  result<std::unique_ptr<message_writer>> writer = run_.store.begin(delivery_of(run_, identity, *listed));
  if (!writer) return writer.error();
  open_.insert_or_assign(&which, arrival{listed, maildrop_match::info_of(*listed), std::move(identity),
                                         std::move(*writer), message_hash()});
  return {};
}

result<> delivery_receiver::octets(const message_info& which, std::span<const char> piece) {
  arrival& message = open_.at(&which);
  message.hash.update(piece);
  group_octets_ += piece.size();
  return message.writer->write(piece);
}

result<> delivery_receiver::end(const message_info& which, const result<>& outcome) {
  auto held = open_.extract(&which);
  if (!outcome) {
    if (is_taken_back(outcome)) return {};
    if (listed_message* const listed = maildrop_.find(which)) listed->standing = standing::left_out;
    run_.fail(which, outcome.error());
    return {};
  }
  if (held.empty()) return {};
  group_.push_back(std::move(held.mapped()));
  const bool is_full = group_.size() >= file_group::most_files || group_octets_ >= file_group::most_octets;
  return is_full ? commit() : result<>();
}

result<> delivery_receiver::commit() {
  std::vector<arrival> group = std::exchange(group_, {});
  group_octets_ = 0;
  if (group.empty()) return {};
  std::vector<std::unique_ptr<message_writer>> writers;
  writers.reserve(group.size());
  for (arrival& each : group) writers.push_back(std::move(each.writer));
  const std::vector<result<std::string>> places = run_.store.commit(std::move(writers));
  std::vector<stored_message> stored;
  std::vector<std::size_t> positions;
  result<> outcome;
  for (std::size_t at = 0; at < group.size(); ++at) {
    if (!places[at]) {
      group[at].listed->standing = standing::left_out;
      run_.fail(group[at].info, places[at].error());
      if (outcome) outcome = places[at].error();
      continue;
    }
    stored.push_back({group[at].identity, group[at].listed->size, group[at].hash.finish(), *places[at]});
    positions.push_back(at);
  }
  const seconds_since_1970 now = run_.now();
  const result<std::vector<row_number>> rows = run_.state.add(run_.account, stored, run_.began, now);
  if (!rows) return rows.error();
  for (std::size_t at = 0; at < rows->size(); ++at) {
    listed_message& listed = *group[positions[at]].listed;
    listed.row = (*rows)[at];
    listed.stored = now;
    listed.standing = standing::known;
    ++run_.report.stored;
    run_.tell(archive_event_kind::stored, group[positions[at]].info, stored[at].place);
  }
  return outcome;
}

}  // namespace pop3kit::archiving
