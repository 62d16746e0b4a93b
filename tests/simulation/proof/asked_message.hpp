#pragma once

#include <cstdint>
#include <optional>
#include <pop3kit/simulation.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "watched_client.hpp"

namespace pop3kit::proof {

/// A message as a step names it, and what may come under that name.
class asked_message {
 public:
  /// Of the step's choice among those in the maildrop, or, now and then, one that is not there.
  asked_message(watched_client& client, const work_step& step);
  /// By its place in the maildrop, from 0.
  asked_message(watched_client& client, std::uint64_t place, bool by_id);

  [[nodiscard]] message_reference reference() const;
  [[nodiscard]] bool by_id() const noexcept { return by_id_; }
  /// After the answer has come: the only unique-ids that it may belong to, perhaps none. No value if it is unknown what
  /// the numbers mean. What the client has returned about its numbers counts more than the maildrop.
  [[nodiscard]] std::optional<std::vector<std::string>> may_be(watched_client& client) const;

 private:
  bool by_id_;
  std::uint64_t number_;
  std::string id_;
};

/// Which messages of the maildrop a step over many means; the last of them is sometimes one that is not there.
[[nodiscard]] std::vector<asked_message> choose_many(watched_client& client, const work_step& step);
[[nodiscard]] std::vector<message_reference> references(const std::vector<asked_message>& asked);

/// Whether the header belongs to the message of this unique-id: each message names its own.
[[nodiscard]] bool belongs_to(const header_collection& headers, std::string_view id);
/// Whether the octets are a header, and so much of the body as came with it, of this message.
[[nodiscard]] bool begins(const std::string& message, std::string_view top);

}  // namespace pop3kit::proof
