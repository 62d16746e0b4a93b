#include <atomic>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <cstdint>
#include <exception>
#include <optional>
#include <pop3kit/client.hpp>
#include <utility>

#include "client_access.hpp"

namespace pop3kit {

struct client::implementation {
  explicit implementation(client_options options) : loop(1), mail(loop.get_executor(), std::move(options)) {}
  implementation(client_options options, engine::connector connect, net::clock& time)
      : loop(1), mail(engine::client_access::make(loop.get_executor(), std::move(options), std::move(connect), time)) {}

  /// Runs the loop until the operation is done. Other pending work does not delay the return.
  template <class T>
  result<T> run(async_client::awaitable<T> operation) {
    // A handler of the running operation calls this. The operation cannot continue before the handler has returned.
    if (running_ != 0) return failure(errc::operation_in_progress);
    const running_mark mark(*this);
    std::exception_ptr thrown;
    std::optional<result<T>> done;
    auto note_end = [&](std::exception_ptr raised, result<T> value) {
      thrown = std::move(raised);
      done.emplace(std::move(value));
    };
    boost::asio::co_spawn(loop, std::move(operation), boost::asio::bind_cancellation_slot(end_.slot(), note_end));
    loop.restart();
    while (!done && loop.run_one() != 0) {
    }
    if (thrown) std::rethrow_exception(thrown);
    if (!done) return failure(errc::cancelled);
    return *std::move(done);
  }

  /// May be called by any thread. The posted function may run during a later operation, which it must not end.
  void interrupt() {
    const std::uint64_t meant = running_;
    if (meant == 0) return;
    boost::asio::post(loop, [this, meant] {
      if (running_ == meant) end_.emit(boost::asio::cancellation_type::terminal);
    });
  }

  boost::asio::io_context loop;
  async_client mail;

 private:
  /// Marks an operation as running. The destructor removes the mark, also if a handler throws an exception.
  class running_mark {
   public:
    explicit running_mark(implementation& held) : held_(held) { held_.running_ = ++held_.begun_; }
    ~running_mark() { held_.running_ = 0; }
    running_mark(const running_mark&) = delete;
    running_mark& operator=(const running_mark&) = delete;

   private:
    implementation& held_;
  };

  boost::asio::cancellation_signal end_;    // cancels the running operation
  std::uint64_t begun_ = 0;                 // operations so far
  std::atomic<std::uint64_t> running_ = 0;  // number of the running operation; 0: none
};

namespace {

/// Runs an operation. `held` is an implementation, or null in a client that was moved from.
template <class Held, class Begin>
auto run(const Held& held, Begin begin) -> typename decltype(begin(held->mail))::value_type {
  if (!held) return failure(errc::client_moved_from);
  return held->run(begin(held->mail));
}

}  // namespace

client::client(std::string host, std::uint16_t port, std::string user, std::string password, security protection)
    : client(client_options(std::move(host), port, credentials(std::move(user), std::move(password)), protection)) {}
client::client(client_options options) : implementation_(std::make_unique<implementation>(std::move(options))) {}
client::client(client&&) noexcept = default;
client& client::operator=(client&&) noexcept = default;
client::~client() = default;

client::client(std::unique_ptr<implementation> held) : implementation_(std::move(held)) {}

client engine::client_access::make_blocking(client_options options, connector connect, net::clock& time) {
  return client(std::make_unique<client::implementation>(std::move(options), std::move(connect), time));
}

result<> client::connect() {
  return run(implementation_, [&](async_client& mail) { return mail.connect(); });
}

result<mailbox_info> client::get_mailbox_info() {
  return run(implementation_, [&](async_client& mail) { return mail.get_mailbox_info(); });
}

result<std::uint64_t> client::get_mailbox_size() {
  return run(implementation_, [&](async_client& mail) { return mail.get_mailbox_size(); });
}

result<std::uint64_t> client::get_message_count() {
  return run(implementation_, [&](async_client& mail) { return mail.get_message_count(); });
}

result<header_collection> client::get_message_headers(message_reference which) {
  return run(implementation_, [&](async_client& mail) { return mail.get_message_headers(std::move(which)); });
}

result<transfer_report> client::get_message_headers(std::vector<message_reference> which, header_handler handler) {
  return run(implementation_,
             [&](async_client& mail) { return mail.get_message_headers(std::move(which), std::move(handler)); });
}

result<std::string> client::top(message_reference which, std::uint64_t lines) {
  return run(implementation_, [&](async_client& mail) { return mail.top(std::move(which), lines); });
}

result<mail_message> client::fetch_message(message_reference which) {
  return run(implementation_, [&](async_client& mail) { return mail.fetch_message(std::move(which)); });
}

result<> client::save_message(message_reference which, octet_sink sink) {
  return run(implementation_, [&](async_client& mail) { return mail.save_message(std::move(which), std::move(sink)); });
}

result<> client::save_message(message_reference which, const std::filesystem::path& file) {
  return run(implementation_, [&](async_client& mail) { return mail.save_message(std::move(which), file); });
}

result<> client::save_message(message_reference which, std::ostream& out) {
  return run(implementation_, [&](async_client& mail) { return mail.save_message(std::move(which), out); });
}

result<transfer_report> client::save_messages(std::vector<message_reference> which, message_receiver& receiver) {
  return run(implementation_, [&](async_client& mail) { return mail.save_messages(std::move(which), receiver); });
}

result<transfer_report> client::save_messages(message_receiver& receiver) {
  return run(implementation_, [&](async_client& mail) { return mail.save_messages(receiver); });
}

result<transfer_report> client::save_messages(std::vector<message_reference> which, const std::filesystem::path& folder,
                                              saved_handler handler) {
  return run(implementation_,
             [&](async_client& mail) { return mail.save_messages(std::move(which), folder, std::move(handler)); });
}

result<transfer_report> client::save_messages(const std::filesystem::path& folder, saved_handler handler) {
  return run(implementation_, [&](async_client& mail) { return mail.save_messages(folder, std::move(handler)); });
}

result<transfer_report> client::fetch_messages(std::vector<message_reference> which, message_handler handler) {
  return run(implementation_,
             [&](async_client& mail) { return mail.fetch_messages(std::move(which), std::move(handler)); });
}

result<transfer_report> client::fetch_messages(message_handler handler) {
  return run(implementation_, [&](async_client& mail) { return mail.fetch_messages(std::move(handler)); });
}

result<message_info> client::get_message_info(message_reference which, list_fields fields) {
  return run(implementation_, [&](async_client& mail) { return mail.get_message_info(std::move(which), fields); });
}

result<std::uint64_t> client::get_message_size(message_reference which) {
  return run(implementation_, [&](async_client& mail) { return mail.get_message_size(std::move(which)); });
}

result<message_listing> client::list_messages(list_fields fields) {
  return run(implementation_, [&](async_client& mail) { return mail.list_messages(fields); });
}

result<std::vector<result<message_info>>> client::list_messages(std::vector<message_reference> which,
                                                                list_fields fields) {
  return run(implementation_, [&](async_client& mail) { return mail.list_messages(std::move(which), fields); });
}

result<message_listing> client::list_unique_ids() {
  return run(implementation_, [&](async_client& mail) { return mail.list_unique_ids(); });
}

result<> client::delete_message(message_reference which) {
  return run(implementation_, [&](async_client& mail) { return mail.delete_message(std::move(which)); });
}

result<> client::delete_messages() {
  return run(implementation_, [&](async_client& mail) { return mail.delete_messages(); });
}

result<> client::delete_messages(std::vector<message_reference> which) {
  return run(implementation_, [&](async_client& mail) { return mail.delete_messages(std::move(which)); });
}

result<> client::undelete_messages() {
  return run(implementation_, [&](async_client& mail) { return mail.undelete_messages(); });
}

result<commit_report> client::commit_deletes() {
  return run(implementation_, [&](async_client& mail) { return mail.commit_deletes(); });
}

result<capabilities> client::get_capabilities() {
  return run(implementation_, [&](async_client& mail) { return mail.get_capabilities(); });
}

std::optional<known_capabilities> client::get_known_capabilities() const {
  if (!implementation_) return std::nullopt;
  return implementation_->mail.get_known_capabilities();
}

result<> client::enable_utf8() {
  return run(implementation_, [&](async_client& mail) { return mail.enable_utf8(); });
}

result<std::vector<language>> client::languages() {
  return run(implementation_, [&](async_client& mail) { return mail.languages(); });
}

result<std::string> client::set_language(std::string range) {
  return run(implementation_, [&](async_client& mail) { return mail.set_language(std::move(range)); });
}

result<> client::pause(std::chrono::nanoseconds how_long) {
  return run(implementation_, [&](async_client& mail) { return mail.pause(how_long); });
}

result<> client::noop() {
  return run(implementation_, [&](async_client& mail) { return mail.noop(); });
}

result<> client::validate_credentials() {
  return run(implementation_, [&](async_client& mail) { return mail.validate_credentials(); });
}

result<> client::quit() {
  return run(implementation_, [&](async_client& mail) { return mail.quit(); });
}

void client::close() noexcept {
  if (implementation_) implementation_->mail.close();
}

void client::interrupt() {
  if (implementation_) implementation_->interrupt();
}

void client::connections_quantity(std::size_t most) {
  if (implementation_) implementation_->mail.connections_quantity(most);
}

void client::use_multi_connection(multi_connection mode) {
  if (implementation_) implementation_->mail.use_multi_connection(mode);
}

void client::watch_progress(progress_handler watcher) {
  if (implementation_) implementation_->mail.watch_progress(std::move(watcher));
}

const connection_report& client::last_report() const noexcept {
  static const connection_report nothing;
  return implementation_ ? implementation_->mail.last_report() : nothing;
}

}  // namespace pop3kit
