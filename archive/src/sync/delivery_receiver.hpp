#pragma once

#include <functional>
#include <memory>
#include <pop3kit/archive.hpp>
#include <pop3kit/message_receiver.hpp>
#include <unordered_map>
#include <vector>

#include "state/archive_state.hpp"
#include "sync/maildrop_match.hpp"

namespace pop3kit::archiving {

/// What the steps of a run share.
struct run_context {
  archive_state& state;
  message_store& store;
  const sync_options& options;
  std::function<seconds_since_1970()> now;
  seconds_since_1970 began;
  row_number account = 0;
  std::string account_name;
  sync_report report;

  void tell(archive_event_kind kind, const message_info& which, const std::string& place = {},
            const std::optional<failure>& cause = std::nullopt) const;
  void fail(const message_info& which, const failure& cause);
};

/// Returns what the state keeps as the identity of a message. `header` is the digest of its header, if that identifies
/// it.
[[nodiscard]] message_identity identity_of(const listed_message& message, const std::vector<message_digest>& headers);
[[nodiscard]] delivery delivery_of(const run_context& run, const message_identity& identity,
                                   const listed_message& message);

/// Stores messages as they arrive, in groups. A message is written into the state after its group is durable.
class delivery_receiver final : public message_receiver {
 public:
  delivery_receiver(run_context& run, maildrop_match& maildrop, const std::vector<message_digest>& headers)
      : run_(run), maildrop_(maildrop), headers_(headers) {}

  [[nodiscard]] result<> begin(const message_info& which) override;
  [[nodiscard]] result<> octets(const message_info& which, std::span<const char> piece) override;
  [[nodiscard]] result<> end(const message_info& which, const result<>& outcome) override;

  /// Stores the whole messages that are left.
  [[nodiscard]] result<> commit();

 private:
  struct arrival {
    listed_message* listed;
    message_info info;
    message_identity identity;
    std::unique_ptr<message_writer> writer;
    message_hash hash;
  };

  run_context& run_;
  maildrop_match& maildrop_;
  const std::vector<message_digest>& headers_;
  std::unordered_map<const message_info*, arrival> open_;
  std::vector<arrival> group_;
  std::uint64_t group_octets_ = 0;
};

}  // namespace pop3kit::archiving
