#pragma once

#include <gmock/gmock.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client_access.hpp"
#include "net/stream/memory_stream.hpp"
#include "net/time/virtual_clock.hpp"
#include "service/service.hpp"
#include "support/run.hpp"
#include "tls/identity.hpp"

namespace pop3kit::testing {

/// A stream that keeps what passes in both directions.
class recording_stream final : public net::byte_stream {
 public:
  recording_stream(net::stream_ptr inner, std::string& record) : inner_(std::move(inner)), record_(record) {}

  asio::any_io_executor get_executor() override { return inner_->get_executor(); }
  asio::awaitable<outcome<std::size_t>> read_some(std::span<char> room) override {
    const auto got = co_await inner_->read_some(room);
    if (got) record_.append(room.data(), *got);
    co_return got;
  }
  outcome<std::size_t> read_now(std::span<char> room) override {
    const auto got = inner_->read_now(room);
    if (got) record_.append(room.data(), *got);
    return got;
  }
  asio::awaitable<outcome<>> write(std::span<const char> octets) override {
    record_.append(octets.data(), octets.size());
    co_return co_await inner_->write(octets);
  }
  asio::awaitable<outcome<>> shutdown() override { co_return co_await inner_->shutdown(); }
  void close() noexcept override { inner_->close(); }

 private:
  net::stream_ptr inner_;
  std::string& record_;
};

/// Our client and our server in one thread, in memory and under virtual time; all that is said can be looked at.
class both_ends {
 public:
  explicit both_ends(const std::string& lua)
      : scenario_(scenario::parse(lua, "test.lua").value()),
        identity_(serving::make_identity("localhost", std::chrono::system_clock::now(), scenario_.get()).value()),
        server_(context_.get_executor(), time_,
                std::shared_ptr<const scenario::description>(std::make_shared<scenario>(scenario_), &scenario_.get()),
                serving::service_options(), identity_) {
    options.host = "localhost";
    options.protection = security::none;
    options.tls.ca_pem = identity_.ca_pem;
    options.tls.use_system_trust = false;
    options.trace = [this](const trace_event& event) { told_ += event.text + "\n" + to_json(event) + "\n"; };
    options.trace_bodies = true;
  }
  ~both_ends() {
    server_.stop();
    time_.run_until_idle(context_);
  }
  both_ends(const both_ends&) = delete;
  both_ends& operator=(const both_ends&) = delete;

  /// Logs in and out; the failure, if that is what came of it.
  std::optional<failure> log_in() {
    engine::connector connector = [this](std::string, std::uint16_t, std::string&) { return connect(); };
    async_client mail = engine::client_access::make(context_.get_executor(), options, std::move(connector), time_);
    const result<> done = run(context_, time_, mail.connect());
    if (done) {
      EXPECT_TRUE(run(context_, time_, mail.quit()).has_value());
    }
    mail.close();
    time_.run_until_idle(context_);
    if (done) return std::nullopt;
    told_ += done.error().message() + "\n" + done.error().detail() + "\n";
    if (done.error().reply()) told_ += done.error().reply()->text + "\n";
    return done.error();
  }

  /// Everything that traces, journals and failures contain.
  [[nodiscard]] std::string told() const {
    std::string all = told_;
    for (const journal_entry& entry : server_.run().journal.entries()) all += entry.text + "\n" + to_json(entry) + "\n";
    return all;
  }
  /// What went over the wire, TLS or not.
  [[nodiscard]] const std::string& wire() const noexcept { return wire_; }

  client_options options;

 private:
  asio::awaitable<outcome<net::stream_ptr>> connect() {
    auto ends = net::make_memory_pipe(context_.get_executor(), context_.get_executor());
    server_.serve(std::move(ends.second));
    co_return std::make_unique<recording_stream>(std::move(ends.first), wire_);
  }

  asio::io_context context_;
  net::virtual_clock time_;
  scenario scenario_;
  serving::identity identity_;
  serving::service server_;
  std::string told_;
  std::string wire_;
};

}  // namespace pop3kit::testing
