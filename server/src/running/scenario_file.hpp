#pragma once

#include <filesystem>
#include <functional>
#include <pop3kit/result.hpp>
#include <pop3kit/scenario.hpp>
#include <string>

namespace pop3kit::serving {

/// The file of a server's scenario, if the scenario came from a file.
class scenario_file {
 public:
  using warning_handler = std::function<void(const std::string& line)>;

  /// `first` is the scenario that the server plays first. `path` is empty if it did not come from a file.
  scenario_file(std::filesystem::path path, const scenario& first);

  /// Returns true if `playing` was read from this file, and false if another scenario has replaced it.
  [[nodiscard]] bool is(const scenario& playing) const;
  /// Returns true if the file has changed since the last call, or since construction. A file that is missing or
  /// unreadable counts as unchanged. `warn` is then called once, and again only after the file was readable in between.
  [[nodiscard]] bool has_changed(const warning_handler& warn);
  /// Reads the file again.
  [[nodiscard]] result<scenario> read() const;
  /// Records that the server now plays the result of read().
  void took(const scenario& again) { last_read_ = again; }
  /// Returns the folder of the file; empty for the working directory.
  [[nodiscard]] const std::filesystem::path& home() const noexcept { return home_; }

 private:
  [[nodiscard]] bool can_be_read(const warning_handler& warn);

  std::filesystem::path path_;
  std::filesystem::path home_;
  std::filesystem::file_time_type changed_at_;
  bool missing_ = false;  ///< and a warning was given
  scenario last_read_;
};

}  // namespace pop3kit::serving
