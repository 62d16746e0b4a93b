#pragma once

#include <cstdint>
#include <optional>
#include <pop3kit/mailbox.hpp>
#include <pop3kit/result.hpp>
#include <vector>

#include "maildrop/id_index.hpp"
#include "maildrop/id_list.hpp"
#include "maildrop/size_list.hpp"

namespace pop3kit::engine {

/// What LIST and UIDL told in the present session. RFC 1939 section 5 lets neither numbers nor sizes change while a
/// session lasts. Sizes outlive the listing they came from until the session ends or RSET is sent.
class listing_cache {
 public:
  /// Keeps the replies to LIST and, if it was asked for, to UIDL, and returns the two as one listing.
  std::vector<message_info> keep(size_list sizes);
  std::vector<message_info> keep(size_list sizes, id_list ids, std::optional<failure> ids_refused);
  /// Keeps the reply to UIDL alone.
  void keep(id_list ids) { ids_.emplace(std::move(ids)); }

  /// Whether the latest listing is known, with unique-ids if they are needed.
  [[nodiscard]] bool holds(bool with_ids) const noexcept;
  /// The latest listing, with what has been marked as deleted since.
  [[nodiscard]] std::vector<message_info> latest() const;
  /// How many messages only one of LIST and UIDL named.
  [[nodiscard]] std::uint64_t listed_once() const noexcept { return listed_once_; }
  /// Why the latest listing has no unique-ids, although it was to have some.
  [[nodiscard]] const std::optional<failure>& ids_refused() const noexcept { return ids_refused_; }

  /// The unique-ids by value, if UIDL was asked for by itself.
  [[nodiscard]] const std::optional<id_index>& ids() const noexcept { return ids_; }
  /// There will be no unique-ids in this session: UIDL is not sent again.
  void rule_out_ids(failure why) { ids_ruled_out_ = std::move(why); }
  [[nodiscard]] const std::optional<failure>& ids_ruled_out() const noexcept { return ids_ruled_out_; }

  /// Number, unique-id and size, as far as they are known.
  [[nodiscard]] message_info known(std::uint64_t number) const;
  [[nodiscard]] std::optional<std::uint64_t> size_of(std::uint64_t number) const { return sizes_.octets_of(number); }

  /// UIDL is to be sent again.
  void forget_ids() noexcept { ids_.reset(); }
  /// RSET has brought messages back: LIST and UIDL are to be sent again.
  void forget_listing() noexcept;
  /// The session has ended.
  void clear() noexcept;

 private:
  enum class kept : std::uint8_t { nothing, sizes, sizes_and_ids };

  std::optional<id_index> ids_;
  size_list sizes_;
  id_list listed_ids_;
  kept latest_ = kept::nothing;  // what sizes_ and listed_ids_ hold of the present session
  std::uint64_t listed_once_ = 0;
  std::optional<failure> ids_ruled_out_;
  std::optional<failure> ids_refused_;
};

}  // namespace pop3kit::engine
