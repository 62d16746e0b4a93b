#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>

#include "session/session.hpp"

namespace pop3kit::engine {

/// Opens a session in place of one that has ended, with the attempts and waits of `client_options::reconnect`.
class reconnector {
 public:
  /// Makes a reconnector for `most_attempts` in a row. Both references must outlive it. The leash can end a wait or an
  /// opening early.
  reconnector(environment& around, leash& held, std::size_t most_attempts)
      : around_(around), held_(held), most_attempts_(most_attempts) {}

  /// Returns true if the failure may not happen again in another connection.
  [[nodiscard]] static bool is_loss(const failure& cause);
  /// The number of attempts after a session that the server broke. Several are needed, because the maildrop stays
  /// locked until the server has noticed that the session has ended.
  static constexpr std::size_t after_broken_session = 4;
  void allow_attempts(std::size_t least) noexcept { most_attempts_ = std::max(most_attempts_, least); }
  /// Counts attempts from 0 again, because the operation made progress since the last loss.
  void start_afresh() noexcept { attempts_ = 0; }
  /// Opens a session. Fails with `cause` if no attempt is left, otherwise with the failure of the last attempt.
  ///
  /// The first attempt is made at once. A temporary refusal, such as [IN-USE], is tried again; a wrong password is not.
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
