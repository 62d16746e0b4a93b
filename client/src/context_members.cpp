#include "context_members.hpp"

#include <boost/asio/execution/context.hpp>
#include <boost/asio/query.hpp>

#include "client_core.hpp"

namespace pop3kit::engine {

namespace asio = boost::asio;

asio::execution_context::id context_members::id;

context_members& context_members::of(const asio::any_io_executor& executor) {
  return asio::use_service<context_members>(asio::query(executor, asio::execution::context));
}

void context_members::join(const std::shared_ptr<client_core>& member) {
  const std::scoped_lock held(guard_);
  members_[member.get()] = member;
}

void context_members::leave(const client_core& member) noexcept {
  const std::scoped_lock held(guard_);
  members_.erase(&member);
}

/// Takes one client at a time, because a client that destroys its objects may destroy another client.
void context_members::shutdown() noexcept {
  for (;;) {
    std::shared_ptr<client_core> member;
    {
      const std::scoped_lock held(guard_);
      if (members_.empty()) return;
      member = members_.begin()->second.lock();
      members_.erase(members_.begin());
    }
    if (member) member->leave_context();
  }
}

}  // namespace pop3kit::engine
