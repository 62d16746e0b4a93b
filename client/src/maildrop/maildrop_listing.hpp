#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <pop3kit/mailbox.hpp>
#include <string_view>
#include <vector>

#include "maildrop/id_list.hpp"
#include "maildrop/number_list.hpp"
#include "maildrop/size_list.hpp"

namespace pop3kit::engine {

/// LIST and UIDL of one session as one listing, stored in columns by number. If only one of them lists a message, the
/// other value is missing.
class maildrop_listing {
 public:
  maildrop_listing(size_list sizes, std::shared_ptr<const id_list> ids);
  /// Makes a listing from the number, unique-id and size of each message. The numbers must grow.
  explicit maildrop_listing(const std::vector<message_info>& messages);

  [[nodiscard]] std::size_t size() const noexcept { return numbers().size(); }
  [[nodiscard]] std::uint64_t number(std::size_t position) const { return numbers()[position]; }
  /// Returns the unique-id at this position. Empty if the message has none.
  [[nodiscard]] std::string_view id(std::size_t position) const;
  [[nodiscard]] std::optional<std::uint64_t> octets(std::size_t position) const;
  /// Returns the entry at this position, without headers.
  [[nodiscard]] message_info message(std::size_t position) const;
  [[nodiscard]] std::vector<message_info> messages() const;

  [[nodiscard]] const size_list& sizes() const noexcept { return sizes_; }
  [[nodiscard]] const id_list& ids() const noexcept { return *ids_; }
  /// Returns how many messages are in only one of LIST and UIDL.
  [[nodiscard]] std::size_t listed_once() const noexcept { return listed_once_; }

 private:
  [[nodiscard]] const number_list& numbers() const noexcept {
    if (both_) return *both_;
    return sizes_.size() == 0 ? ids_->numbers() : sizes_.numbers();
  }

  size_list sizes_;
  std::shared_ptr<const id_list> ids_;
  std::optional<number_list> both_;  // the numbers of both, if LIST and UIDL have different ones
  std::size_t listed_once_ = 0;
};

}  // namespace pop3kit::engine
