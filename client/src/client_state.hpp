#pragma once

#include <pop3kit/client_options.hpp>
#include <pop3kit/mailbox.hpp>
#include <pop3kit/message_receiver.hpp>
#include <utility>

#include "maildrop/deletion_marks.hpp"
#include "maildrop/listing_cache.hpp"
#include "session/environment.hpp"
#include "session/session_keeper.hpp"

namespace pop3kit::engine {

/// The state that the operations of a client share. One operation at a time uses it.
struct client_state {
  client_state(asio::any_io_executor executor, client_options settings, connector connect, net::clock& time)
      : around(std::move(executor), std::move(settings), std::move(connect), time), session(around, listing, marks) {}
  client_state(const client_state&) = delete;
  client_state& operator=(const client_state&) = delete;

  [[nodiscard]] client_options& options() noexcept { return around.options(); }

  environment around;
  listing_cache listing;
  deletion_marks marks;
  session_keeper session;
  connection_report report;   ///< of the latest operation on messages
  progress_handler progress;  ///< called by operations on many messages; may be empty
};

}  // namespace pop3kit::engine
