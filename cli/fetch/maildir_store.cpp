#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "arguments/percent.hpp"
#include "console/command_error.hpp"
#include "fetch/line_feeds.hpp"
#include "fetch/message_store.hpp"
#include "fetch/partial_file.hpp"

namespace pop3kit::command {
namespace {

namespace fs = std::filesystem;

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "localhost";
  return percent_escaped_name(name.data());
}

class delivery final : public stored_message {
 public:
  delivery(fs::path directory, std::string name)
      : directory_(std::move(directory)), name_(std::move(name)), file_(directory_ / "tmp" / name_) {}

  void write(std::string_view octets) override { file_.write(ends_.convert(octets)); }
  void finish() override {
    file_.write(ends_.finish());
    file_.commit();
    deliver();
  }

 private:
  /// link() fails where rename() would write over what is there.
  void deliver() const {
    const fs::path from = directory_ / "tmp" / name_;
    const fs::path to = directory_ / "new" / name_;
    const int number = ::link(from.c_str(), to.c_str()) == 0 ? 0 : errno;
    static_cast<void>(::unlink(from.c_str()));
    if (number != 0) throw local_error(fmt::format("'{}'", to.string()), number);
  }

  fs::path directory_;
  std::string name_;
  partial_file file_;
  line_feeds ends_;
};

/// Names are unique by message, process and host; one that is taken all the same is never written over.
class maildir_store final : public message_store {
 public:
  explicit maildir_store(const std::string& directory) : directory_(directory), host_(host_name()) {}
  [[nodiscard]] bool has_a_place_for_each() const noexcept override { return true; }

  [[nodiscard]] std::unique_ptr<stored_message> begin(const fetch_target& which) override {
    for (const char* each : {"tmp", "new", "cur"}) make_directory(directory_ / each);
    std::string name = fmt::format("{}.{}_{}.{}", which.name, ::getpid(), ++delivered_, host_);
    return std::make_unique<delivery>(directory_, std::move(name));
  }

 private:
  fs::path directory_;
  std::string host_;
  std::uint64_t delivered_ = 0;
};

}  // namespace

std::unique_ptr<message_store> make_maildir(const std::string& directory) {
  return std::make_unique<maildir_store>(directory);
}

}  // namespace pop3kit::command
