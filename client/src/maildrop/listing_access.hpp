#pragma once

#include <memory>
#include <optional>
#include <pop3kit/message_listing.hpp>
#include <utility>
#include <vector>

#include "maildrop/maildrop_listing.hpp"

namespace pop3kit {

struct message_listing::content {
  content(std::shared_ptr<const engine::maildrop_listing> listed, std::vector<std::optional<header_collection>> given)
      : columns(std::move(listed)), headers(std::move(given)) {}

  std::shared_ptr<const engine::maildrop_listing> columns;  ///< shared with the session
  std::vector<std::optional<header_collection>> headers;    ///< one for each message, or none at all
};

namespace engine {

/// Makes the message_listing objects for callers.
struct listing_access {
  /// Makes a listing. `headers` has one entry for each message, or none at all.
  [[nodiscard]] static message_listing make(std::shared_ptr<const maildrop_listing> columns,
                                            std::vector<std::optional<header_collection>> headers = {});
};

}  // namespace engine
}  // namespace pop3kit
