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
  /// Runs the script, in a state that can neither hang nor eat the memory, and checks all that it says; files that it
  /// names are read now. Errors: errc::invalid_scenario with file, line, what is wrong and the nearest valid name in
  /// the detail; errc::file_unreadable where the scenario file itself cannot be read.
  [[nodiscard]] static result<scenario> load(const std::filesystem::path& file);
  /// The same from text; `name` stands for the file in errors, and paths in it are relative to `directory`.
  [[nodiscard]] static result<scenario> parse(std::string_view text, const std::string& name = "scenario",
                                              const std::filesystem::path& directory = ".");

  /// The file's name without its extension, where the scenario has no title of its own.
  [[nodiscard]] const std::string& title() const noexcept;
  /// Returns what the server does and which mistakes of clients that shows: the key `about`. Empty if it is left out.
  [[nodiscard]] const std::string& about() const noexcept;
  /// Returns which real servers do it: the key `seen`. Empty if it is left out.
  [[nodiscard]] const std::string& seen() const noexcept;
  /// Returns what the client of this library does: the key `outcome`. It begins with "tolerated", or with "refused
  /// with " and a name that to_string(errc) returns. Empty if it is left out.
  [[nodiscard]] const std::string& outcome() const noexcept;

  struct description;
  explicit scenario(std::shared_ptr<const description> held) : description_(std::move(held)) {}
  [[nodiscard]] const description& get() const noexcept { return *description_; }

 private:
  std::shared_ptr<const description> description_;
};

}  // namespace pop3kit
