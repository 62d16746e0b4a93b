#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution_context.hpp>
#include <map>
#include <memory>
#include <mutex>

namespace pop3kit::engine {

class client_core;

/// The clients of one execution context. When the context is destroyed, they destroy their sockets and timers, which
/// must not outlive it.
///
/// This is a service of the context, so that Asio calls shutdown() at that time.
class context_members final : public boost::asio::execution_context::service {
 public:
  using key_type = context_members;
  static boost::asio::execution_context::id id;

  explicit context_members(boost::asio::execution_context& owner) : service(owner) {}

  [[nodiscard]] static context_members& of(const boost::asio::any_io_executor& executor);
  void join(const std::shared_ptr<client_core>& member);
  void leave(const client_core& member) noexcept;

 private:
  void shutdown() noexcept override;

  std::mutex guard_;
  std::map<const client_core*, std::weak_ptr<client_core>> members_;
};

}  // namespace pop3kit::engine
