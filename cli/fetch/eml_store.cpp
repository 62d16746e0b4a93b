#include <pop3kit/file_writer.hpp>
#include <pop3kit/folder.hpp>
#include <utility>

#include "console/command_error.hpp"
#include "console/standard_streams.hpp"
#include "fetch/message_store.hpp"
#include "fetch/output_file.hpp"
#include "fetch/synced_group.hpp"

namespace pop3kit::command {
namespace {

class printed_message final : public stored_message {
 public:
  void write(std::string_view octets) override { standard_output().write(octets); }
  void finish() override { standard_output().flush(); }
};

class eml_stream final : public message_store {
 public:
  [[nodiscard]] std::unique_ptr<stored_message> begin(const fetch_target&) override {
    return std::make_unique<printed_message>();
  }
};

class single_message final : public stored_message {
 public:
  explicit single_message(file_writer file) : file_(std::move(file)) {}
  void write(std::string_view octets) override { need_file(file_.write(octets)); }
  void finish() override { need_file(file_.commit()); }

 private:
  file_writer file_;
};

class eml_file final : public message_store {
 public:
  eml_file(const std::string& file, std::chrono::nanoseconds patience) : file_(file), patience_(patience) {}
  [[nodiscard]] std::unique_ptr<stored_message> begin(const fetch_target&) override {
    return std::make_unique<single_message>(open_output_file(file_, patience_));
  }

 private:
  std::string file_;
  std::chrono::nanoseconds patience_;
};

class eml_message final : public stored_message {
 public:
  eml_message(file_writer file, synced_group& group) : file_(std::move(file)), group_(group) {}
  void write(std::string_view octets) override { need_file(file_.write(octets)); }
  void finish() override { group_.add(std::move(file_)); }

 private:
  file_writer file_;
  synced_group& group_;
};

class eml_directory final : public message_store {
 public:
  explicit eml_directory(const std::string& directory) : directory_(directory) {}
  [[nodiscard]] bool has_a_place_for_each() const noexcept override { return true; }
  [[nodiscard]] std::unique_ptr<stored_message> begin(const fetch_target& which) override {
    need_file(make_folder(directory_));
    file_writer file = need_file(file_writer::open(directory_ / (which.name + ".eml"), which.existing));
    return std::make_unique<eml_message>(std::move(file), group_);
  }
  void sync() override { group_.sync(); }
  [[nodiscard]] std::size_t kept(std::size_t /*finished*/) const noexcept override { return group_.durable(); }

 private:
  std::filesystem::path directory_;
  synced_group group_;
};

}  // namespace

std::unique_ptr<message_store> make_eml_stream() {
  return std::make_unique<eml_stream>();
}

std::unique_ptr<message_store> make_eml_file(const std::string& file, std::chrono::nanoseconds patience) {
  return std::make_unique<eml_file>(file, patience);
}

std::unique_ptr<message_store> make_eml_directory(const std::string& directory) {
  return std::make_unique<eml_directory>(directory);
}

}  // namespace pop3kit::command
