#pragma once

#include <filesystem>
#include <memory>
#include <pop3kit/result.hpp>
#include <string>
#include <string_view>

namespace pop3kit {

/// What a server shall be: accounts, mailboxes, rules, network conditions, hooks, expectations. Written in Lua, checked
/// whole before anything runs; copies share the same immutable description.
class scenario {
 public:
  /// Errors: errc::invalid_scenario with file, line and the nearest valid name in the detail; the system's code for a
  /// file that cannot be read.
  [[nodiscard]] static result<scenario> load(const std::filesystem::path& file);
  /// The same from text; paths in it are relative to `directory`.
  [[nodiscard]] static result<scenario> parse(std::string_view text, const std::string& name = "scenario",
                                              const std::filesystem::path& directory = ".");

  [[nodiscard]] const std::string& title() const noexcept;

  struct description;
  explicit scenario(std::shared_ptr<const description> held) : description_(std::move(held)) {}
  [[nodiscard]] const description& get() const noexcept { return *description_; }

 private:
  std::shared_ptr<const description> description_;
};

}  // namespace pop3kit
