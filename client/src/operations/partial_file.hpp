#pragma once

#include <filesystem>
#include <fstream>
#include <pop3kit/result.hpp>
#include <span>

namespace pop3kit::engine {

/// A file that appears under its name only when it is whole: written beside it as ".NAME.partial" and renamed. Removed
/// again by the destructor unless committed; an earlier file of that name stays as it was until then. Every failure is
/// errc::file_unwritable and names the file.
class partial_file {
 public:
  explicit partial_file(std::filesystem::path target);
  ~partial_file();
  partial_file(const partial_file&) = delete;
  partial_file& operator=(const partial_file&) = delete;

  [[nodiscard]] result<> open();
  [[nodiscard]] result<> write(std::span<const char> octets);
  [[nodiscard]] result<> commit();

 private:
  [[nodiscard]] failure unwritable() const;

  std::filesystem::path target_;
  std::filesystem::path partial_;
  std::ofstream out_;
  bool exists_ = false;
};

}  // namespace pop3kit::engine
