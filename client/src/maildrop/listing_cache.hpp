#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <pop3kit/mailbox.hpp>
#include <pop3kit/result.hpp>

#include "maildrop/id_index.hpp"
#include "maildrop/maildrop_listing.hpp"

namespace pop3kit::engine {

/// What LIST and UIDL told in the present session. RFC 1939 section 5 lets neither numbers nor sizes change while a
/// session lasts.
class listing_cache {
 public:
  using listing = std::shared_ptr<const maildrop_listing>;

  /// Keeps the reply to LIST alone.
  listing keep(size_list sizes);
  /// Keeps the replies to LIST and UIDL. `ids_refused`: why there is none to UIDL.
  listing keep(size_list sizes, id_list ids, std::optional<failure> ids_refused);
  /// Keeps the reply to UIDL alone.
  void keep(id_list ids) { index_.emplace(std::make_shared<const id_list>(std::move(ids))); }

  /// Whether the latest listing is known, with unique-ids if they are needed.
  [[nodiscard]] bool holds(bool with_ids) const noexcept { return latest_ && (latest_has_ids_ || !with_ids); }
  /// The latest listing, with what has been marked as deleted since.
  [[nodiscard]] const listing& latest() const noexcept { return latest_; }
  /// Why the latest listing has no unique-ids, although it was to have some.
  [[nodiscard]] const std::optional<failure>& ids_refused() const noexcept { return ids_refused_; }

  /// The numbers by unique-id, if UIDL was asked for by itself.
  [[nodiscard]] const std::optional<id_index>& index() const noexcept { return index_; }
  /// There will be no unique-ids in this session: UIDL is not sent again.
  void rule_out_ids(failure why) { ids_ruled_out_ = std::move(why); }
  [[nodiscard]] const std::optional<failure>& ids_ruled_out() const noexcept { return ids_ruled_out_; }

  /// Number, unique-id and size, as far as they are known.
  [[nodiscard]] message_info known(std::uint64_t number) const;
  [[nodiscard]] std::optional<std::uint64_t> size_of(std::uint64_t number) const;

  /// UIDL is to be sent again.
  void forget_index() noexcept { index_.reset(); }
  /// RSET has brought messages back: LIST and UIDL are to be sent again.
  void forget_listing() noexcept;
  /// The session has ended.
  void clear() noexcept;

 private:
  std::optional<id_index> index_;
  listing latest_;
  bool latest_has_ids_ = false;         // or the session has none to give
  std::shared_ptr<const id_list> ids_;  // of the latest listing that had some
  std::optional<failure> ids_ruled_out_;
  std::optional<failure> ids_refused_;
};

}  // namespace pop3kit::engine
