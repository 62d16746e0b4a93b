#pragma once

#include <memory>
#include <pop3kit/file_system.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace pop3kit::test {

/// What a faulty_file_system throws when it is killed.
class killed : public std::runtime_error {
 public:
  killed() : std::runtime_error("killed") {}
};

/// What happens at the chosen step.
enum class interruption {
  fails,          ///< the step returns an error and does nothing; the steps after it work
  killed_before,  ///< the process ends before the step; of a write, the first half of the octets is written
  killed_after,   ///< the process ends after the step
};

/// The file system of this machine, with one fault. Steps are the calls that change files, counted from 1.
///
/// A process that was killed runs no destructors. So after the kill no call changes anything.
class faulty_file_system final : public file_system {
 public:
  faulty_file_system(interruption how, std::size_t step) : how_(how), step_(step) {}

  /// Returns true if the chosen step was reached.
  [[nodiscard]] bool fired() const noexcept { return steps_ >= step_; }
  [[nodiscard]] std::size_t steps() const noexcept { return steps_; }
  /// The names of the steps, for messages of failed tests.
  [[nodiscard]] const std::vector<std::string>& calls() const noexcept { return calls_; }

  std::unique_ptr<open_file> create(const std::filesystem::path& name, std::error_code& failed) override;
  std::unique_ptr<open_file> open(const std::filesystem::path& name, file_access access,
                                  std::error_code& failed) override;
  std::error_code rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
  std::error_code rename_to_new(const std::filesystem::path& from, const std::filesystem::path& to) override;
  std::error_code link(const std::filesystem::path& from, const std::filesystem::path& to) override;
  std::error_code remove(const std::filesystem::path& name) noexcept override;
  std::error_code make_folder(const std::filesystem::path& name) override;
  std::error_code sync_folder(const std::filesystem::path& name) override;
  std::error_code kind_of(const std::filesystem::path& name, file_kind& kind) override;
  std::error_code list(const std::filesystem::path& folder,
                       const std::function<void(std::string_view name)>& handler) override;

  /// Runs a step. `half` does a part of it, if a kill can leave that.
  std::error_code step(const std::string& name, const std::function<std::error_code()>& whole,
                       const std::function<void()>& half = {});

 private:
  file_system& inner_ = native_file_system();
  interruption how_;
  std::size_t step_;
  std::size_t steps_ = 0;
  bool is_dead_ = false;
  std::vector<std::string> calls_;
};

}  // namespace pop3kit::test
