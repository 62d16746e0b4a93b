#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <pop3kit/capabilities.hpp>
#include <pop3kit/client_options.hpp>
#include <pop3kit/mail_message.hpp>
#include <pop3kit/mailbox.hpp>
#include <pop3kit/result.hpp>
#include <span>

namespace pop3kit {

/// Takes the octets of a message in order, as they arrive. A failure ends the transfer and the session.
using octet_sink = std::function<result<>(std::span<const char>)>;

/// A POP3 client whose operations are coroutines. One operation at a time; all of them on the executor given here,
/// which must not run handlers concurrently (an io_context on one thread, or a strand). Cancelling the awaiting
/// coroutine ends the operation with errc::cancelled and the session with it. The object must outlive its operations.
/// The destructor closes without QUIT: nothing is deleted by accident.
class async_client {
 public:
  template <class T = void>
  using awaitable = boost::asio::awaitable<result<T>>;

  async_client(boost::asio::any_io_executor executor, client_options options);
  async_client(async_client&&) noexcept;
  async_client& operator=(async_client&&) noexcept;
  ~async_client();

  /// Connects and logs in; every operation does it by itself when needed.
  [[nodiscard]] awaitable<> connect();

  [[nodiscard]] awaitable<mailbox_info> get_mailbox_info();
  [[nodiscard]] awaitable<std::uint64_t> get_mailbox_size();
  [[nodiscard]] awaitable<std::uint64_t> get_message_count();
  [[nodiscard]] awaitable<header_collection> get_message_headers(message_reference which);
  [[nodiscard]] awaitable<std::string> top(message_reference which, std::uint64_t lines);
  [[nodiscard]] awaitable<mail_message> fetch_message(message_reference which);
  [[nodiscard]] awaitable<> save_message(message_reference which, octet_sink sink);
  /// Writes beside the target under ".NAME.partial" and renames when the message is whole.
  [[nodiscard]] awaitable<> save_message(message_reference which, std::filesystem::path file);
  [[nodiscard]] awaitable<> save_message(message_reference which, std::ostream& out);
  [[nodiscard]] awaitable<message_info> get_message_info(message_reference which,
                                                         list_fields fields = list_fields::headers);
  [[nodiscard]] awaitable<std::uint64_t> get_message_size(message_reference which);
  [[nodiscard]] awaitable<std::vector<message_info>> list_messages(list_fields fields = list_fields::headers);
  [[nodiscard]] awaitable<> delete_message(message_reference which);
  [[nodiscard]] awaitable<> delete_messages();
  [[nodiscard]] awaitable<> undelete_messages();
  [[nodiscard]] awaitable<commit_report> commit_deletes();
  [[nodiscard]] awaitable<capabilities> get_capabilities();
  [[nodiscard]] awaitable<> noop();
  [[nodiscard]] awaitable<> validate_credentials();
  [[nodiscard]] awaitable<> quit();
  void close() noexcept;

  void connections_quantity(std::size_t most);
  void use_multi_connection(multi_connection mode);
  /// Of the latest operation over many messages.
  [[nodiscard]] const connection_report& last_report() const noexcept;

 private:
  struct implementation;
  std::unique_ptr<implementation> implementation_;
};

}  // namespace pop3kit
