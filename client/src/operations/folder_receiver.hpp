#pragma once

#include <filesystem>
#include <pop3kit/file_group.hpp>
#include <pop3kit/message_file_names.hpp>
#include <pop3kit/message_receiver.hpp>
#include <unordered_map>
#include <vector>

namespace pop3kit::engine {

/// Saves each message to a file of a folder. Files are synced in groups, and reported to the handler after that.
class folder_receiver final : public message_receiver {
 public:
  folder_receiver(std::filesystem::path folder, message_file_names names, saved_handler handler);

  result<> begin(const message_info& which) override;
  result<> octets(const message_info& which, std::span<const char> piece) override;
  result<> end(const message_info& which, const result<>& outcome) override;

  /// Makes every whole message durable and reports it. Returns the first failure, of a file or of the handler.
  result<> sync();

 private:
  result<> report(const message_info& which, result<std::filesystem::path> file);

  std::filesystem::path folder_;
  message_file_names names_;
  saved_handler handler_;
  std::unordered_map<const message_info*, file_writer> under_way_;
  file_group whole_;
  std::vector<message_info> whole_messages_;  ///< of the group, in its order
};

}  // namespace pop3kit::engine
