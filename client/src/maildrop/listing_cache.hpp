#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <pop3kit/mailbox.hpp>
#include <pop3kit/result.hpp>

#include "maildrop/id_index.hpp"
#include "maildrop/maildrop_listing.hpp"

namespace pop3kit::engine {

/// The replies to LIST and UIDL in the present session. Numbers and sizes do not change during a session (RFC 1939
/// section 5).
class listing_cache {
 public:
  using listing = std::shared_ptr<const maildrop_listing>;

  /// Keeps the reply to LIST alone.
  listing keep(size_list sizes);
  /// Keeps the replies to LIST and UIDL. `ids_refused` is the refusal of UIDL, if it was refused.
  listing keep(size_list sizes, id_list ids, std::optional<failure> ids_refused);
  /// Keeps the reply to UIDL alone.
  void keep(id_list ids) { index_.emplace(std::make_shared<const id_list>(std::move(ids))); }

  /// Returns true if the latest listing is known, with unique-ids if `with_ids` is true.
  [[nodiscard]] bool holds(bool with_ids) const noexcept { return latest_ && (latest_has_ids_ || !with_ids); }
  /// Returns the latest listing. It includes messages that have been marked as deleted since.
  [[nodiscard]] const listing& latest() const noexcept { return latest_; }
  /// Returns why UIDL was refused for the latest listing. Empty if it was not.
  [[nodiscard]] const std::optional<failure>& ids_refused() const noexcept { return ids_refused_; }

  /// Returns the index of unique-ids, if UIDL was sent alone.
  [[nodiscard]] const std::optional<id_index>& index() const noexcept { return index_; }
  /// Notes that the session has no unique-ids, so UIDL is not sent again.
  void rule_out_ids(failure why) { ids_ruled_out_ = std::move(why); }
  [[nodiscard]] const std::optional<failure>& ids_ruled_out() const noexcept { return ids_ruled_out_; }

  /// Returns the number, unique-id and size of a message, as far as they are known.
  [[nodiscard]] message_info known(std::uint64_t number) const;
  [[nodiscard]] std::optional<std::uint64_t> size_of(std::uint64_t number) const;

  /// Forgets the index, so that UIDL is sent again.
  void forget_index() noexcept { index_.reset(); }
  /// Forgets the listing after RSET, which restores messages, so that LIST and UIDL are sent again.
  void forget_listing() noexcept;
  /// Forgets everything, because the session has ended.
  void clear() noexcept;

 private:
  std::optional<id_index> index_;
  listing latest_;
  bool latest_has_ids_ = false;         // also true if the session has no unique-ids
  std::shared_ptr<const id_list> ids_;  // ids of the latest listing that had some
  std::optional<failure> ids_ruled_out_;
  std::optional<failure> ids_refused_;
};

}  // namespace pop3kit::engine
