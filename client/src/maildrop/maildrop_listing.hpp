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

/// LIST and UIDL of one session as one listing, in columns, by number. A message that only one of them names has the
/// other's value missing.
class maildrop_listing {
 public:
  maildrop_listing(size_list sizes, std::shared_ptr<const id_list> ids);
  /// Number, unique-id and size of each; the numbers must grow.
  explicit maildrop_listing(const std::vector<message_info>& messages);

  [[nodiscard]] std::size_t size() const noexcept { return numbers().size(); }
  [[nodiscard]] std::uint64_t number(std::size_t place) const { return numbers()[place]; }
  /// Empty if the message has none.
  [[nodiscard]] std::string_view id(std::size_t place) const;
  [[nodiscard]] std::optional<std::uint64_t> octets(std::size_t place) const;
  /// Without headers.
  [[nodiscard]] message_info message(std::size_t place) const;
  [[nodiscard]] std::vector<message_info> messages() const;

  [[nodiscard]] const size_list& sizes() const noexcept { return sizes_; }
  [[nodiscard]] const id_list& ids() const noexcept { return *ids_; }
  /// How many messages only one of LIST and UIDL named.
  [[nodiscard]] std::size_t listed_once() const noexcept { return listed_once_; }

 private:
  [[nodiscard]] const number_list& numbers() const noexcept {
    if (both_) return *both_;
    return sizes_.size() == 0 ? ids_->numbers() : sizes_.numbers();
  }

  size_list sizes_;
  std::shared_ptr<const id_list> ids_;
  std::optional<number_list> both_;  // the numbers of both, if they are not the same
  std::size_t listed_once_ = 0;
};

}  // namespace pop3kit::engine
