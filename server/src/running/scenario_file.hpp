#pragma once

#include <filesystem>
#include <functional>
#include <pop3kit/result.hpp>
#include <pop3kit/scenario.hpp>
#include <string>

namespace pop3kit::serving {

/// The file that a server's scenario came from, if it came from one.
class scenario_file {
 public:
  using warning_handler = std::function<void(const std::string& line)>;

  /// `first` is what the server plays first. An empty `path` means that it came from no file.
  scenario_file(std::filesystem::path path, const scenario& first);

  /// Whether `playing` is what was read from this file, and not another scenario that took its place.
  [[nodiscard]] bool is(const scenario& playing) const;
  /// Whether the file has changed since the last call, or since the construction. A file that is missing or cannot be
  /// read has not changed: `warn` is called once then, until it can be read again.
  [[nodiscard]] bool has_changed(const warning_handler& warn);
  /// Reads the file again.
  [[nodiscard]] result<scenario> read() const;
  /// The server plays what read() returned from now on.
  void took(const scenario& again) { last_read_ = again; }
  /// The folder of the file; empty for the working directory.
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
