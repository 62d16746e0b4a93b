#pragma once

#include <filesystem>
#include <memory>
#include <pop3kit/result.hpp>
#include <string>
#include <string_view>

namespace pop3kit {

/// The description of a server: accounts, mailboxes, rules, network conditions, hooks, expectations.
///
/// A scenario is written in Lua (docs/reference/scenarios.md) and is checked completely before a server plays it.
/// Copies share one immutable description, so copying is cheap, and different threads may use different copies.
class scenario {
 public:
  /// Reads and checks a scenario file.
  ///
  /// Runs the script with limits on time, instructions and memory. Reads the mail files that the script names, relative
  /// to the folder of the scenario file. Blocks. Errors: errc::file_unreadable if the scenario file cannot be read;
  /// errc::invalid_scenario if anything in it is wrong. The detail of the latter has a line for each mistake, with the
  /// file, the line and the nearest valid name.
  [[nodiscard]] static result<scenario> load(const std::filesystem::path& file);
  /// Checks a scenario from text, as load() does for a file.
  ///
  /// Errors name `name` in place of the file. Paths in the text are relative to `directory`.
  [[nodiscard]] static result<scenario> parse(std::string_view text, const std::string& name = "scenario",
                                              const std::filesystem::path& directory = ".");

  /// Returns the key `title`. If the scenario has none, returns the name of the file without folder and extension.
  [[nodiscard]] const std::string& title() const noexcept;
  /// Returns the key `about`: what the server does, and which mistakes of clients that reveals. Empty if it is missing.
  [[nodiscard]] const std::string& about() const noexcept;
  /// Returns the key `seen`: which real servers behave like this. Empty if it is missing.
  [[nodiscard]] const std::string& seen() const noexcept;
  /// Returns the key `outcome`: what the client of this library does. Empty if it is missing. Otherwise it begins with
  /// "tolerated", or with "refused with " and a name that to_string(errc) returns.
  [[nodiscard]] const std::string& outcome() const noexcept;

  /// The parsed scenario. For the libraries' own use.
  struct description;
  /// Makes a scenario from a parsed one. For the libraries' own use; call load() or parse().
  explicit scenario(std::shared_ptr<const description> held) : description_(std::move(held)) {}
  /// Returns the parsed scenario. For the libraries' own use.
  [[nodiscard]] const description& get() const noexcept { return *description_; }

 private:
  std::shared_ptr<const description> description_;
};

}  // namespace pop3kit
