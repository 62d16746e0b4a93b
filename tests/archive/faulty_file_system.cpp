#include "archive/faulty_file_system.hpp"

#include <utility>

namespace pop3kit::test {
namespace {

std::error_code input_output_error() {
  return std::make_error_code(std::errc::io_error);
}

class faulty_file final : public open_file {
 public:
  faulty_file(faulty_file_system& owner, std::unique_ptr<open_file> inner) : owner_(owner), inner_(std::move(inner)) {}

  std::error_code write(std::string_view octets) override {
    return owner_.step(
        "write", [&] { return inner_->write(octets); },
        [&] { static_cast<void>(inner_->write(octets.substr(0, octets.size() / 2))); });
  }
  std::error_code read(std::uint64_t offset, std::span<char> room, std::size_t& got) override {
    return inner_->read(offset, room, got);
  }
  std::error_code size(std::uint64_t& octets) override { return inner_->size(octets); }
  std::error_code truncate(std::uint64_t octets) override {
    return owner_.step("truncate", [&] { return inner_->truncate(octets); });
  }
  std::error_code sync() override {
    return owner_.step("sync", [&] { return inner_->sync(); });
  }
  std::error_code lock() override { return inner_->lock(); }
  std::error_code close() override {
    return owner_.step("close", [&] { return inner_->close(); });
  }
  [[nodiscard]] int descriptor() const noexcept override { return inner_->descriptor(); }

 private:
  faulty_file_system& owner_;
  std::unique_ptr<open_file> inner_;
};

}  // namespace

std::error_code faulty_file_system::step(const std::string& name, const std::function<std::error_code()>& whole,
                                         const std::function<void()>& half) {
  if (is_dead_) throw killed();
  calls_.push_back(name);
  if (++steps_ != step_) return whole();
  if (how_ == interruption::fails) return input_output_error();
  if (how_ == interruption::killed_after) static_cast<void>(whole());
  if (how_ == interruption::killed_before && half) half();
  is_dead_ = true;
  throw killed();
}

std::unique_ptr<open_file> faulty_file_system::create(const std::filesystem::path& name, std::error_code& failed) {
  std::unique_ptr<open_file> made;
  failed = step("create " + name.filename().string(), [&] {
    made = inner_.create(name, failed);
    return failed;
  });
  return made == nullptr ? nullptr : std::make_unique<faulty_file>(*this, std::move(made));
}

std::unique_ptr<open_file> faulty_file_system::open(const std::filesystem::path& name, file_access access,
                                                    std::error_code& failed) {
  auto opened = inner_.open(name, access, failed);
  return opened == nullptr ? nullptr : std::make_unique<faulty_file>(*this, std::move(opened));
}

std::error_code faulty_file_system::rename(const std::filesystem::path& from, const std::filesystem::path& to) {
  return step("rename " + to.filename().string(), [&] { return inner_.rename(from, to); });
}

std::error_code faulty_file_system::rename_to_new(const std::filesystem::path& from, const std::filesystem::path& to) {
  return step("rename " + to.filename().string(), [&] { return inner_.rename_to_new(from, to); });
}

std::error_code faulty_file_system::link(const std::filesystem::path& from, const std::filesystem::path& to) {
  return step("link " + to.filename().string(), [&] { return inner_.link(from, to); });
}

/// Destructors call it, so it does not throw: after a kill it does nothing, and the next step throws.
std::error_code faulty_file_system::remove(const std::filesystem::path& name) noexcept {
  try {
    return step("remove " + name.filename().string(), [&] { return inner_.remove(name); });
  } catch (const killed&) {
    return input_output_error();
  }
}

std::error_code faulty_file_system::make_folder(const std::filesystem::path& name) {
  return step("make folder " + name.filename().string(), [&] { return inner_.make_folder(name); });
}

std::error_code faulty_file_system::sync_folder(const std::filesystem::path& name) {
  return step("sync folder " + name.filename().string(), [&] { return inner_.sync_folder(name); });
}

std::error_code faulty_file_system::kind_of(const std::filesystem::path& name, file_kind& kind) {
  return inner_.kind_of(name, kind);
}

std::error_code faulty_file_system::list(const std::filesystem::path& folder,
                                         const std::function<void(std::string_view name)>& handler) {
  return inner_.list(folder, handler);
}

}  // namespace pop3kit::test
