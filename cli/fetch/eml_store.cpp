#include <optional>

#include "console/output.hpp"
#include "fetch/message_store.hpp"
#include "fetch/partial_file.hpp"

namespace pop3kit::command {
namespace {

class eml_stream final : public message_store {
 public:
  void begin(const fetch_target&) override {}
  void write(std::string_view octets) override { standard_output().write(octets); }
  void finish() override { standard_output().flush(); }
  void discard() noexcept override {}
};

/// A file for each message; subclasses say which.
class eml_files : public message_store {
 public:
  void begin(const fetch_target& which) override { file_.emplace(path_of(which)); }
  void write(std::string_view octets) override { file_->write(octets); }
  void finish() override {
    file_->commit();
    file_.reset();
  }
  void discard() noexcept override { file_.reset(); }

 private:
  [[nodiscard]] virtual std::filesystem::path path_of(const fetch_target& which) = 0;
  std::optional<partial_file> file_;
};

class eml_file final : public eml_files {
 public:
  explicit eml_file(const std::string& file) : path_(file) {}

 private:
  [[nodiscard]] std::filesystem::path path_of(const fetch_target&) override { return path_; }
  std::filesystem::path path_;
};

class eml_directory final : public eml_files {
 public:
  explicit eml_directory(const std::string& directory) : directory_(directory) {}
  [[nodiscard]] bool names_messages() const noexcept override { return true; }

 private:
  [[nodiscard]] std::filesystem::path path_of(const fetch_target& which) override {
    make_directory(directory_);
    return directory_ / (which.name + ".eml");
  }
  std::filesystem::path directory_;
};

}  // namespace

std::unique_ptr<message_store> make_eml_stream() {
  return std::make_unique<eml_stream>();
}

std::unique_ptr<message_store> make_eml_file(const std::string& file) {
  return std::make_unique<eml_file>(file);
}

std::unique_ptr<message_store> make_eml_directory(const std::string& directory) {
  return std::make_unique<eml_directory>(directory);
}

}  // namespace pop3kit::command
