#pragma once

#include <functional>
#include <string>
#include <vector>

namespace pop3kit::test {

/// Records the calls of this process that make files durable, in order, as long as it exists: "sync NAME", "rename
/// NAME" and "link NAME", NAME being the last part of the new name, "temporary" for a temporary file. fsync(),
/// rename(), link(), getentropy() and those that create files are defined in this program in place of the C library's,
/// so the record holds what the product really calls.
class system_calls {
 public:
  /// Called before each call; returns 0, or the value of errno with which the call fails.
  using interference = std::function<int(const std::string& call)>;

  system_calls();
  system_calls(const system_calls&) = delete;
  system_calls& operator=(const system_calls&) = delete;
  ~system_calls();

  /// From now on random octets are 0, so that the name of the next temporary file is known.
  void make_random_octets_known() noexcept { random_octets_are_known_ = true; }
  [[nodiscard]] static bool random_octets_are_known() noexcept;

  void interfere(interference with) { interference_ = std::move(with); }
  /// Called when a call has created a file, with the file's name as above, before the call returns to the product.
  void on_creation(std::function<void(const std::string& name)> hears) { on_creation_ = std::move(hears); }
  /// Files cannot be created without a name, as on some file systems.
  void forbid_nameless_files() { forbids_nameless_files_ = true; }
  [[nodiscard]] const std::vector<std::string>& made() const noexcept { return made_; }

  /// For the functions that stand in place of the C library's. Returns 0, or the value of errno.
  [[nodiscard]] static int record(const std::string& call);
  static void created(const std::string& name);
  [[nodiscard]] static bool forbids_nameless_files() noexcept;

 private:
  std::vector<std::string> made_;
  interference interference_;
  bool random_octets_are_known_ = false;
  std::function<void(const std::string& name)> on_creation_;
  bool forbids_nameless_files_ = false;
};

}  // namespace pop3kit::test
