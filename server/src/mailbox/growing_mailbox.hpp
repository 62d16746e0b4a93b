#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scenario/mailbox_source.hpp"

namespace pop3kit::serving {

/// A mailbox and what was delivered to it since. Positions never change, so whoever knows some of them may go on
/// reading while more is delivered. Belongs to the service's executor.
class growing_mailbox final : public mailbox_source {
 public:
  explicit growing_mailbox(std::shared_ptr<const mailbox_source> first);

  /// Behind what is there. The unique-ids begin with `prefix`: what was delivered twice is two messages.
  void append(std::shared_ptr<const mailbox_source> more, std::string prefix);

  [[nodiscard]] std::size_t count() const override { return parts_.back().end; }
  [[nodiscard]] std::uint64_t octets(std::size_t position) const override;
  [[nodiscard]] std::string unique_id(std::size_t position) const override;
  [[nodiscard]] std::shared_ptr<const message_content> open(std::size_t position) const override;

 private:
  struct part {
    std::shared_ptr<const mailbox_source> mail;
    std::string prefix;
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  [[nodiscard]] const part& part_with(std::size_t position) const;

  std::vector<part> parts_;
};

}  // namespace pop3kit::serving
