#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>

#include "session/session.hpp"

namespace pop3kit::engine {

/// Opens a session in place of one that has ended, as patiently as `client_options::reconnect` says.
class reconnector {
 public:
  /// `most_attempts` in a row. Both references must outlive it. The leash ends a wait or an opening early.
  reconnector(environment& around, leash& held, std::size_t most_attempts)
      : around_(around), held_(held), most_attempts_(most_attempts) {}

  /// Whether a failure is one that another connection may not suffer from.
  [[nodiscard]] static bool is_loss(const failure& cause);
  /// At least so many attempts if the server is to blame. Several, because a maildrop stays locked until the server has
  /// noticed that the session is over.
  static constexpr std::size_t after_broken_session = 4;
  void allow_attempts(std::size_t least) noexcept { most_attempts_ = std::max(most_attempts_, least); }
  /// Something was done since the last loss: the attempts count from the beginning again.
  void start_afresh() noexcept { attempts_ = 0; }
  /// A session, or why there is none: `cause` where no attempt is left, the last attempt's failure otherwise. The first
  /// attempt is made at once. Refusals that time may mend, such as [IN-USE], are tried again; a wrong password is not.
  [[nodiscard]] asio::awaitable<result<std::unique_ptr<session>>> open(failure cause);

 private:
  [[nodiscard]] net::duration next_wait() const;
  [[nodiscard]] asio::awaitable<outcome<>> rest();

  environment& around_;
  leash& held_;
  std::size_t most_attempts_;
  std::size_t attempts_ = 0;
};

}  // namespace pop3kit::engine
