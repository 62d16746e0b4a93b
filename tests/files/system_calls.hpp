#pragma once

#include <functional>
#include <string>
#include <vector>

namespace pop3kit::test {

/// Records the calls of this process that make files durable, in order, as long as it exists: "sync NAME", "rename
/// NAME" and "link NAME", NAME being the last part of the new name, "temporary" for a temporary file. fsync(),
/// rename(), link() and getentropy() are defined in this program in place of the C library's, so the record holds what
/// the product really calls.
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
  [[nodiscard]] const std::vector<std::string>& made() const noexcept { return made_; }

  /// For the functions that stand in place of the C library's. Returns 0, or the value of errno.
  [[nodiscard]] static int record(const std::string& call);

 private:
  std::vector<std::string> made_;
  interference interference_;
  bool random_octets_are_known_ = false;
};

}  // namespace pop3kit::test
