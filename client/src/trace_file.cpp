#include <array>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <charconv>
#include <new>
#include <optional>
#include <pop3kit/file_writer.hpp>
#include <pop3kit/trace_file.hpp>
#include <string>
#include <utility>

#include "message/charset.hpp"
#include "text/utf8.hpp"

namespace pop3kit {

namespace {

void append_seconds(std::string& out, std::chrono::nanoseconds at) {
  std::array<char, 32> digits{};
  const double seconds = std::chrono::duration<double>(at).count();
  const auto end = std::to_chars(digits.begin(), digits.end(), seconds, std::chars_format::fixed, 6).ptr;
  out.append(digits.begin(), end);
}

}  // namespace

std::string_view to_string(trace_kind kind) noexcept {
  constexpr std::array<std::string_view, 6> names{"connected", "secured", "sent", "received", "body", "disconnected"};
  const auto position = static_cast<std::size_t>(kind);
  return position < names.size() ? names[position] : std::string_view();
}

std::string to_json(const trace_event& event) {
  std::string text;
  text::append_repaired(text, event.text);
  std::string line = R"({"at":)";
  append_seconds(line, event.at);
  line.append(R"(,"connection":)").append(std::to_string(event.connection));
  line.append(R"(,"event":")").append(to_string(event.kind));
  line.append(R"(","text":)").append(boost::json::serialize(boost::json::string(text)));
  line.append(R"(,"octets":)").append(std::to_string(event.octets)).append("}");
  return line;
}

struct trace_file::state {
  explicit state(file_writer opened) : file(std::move(opened)) {}
  state(const state&) = delete;
  state& operator=(const state&) = delete;
  ~state() { static_cast<void>(file.commit()); }

  file_writer file;
  std::optional<failure> trouble;

  void write(const trace_event& event) noexcept {
    if (trouble) return;
    try {
      if (const result<> written = file.write(to_json(event) + "\n"); !written) trouble = written.error();
    } catch (const std::bad_alloc&) {
      trouble.emplace(errc::file_unwritable);
    }
  }
};

trace_file::trace_file(std::shared_ptr<state> held) : state_(std::move(held)) {}

result<trace_file> trace_file::open(const std::filesystem::path& file) {
  result<file_writer> opened = file_writer::open(file, existing_file::write_through);
  if (!opened) return opened.error();
  const result<> published = opened->publish();
  if (!published) return published.error();
  return trace_file(std::make_shared<state>(std::move(*opened)));
}

trace_sink trace_file::sink() const {
  return [held = state_](const trace_event& event) { held->write(event); };
}

result<> trace_file::check() const {
  if (state_->trouble) return *state_->trouble;
  return {};
}

}  // namespace pop3kit
