#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <pop3kit/mailbox.hpp>
#include <pop3kit/result.hpp>
#include <vector>

#include "maildrop/listing_request.hpp"
#include "maildrop/message_numbers.hpp"
#include "net/time/clock.hpp"
#include "transfer/progress_meter.hpp"
#include "transfer/work_queue.hpp"

namespace pop3kit::engine {

class session;
class work_batch;

/// The state that the connections of one operation on many messages share.
struct shared_work {
  shared_work(const std::vector<message_info>& wanted, std::size_t listed, net::clock& clock, progress_meter& meter)
      : messages(wanted), maildrop(listed), queue(wanted.size()), time(clock), progress(meter) {}

  const std::vector<message_info>& messages;
  std::size_t maildrop;  ///< number of messages in the maildrop, which is the cost of a whole UIDL
  work_queue queue;
  net::clock& time;
  progress_meter& progress;
  std::size_t share = 1;                   ///< maximum number of messages in flight on one connection
  listing_limits limits{client_limits()};  ///< limits for a connection's own UIDL
  /// Returns true if another session can find the messages by their unique-ids. Called only when needed, because it
  /// takes time.
  std::function<bool()> told_apart_by_ids;
};

/// The interface for what differs between operations on headers and on whole messages.
class work_kind {
 public:
  work_kind() = default;
  work_kind(const work_kind&) = delete;
  work_kind& operator=(const work_kind&) = delete;
  virtual ~work_kind() = default;

  /// Returns true if the listed sizes tell how many octets will arrive.
  [[nodiscard]] virtual bool knows_octets() const { return false; }
  /// Reports a reference that matches no message, or several. Called before any message is requested.
  [[nodiscard]] virtual result<> report_miss(const message_info& /*asked*/, const failure& /*why*/) { return {}; }
  /// Makes the part of one connection.
  [[nodiscard]] virtual std::unique_ptr<work_batch> make_part(shared_work& work, const session& on,
                                                              work_queue::taker who, message_numbers numbers) = 0;
};

}  // namespace pop3kit::engine
