#include "console/output.hpp"
#include "fetch/message_store.hpp"
#include "fetch/partial_file.hpp"

namespace pop3kit::command {
namespace {

class printed_message final : public stored_message {
 public:
  void write(std::string_view octets) override { standard_output().write(octets); }
  void finish() override { standard_output().flush(); }
};

class eml_message final : public stored_message {
 public:
  explicit eml_message(const std::filesystem::path& file) : file_(file) {}
  void write(std::string_view octets) override { file_.write(octets); }
  void finish() override { file_.commit(); }

 private:
  partial_file file_;
};

class eml_stream final : public message_store {
 public:
  [[nodiscard]] std::unique_ptr<stored_message> begin(const fetch_target&) override {
    return std::make_unique<printed_message>();
  }
};

class eml_file final : public message_store {
 public:
  explicit eml_file(const std::string& file) : path_(file) {}
  [[nodiscard]] std::unique_ptr<stored_message> begin(const fetch_target&) override {
    return std::make_unique<eml_message>(path_);
  }

 private:
  std::filesystem::path path_;
};

class eml_directory final : public message_store {
 public:
  explicit eml_directory(const std::string& directory) : directory_(directory) {}
  [[nodiscard]] bool has_a_place_for_each() const noexcept override { return true; }
  [[nodiscard]] std::unique_ptr<stored_message> begin(const fetch_target& which) override {
    make_directory(directory_);
    return std::make_unique<eml_message>(directory_ / (which.name + ".eml"));
  }

 private:
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
