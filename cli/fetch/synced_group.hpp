#pragma once

#include <cstddef>
#include <pop3kit/file_group.hpp>

namespace pop3kit::command {

/// Finished files of a store, which are synced and get their names in groups. The destructor does this for those that
/// remain, whatever ended the run, because they are whole.
class synced_group {
 public:
  synced_group() = default;
  synced_group(const synced_group&) = delete;
  synced_group& operator=(const synced_group&) = delete;
  ~synced_group();

  /// Syncs the group if it is full. Throws command_error (8) for the first file that failed.
  void add(file_writer finished);
  /// Every file that was added is durable afterwards. Throws command_error (8) for the first file that failed.
  void sync();
  /// How many of the files that were added are durable.
  [[nodiscard]] std::size_t durable() const noexcept { return durable_; }

 private:
  file_group group_;
  std::size_t durable_ = 0;
};

}  // namespace pop3kit::command
