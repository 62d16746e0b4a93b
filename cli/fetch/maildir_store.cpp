#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <pop3kit/file_writer.hpp>
#include <pop3kit/folder.hpp>
#include <pop3kit/safe_file_name.hpp>
#include <utility>

#include "console/command_error.hpp"
#include "fetch/message_conversion.hpp"
#include "fetch/message_store.hpp"
#include "fetch/synced_group.hpp"

namespace pop3kit::command {
namespace {

namespace fs = std::filesystem;

/// With the numbers before it, the name of a file in a maildir must have at most 255 octets.
constexpr std::size_t longest_host_name = 120;

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "localhost";
  return safe_file_name(name.data(), longest_host_name);
}

std::uint64_t random_number() {
  std::uint64_t number = 0;
  if (::getentropy(&number, sizeof number) != 0) throw local_error("random name", errno);
  return number;
}

/// Returns TIME.UNIQUE.HOST, as Maildir requires. In containers the number of the process and the name of the host
/// repeat, and a clock may be set back, so the name contains a random number too.
std::string delivery_name(std::uint64_t count, const std::string& host) {
  using namespace std::chrono;
  const auto now = system_clock::now().time_since_epoch();
  const auto second = floor<seconds>(now);
  return fmt::format("{}.M{:06}P{}Q{}R{:016x}.{}", second.count(), floor<microseconds>(now - second).count(),
                     ::getpid(), count, random_number(), host);
}

class delivery final : public stored_message {
 public:
  delivery(file_writer file, synced_group& group) : file_(std::move(file)), group_(group) {}

  void write(std::string_view octets) override { need_file(file_.write(ends_.convert(octets))); }
  void finish() override {
    need_file(file_.write(ends_.finish()));
    group_.add(std::move(file_));
  }

 private:
  file_writer file_;
  synced_group& group_;
  line_feeds ends_;
};

class maildir_store final : public message_store {
 public:
  explicit maildir_store(const std::string& directory) : directory_(directory), host_(host_name()) {}
  [[nodiscard]] bool has_a_place_for_each() const noexcept override { return true; }

  [[nodiscard]] std::unique_ptr<stored_message> begin(const fetch_target&) override {
    for (const char* each : {"tmp", "new", "cur"}) need_file(make_folder(directory_ / each));
    const fs::path path = directory_ / "new" / delivery_name(++delivered_, host_);
    file_writer file = need_file(file_writer::open(path, existing_file::keep, directory_ / "tmp"));
    return std::make_unique<delivery>(std::move(file), group_);
  }
  void sync() override { group_.sync(); }
  [[nodiscard]] std::size_t kept(std::size_t /*finished*/) const noexcept override { return group_.durable(); }

 private:
  fs::path directory_;
  std::string host_;
  std::uint64_t delivered_ = 0;
  synced_group group_;
};

}  // namespace

std::unique_ptr<message_store> make_maildir(const std::string& directory) {
  return std::make_unique<maildir_store>(directory);
}

}  // namespace pop3kit::command
