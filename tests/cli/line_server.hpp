#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace pop3kit::test {

/// What a line_server does in answer to one line.
struct line_answer {
  line_answer() = default;
  explicit line_answer(std::string sent, bool then_close = false) : octets(std::move(sent)), close(then_close) {}
  std::string octets;
  bool close = false;  ///< ends the connection afterwards
  bool stop = false;   ///< ends all connections and refuses new ones
};

/// One connection of a line_server.
struct line_session {
  line_session() = default;
  int connection = 0;  ///< from 1
  std::string user;
  bool logged_in = false;
  bool wants_challenge_answer = false;
  std::vector<bool> deleted;
};

/// A POP3 server of few words, written without the library: it serves two messages of alice, whose password is s3cret,
/// and follows the RFCs. A function may answer any line in its place. Threads and blocking sockets; for tests only.
class line_server {
 public:
  using override_function = std::function<std::optional<line_answer>(const line_session&, const std::string& line)>;

  explicit line_server(override_function instead = {});
  line_server(const line_server&) = delete;
  line_server& operator=(const line_server&) = delete;
  ~line_server();

  /// From the first call of port() or url() on, connections are accepted.
  [[nodiscard]] std::uint16_t port() const noexcept;
  [[nodiscard]] std::string url() const { return "pop3://alice@127.0.0.1:" + std::to_string(port()); }

  /// The messages, as they are sent, without byte-stuffing. Change these members before port() or url() is called.
  std::vector<std::string> messages;
  std::vector<std::string> unique_ids;
  std::vector<std::string> capabilities;
  /// A session that ends without QUIT keeps the maildrop for good.
  bool keeps_the_lock = false;
  /// Closes the connection after every reply of -ERR.
  bool closes_after_refusal = false;
  /// A login waits until the maildrop is free. Otherwise it is refused.
  bool logins_wait = false;
  /// Greets a connection after the one before has ended.
  bool one_connection_at_a_time = false;
  /// QUIT removes the messages that are marked as deleted. Otherwise they stay.
  bool quit_removes = false;
  /// Changes the messages at each login, after the maildrop is locked. The logins are counted from 1.
  std::function<void(line_server&, int login)> change_at_login;

 private:
  void open() const noexcept;
  void accept_connections();
  [[nodiscard]] bool lock_maildrop();
  void free_maildrop();
  void serve(int socket, int number);
  [[nodiscard]] line_answer answer(line_session& session, const std::string& line);
  [[nodiscard]] line_answer answer_before_login(line_session& session, std::string_view verb,
                                                const std::string& argument);
  [[nodiscard]] line_answer answer_after_login(line_session& session, std::string_view verb,
                                               const std::string& argument);
  void stop();

  override_function instead_;
  std::uint16_t port_ = 0;
  int listener_ = -1;
  /// The threads see what was written before.
  mutable std::atomic<bool> opened_ = false;
  std::atomic<bool> stopped_ = false;
  std::atomic<bool> locked_ = false;
  int logins_ = 0;  // belongs to the session that has locked the maildrop
  std::mutex mutex_;
  std::vector<int> sockets_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace pop3kit::test
