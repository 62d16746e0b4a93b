#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lua/hook_script.hpp"
#include "lua/script.hpp"
#include "scenario/hooks.hpp"

namespace pop3kit::serving::lua {

/// Runs the hooks of one running server, and does what they ask of their sessions. A hook that sleeps, waits at a gate
/// or reads a line stops its own session and no other.
class lua_hook_runner final : public hook_runner {
 public:
  /// `verbs` are the commands and events that have hooks. The clock must outlive the runner and its hooks.
  lua_hook_runner(const script& what, const std::vector<std::string>& verbs, net::clock& time, std::uint64_t seed,
                  const limits& bounds);

  [[nodiscard]] bool has_hook(std::string_view verb) const override;
  [[nodiscard]] boost::asio::awaitable<hook_verdict> run(hook_session& session, const hook_command& command) override;
  void forget(std::uint64_t connection) noexcept override;

 private:
  std::vector<std::string> verbs_;
  net::clock& time_;
  std::shared_ptr<hook_script> scripts_;
};

}  // namespace pop3kit::serving::lua
