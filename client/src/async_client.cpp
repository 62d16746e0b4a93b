#include <ostream>
#include <pop3kit/async_client.hpp>
#include <utility>

#include "client_access.hpp"
#include "client_core.hpp"
#include "context_members.hpp"
#include "net/time/clock.hpp"
#include "operations/deletion_operations.hpp"
#include "operations/header_operations.hpp"
#include "operations/mailbox_operations.hpp"
#include "operations/session_operations.hpp"
#include "operations/transfer_operations.hpp"
#include "session/reaching.hpp"

namespace pop3kit {

struct async_client::implementation {
  implementation(boost::asio::any_io_executor executor, client_options options, engine::connector connect,
                 net::clock& time)
      : members(&engine::context_members::of(executor)),
        core(std::make_shared<engine::client_core>(std::move(executor), std::move(options), std::move(connect), time)) {
    members->join(core);
  }
  implementation(const implementation&) = delete;
  implementation& operator=(const implementation&) = delete;
  ~implementation() {
    if (!core->has_left_context()) members->leave(*core);
    core->abandon();
  }

  engine::context_members* members;  // destroyed together with the execution context

  // A running operation or NOOP holds it too.
  std::shared_ptr<engine::client_core> core;
};

namespace {

template <class T>
using awaitable = async_client::awaitable<T>;

// Functions with names instead of lambdas, because their frames hold the arguments until the awaitable is done.
awaitable<header_collection> parse_header(awaitable<std::string> octets) {
  const result<std::string> top = co_await std::move(octets);
  if (!top) co_return top.error();
  co_return header_collection::parse(*top);
}

awaitable<mail_message> make_message(awaitable<std::string> octets) {
  result<std::string> fetched = co_await std::move(octets);
  if (!fetched) co_return fetched.error();
  co_return mail_message(std::move(*fetched));
}

awaitable<std::uint64_t> message_count(awaitable<mailbox_info> info) {
  const result<mailbox_info> found = co_await std::move(info);
  if (!found) co_return found.error();
  co_return found->message_count;
}

awaitable<std::uint64_t> occupied_size(awaitable<mailbox_info> info) {
  const result<mailbox_info> found = co_await std::move(info);
  if (!found) co_return found.error();
  co_return found->occupied_size;
}

/// Octets may still be in the buffer of the stream. A full disk is noticed only when the buffer is written.
awaitable<void> then_flush(awaitable<void> saving, std::ostream& out) {
  result<> done = co_await std::move(saving);
  if (!done) co_return done;
  out.flush();
  if (!out) co_return failure(errc::file_unwritable, "the stream").set_session_usable(true);
  co_return done;
}

template <class Operation>
Operation refuse_moved_from() {
  co_return failure(errc::client_moved_from);
}

/// Returns the failure for a sink or handler without a function. `name` is the name of the parameter.
template <class T>
awaitable<T> refuse_empty(std::string name) {
  co_return failure(errc::invalid_option, name + " is empty");
}

/// Begins an operation. `held` is an implementation, or null in a client that was moved from. The operation keeps its
/// state alive, so the client may be destroyed meanwhile.
template <class Held, class Begin>
auto start_operation(const Held& held, Begin work) {
  using operation = decltype(work(held->core->state()));
  if (!held) return refuse_moved_from<operation>();
  return engine::client_core::exclusive(held->core, work(held->core->state()));
}

}  // namespace

async_client engine::client_access::make(asio::any_io_executor executor, client_options options, connector connect,
                                         net::clock& time) {
  return async_client(std::make_unique<async_client::implementation>(std::move(executor), std::move(options),
                                                                     std::move(connect), time));
}

async_client::async_client(std::unique_ptr<implementation> held) : implementation_(std::move(held)) {}

async_client::async_client(boost::asio::any_io_executor executor, client_options options) {
  engine::connector by_tcp = engine::connect_by_tcp(options.local_address);
  implementation_ =
      std::make_unique<implementation>(std::move(executor), std::move(options), std::move(by_tcp), net::system_clock());
}
async_client::async_client(async_client&&) noexcept = default;
async_client& async_client::operator=(async_client&&) noexcept = default;
async_client::~async_client() = default;

async_client::awaitable<> async_client::connect() {
  return start_operation(implementation_, [&](engine::client_state& state) { return engine::connect(state); });
}

async_client::awaitable<mailbox_info> async_client::get_mailbox_info() {
  return start_operation(implementation_, [&](engine::client_state& state) { return engine::get_mailbox_info(state); });
}

async_client::awaitable<std::uint64_t> async_client::get_mailbox_size() {
  return ::pop3kit::occupied_size(get_mailbox_info());
}

async_client::awaitable<std::uint64_t> async_client::get_message_count() {
  return ::pop3kit::message_count(get_mailbox_info());
}

async_client::awaitable<header_collection> async_client::get_message_headers(message_reference which) {
  return parse_header(top(std::move(which), 0));
}

async_client::awaitable<transfer_report> async_client::get_message_headers(std::vector<message_reference> which,
                                                                           header_handler handler) {
  if (!handler) return refuse_empty<transfer_report>("get_message_headers: handler");
  return start_operation(implementation_, [&](engine::client_state& state) {
    return engine::get_message_headers(state, std::move(which), std::move(handler));
  });
}

async_client::awaitable<std::string> async_client::top(message_reference which, std::uint64_t lines) {
  return start_operation(implementation_,
                         [&](engine::client_state& state) { return engine::top(state, std::move(which), lines); });
}

async_client::awaitable<mail_message> async_client::fetch_message(message_reference which) {
  return make_message(start_operation(
      implementation_, [&](engine::client_state& state) { return engine::fetch_message(state, std::move(which)); }));
}

async_client::awaitable<> async_client::save_message(message_reference which, octet_sink sink) {
  if (!sink) return refuse_empty<void>("save_message: sink");
  return start_operation(implementation_, [&](engine::client_state& state) {
    return engine::save_message(state, std::move(which), std::move(sink));
  });
}

async_client::awaitable<> async_client::save_message(message_reference which, std::filesystem::path file) {
  return start_operation(implementation_, [&](engine::client_state& state) {
    return engine::save_message(state, std::move(which), std::move(file));
  });
}

async_client::awaitable<> async_client::save_message(message_reference which, std::ostream& out) {
  octet_sink into_stream = [&out](std::span<const char> octets) -> result<> {
    out.write(octets.data(), static_cast<std::streamsize>(octets.size()));
    if (!out) return failure(errc::file_unwritable, "the stream");
    return {};
  };
  return then_flush(save_message(std::move(which), std::move(into_stream)), out);
}

async_client::awaitable<transfer_report> async_client::save_messages(std::vector<message_reference> which,
                                                                     message_receiver& receiver) {
  return start_operation(implementation_, [&](engine::client_state& state) {
    return engine::save_messages(state, std::move(which), receiver);
  });
}

async_client::awaitable<transfer_report> async_client::save_messages(message_receiver& receiver) {
  return start_operation(implementation_, [&](engine::client_state& state) {
    return engine::save_messages(state, std::nullopt, receiver);
  });
}

async_client::awaitable<transfer_report> async_client::save_messages(std::vector<message_reference> which,
                                                                     std::filesystem::path folder,
                                                                     saved_handler handler) {
  return start_operation(implementation_, [&](engine::client_state& state) {
    return engine::save_messages(state, std::move(which), std::move(folder), std::move(handler));
  });
}

async_client::awaitable<transfer_report> async_client::save_messages(std::filesystem::path folder,
                                                                     saved_handler handler) {
  return start_operation(implementation_, [&](engine::client_state& state) {
    return engine::save_messages(state, std::nullopt, std::move(folder), std::move(handler));
  });
}

async_client::awaitable<transfer_report> async_client::fetch_messages(std::vector<message_reference> which,
                                                                      message_handler handler) {
  if (!handler) return refuse_empty<transfer_report>("fetch_messages: handler");
  return start_operation(implementation_, [&](engine::client_state& state) {
    return engine::fetch_messages(state, std::move(which), std::move(handler));
  });
}

async_client::awaitable<transfer_report> async_client::fetch_messages(message_handler handler) {
  if (!handler) return refuse_empty<transfer_report>("fetch_messages: handler");
  return start_operation(implementation_, [&](engine::client_state& state) {
    return engine::fetch_messages(state, std::nullopt, std::move(handler));
  });
}

async_client::awaitable<message_info> async_client::get_message_info(message_reference which, list_fields fields) {
  return start_operation(implementation_, [&](engine::client_state& state) {
    return engine::get_message_info(state, std::move(which), fields);
  });
}

async_client::awaitable<std::uint64_t> async_client::get_message_size(message_reference which) {
  return start_operation(
      implementation_, [&](engine::client_state& state) { return engine::get_message_size(state, std::move(which)); });
}

async_client::awaitable<message_listing> async_client::list_messages(list_fields fields) {
  return start_operation(implementation_,
                         [&](engine::client_state& state) { return engine::list_messages(state, fields); });
}

async_client::awaitable<std::vector<result<message_info>>> async_client::list_messages(
    std::vector<message_reference> which, list_fields fields) {
  return start_operation(implementation_, [&](engine::client_state& state) {
    return engine::list_messages(state, std::move(which), fields);
  });
}

async_client::awaitable<message_listing> async_client::list_unique_ids() {
  return start_operation(implementation_, [&](engine::client_state& state) { return engine::list_unique_ids(state); });
}

async_client::awaitable<> async_client::delete_message(message_reference which) {
  return start_operation(implementation_,
                         [&](engine::client_state& state) { return engine::delete_message(state, std::move(which)); });
}

async_client::awaitable<> async_client::delete_messages() {
  return start_operation(implementation_, [&](engine::client_state& state) { return engine::delete_messages(state); });
}

async_client::awaitable<> async_client::delete_messages(std::vector<message_reference> which) {
  return start_operation(implementation_,
                         [&](engine::client_state& state) { return engine::delete_messages(state, std::move(which)); });
}

async_client::awaitable<> async_client::undelete_messages() {
  return start_operation(implementation_,
                         [&](engine::client_state& state) { return engine::undelete_messages(state); });
}

async_client::awaitable<commit_report> async_client::commit_deletes() {
  return start_operation(implementation_, [&](engine::client_state& state) { return engine::commit_deletes(state); });
}

async_client::awaitable<capabilities> async_client::get_capabilities() {
  return start_operation(implementation_, [&](engine::client_state& state) { return engine::get_capabilities(state); });
}

std::optional<known_capabilities> async_client::get_known_capabilities() const {
  if (!implementation_) return std::nullopt;
  return implementation_->core->state().around.learned();
}

async_client::awaitable<> async_client::enable_utf8() {
  return start_operation(implementation_, [&](engine::client_state& state) { return engine::enable_utf8(state); });
}

async_client::awaitable<std::vector<language>> async_client::languages() {
  return start_operation(implementation_, [&](engine::client_state& state) { return engine::languages(state); });
}

async_client::awaitable<std::string> async_client::set_language(std::string range) {
  return start_operation(implementation_,
                         [&](engine::client_state& state) { return engine::set_language(state, std::move(range)); });
}

async_client::awaitable<> async_client::pause(std::chrono::nanoseconds how_long) {
  return start_operation(implementation_, [&](engine::client_state& state) { return engine::pause(state, how_long); });
}

async_client::awaitable<> async_client::noop() {
  return start_operation(implementation_, [&](engine::client_state& state) { return engine::noop(state); });
}

async_client::awaitable<> async_client::validate_credentials() {
  return start_operation(implementation_,
                         [&](engine::client_state& state) { return engine::validate_credentials(state); });
}

async_client::awaitable<> async_client::quit() {
  return start_operation(implementation_, [&](engine::client_state& state) { return engine::quit(state); });
}

void async_client::close() noexcept {
  if (implementation_) implementation_->core->close();
}

void async_client::connections_quantity(std::size_t most) {
  if (implementation_) implementation_->core->state().options().connections_quantity = most;
}

void async_client::use_multi_connection(multi_connection mode) {
  if (implementation_) implementation_->core->state().options().multi = mode;
}

void async_client::watch_progress(progress_handler watcher) {
  if (implementation_) implementation_->core->watch_progress(std::move(watcher));
}

const connection_report& async_client::last_report() const noexcept {
  static const connection_report nothing;
  return implementation_ ? implementation_->core->state().report : nothing;
}

}  // namespace pop3kit
