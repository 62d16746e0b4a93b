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

/// What the connections of one operation over many messages have in common.
struct shared_work {
  shared_work(const std::vector<message_info>& wanted, std::size_t listed, net::clock& clock, progress_meter& meter)
      : messages(wanted), maildrop(listed), queue(wanted.size()), time(clock), progress(meter) {}

  const std::vector<message_info>& messages;
  std::size_t maildrop;  ///< how many messages there are in all: what a whole UIDL costs
  work_queue queue;
  net::clock& time;
  progress_meter& progress;
  std::size_t share = 1;                   ///< the most messages in flight on one connection
  listing_limits limits{client_limits()};  ///< of a connection's own UIDL
  /// Whether the messages have unique-ids by which another session finds them. Asked when it matters: it takes time.
  std::function<bool()> told_apart_by_ids;
};

/// What is done with each message: the part that differs between headers and whole messages.
class work_kind {
 public:
  work_kind() = default;
  work_kind(const work_kind&) = delete;
  work_kind& operator=(const work_kind&) = delete;
  virtual ~work_kind() = default;

  /// Whether the listed sizes say how much there is to come.
  [[nodiscard]] virtual bool knows_octets() const { return false; }
  /// A reference that means no message, or several: it is reported before any message is asked for.
  [[nodiscard]] virtual result<> report_miss(const message_info& /*asked*/, const failure& /*why*/) { return {}; }
  /// One connection's part.
  [[nodiscard]] virtual std::unique_ptr<work_batch> make_part(shared_work& work, const session& on,
                                                              work_queue::taker who, message_numbers numbers) = 0;
};

}  // namespace pop3kit::engine
