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
  std::vector<std::optional<header_collection>> headers;    ///< of each message, or empty
};

namespace engine {

/// Makes the listings that callers get.
struct listing_access {
  /// `headers`: of each message, or empty.
  [[nodiscard]] static message_listing make(std::shared_ptr<const maildrop_listing> columns,
                                            std::vector<std::optional<header_collection>> headers = {});
};

}  // namespace engine
}  // namespace pop3kit
