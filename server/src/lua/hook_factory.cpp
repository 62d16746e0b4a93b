#include "lua/hook_factory.hpp"

#include <utility>

#include "lua/hook_runner.hpp"

namespace pop3kit::serving::lua {
namespace {

class lua_hook_factory final : public hook_factory {
 public:
  lua_hook_factory(script what, std::vector<std::string> verbs, const limits& bounds)
      : script_(std::move(what)), verbs_(std::move(verbs)), bounds_(bounds) {}

  [[nodiscard]] std::unique_ptr<hook_runner> make(net::clock& time, std::uint64_t seed) const override {
    return std::make_unique<lua_hook_runner>(script_, verbs_, time, seed, bounds_);
  }

 private:
  script script_;
  std::vector<std::string> verbs_;
  limits bounds_;
};

}  // namespace

std::shared_ptr<const hook_factory> make_hook_factory(script what, std::vector<std::string> verbs,
                                                      const limits& bounds) {
  return std::make_shared<lua_hook_factory>(std::move(what), std::move(verbs), bounds);
}

}  // namespace pop3kit::serving::lua
