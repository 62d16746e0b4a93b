#include <array>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <new>
#include <pop3kit/trace_file.hpp>
#include <string>
#include <utility>

#include "message/charset.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace pop3kit {

namespace {

struct closes_file {
  void operator()(std::FILE* file) const noexcept { static_cast<void>(std::fclose(file)); }
};

/// Readable by nobody else: what servers say of a mailbox is its owner's business.
std::unique_ptr<std::FILE, closes_file> open_for_owner(const std::filesystem::path& name) {
  const int number = ::open(name.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (number < 0) return nullptr;
  std::FILE* const file = ::fdopen(number, "w");
  if (file == nullptr) ::close(number);
  return std::unique_ptr<std::FILE, closes_file>(file);
}

void append_seconds(std::string& out, std::chrono::nanoseconds at) {
  std::array<char, 32> digits{};
  const double seconds = std::chrono::duration<double>(at).count();
  const auto end = std::to_chars(digits.begin(), digits.end(), seconds, std::chars_format::fixed, 6).ptr;
  out.append(digits.begin(), end);
}

}  // namespace

std::string_view to_string(trace_kind kind) noexcept {
  constexpr std::array<std::string_view, 6> names{"connected", "secured", "sent", "received", "body", "disconnected"};
  const auto place = static_cast<std::size_t>(kind);
  return place < names.size() ? names[place] : std::string_view();
}

std::string to_json(const trace_event& event) {
  std::string text;
  engine::append_repaired(text, event.text);
  std::string line = R"({"at":)";
  append_seconds(line, event.at);
  line.append(R"(,"connection":)").append(std::to_string(event.connection));
  line.append(R"(,"event":")").append(to_string(event.kind));
  line.append(R"(","text":)").append(boost::json::serialize(boost::json::string(text)));
  line.append(R"(,"octets":)").append(std::to_string(event.octets)).append("}");
  return line;
}

struct trace_file::state {
  std::filesystem::path name;
  std::unique_ptr<std::FILE, closes_file> file;
  bool failed = false;

  void write(const trace_event& event) noexcept {
    if (failed) return;
    try {
      const std::string line = to_json(event) + "\n";
      failed = std::fwrite(line.data(), 1, line.size(), file.get()) != line.size() || std::fflush(file.get()) != 0;
    } catch (const std::bad_alloc&) {
      failed = true;
    }
  }
};

trace_file::trace_file(std::shared_ptr<state> held) : state_(std::move(held)) {}

result<trace_file> trace_file::open(const std::filesystem::path& file) {
  auto made = std::make_shared<state>();
  made->name = file;
  made->file = open_for_owner(file);
  if (!made->file) {
    return failure(errc::file_unwritable, file.string() + ": " + std::generic_category().message(errno));
  }
  return trace_file(std::move(made));
}

trace_sink trace_file::sink() const {
  return [held = state_](const trace_event& event) { held->write(event); };
}

result<> trace_file::check() const {
  if (state_->failed) return failure(errc::file_unwritable, state_->name.string());
  return {};
}

}  // namespace pop3kit
