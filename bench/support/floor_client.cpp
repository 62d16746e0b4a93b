#include "support/floor_client.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <functional>
#include <optional>
#include <stdexcept>
#include <vector>

#include "support/channel.hpp"

namespace bench {
namespace {

constexpr std::size_t read_octets = 256 * 1024;
constexpr std::string_view terminator = "\r\n.\r\n";

/// Returns true if a line in the stride begins with a dot. Written so that the compiler can use vector instructions.
bool has_dotted_line(const char* octets, std::size_t stride) {
  unsigned char any = 0;
  for (std::size_t i = 0; i < stride; ++i)
    any |= static_cast<unsigned char>((octets[i] == '\n') & (octets[i + 1] == '.'));
  return any != 0;
}

/// Counts the multi-line responses that end in the block. The last octets of the previous block come before it.
std::uint64_t count_terminators(std::string_view block) {
  constexpr std::size_t stride = 128;
  constexpr std::string_view end = terminator.substr(1);
  std::uint64_t found = 0;
  std::size_t at = 0;
  const auto count_upto = [&](std::size_t limit) {
    for (; at < limit; ++at) found += block.substr(at, end.size()) == end ? 1 : 0;
  };
  while (at + stride + end.size() <= block.size()) {
    if (has_dotted_line(block.data() + at, stride))
      count_upto(at + stride);
    else
      at += stride;
  }
  count_upto(block.size());
  return found;
}

std::uint64_t count_lines(std::string_view block) {
  return static_cast<std::uint64_t>(std::count(block.begin(), block.end(), '\n'));
}

class floor_session {
 public:
  explicit floor_session(const floor_options& options)
      : options_(options),
        context_(options.tls ? make_client_context() : nullptr),
        peer_(channel::dial(options.port, context_.get())) {
    peer_.quick_acknowledge(options.quick_acknowledge);
    (void)read_lines(1);
    if (options.eager_login) {
      const std::string answer = ask("USER " + options.user + "\r\nPASS " + options.password + "\r\nSTAT\r\n", 3);
      read_stat(std::string_view(answer).substr(answer.find('\n', answer.find('\n') + 1) + 1));
    } else {
      (void)ask("USER " + options.user + "\r\n", 1);
      (void)ask("PASS " + options.password + "\r\n", 1);
    }
  }

  [[nodiscard]] std::uint64_t count() {
    if (!count_) read_stat(ask("STAT\r\n", 1));
    return *count_;
  }

  /// Keeps a window of commands in flight. `append` writes the command with that ordinal; `ended` returns how many
  /// responses end in a block.
  floor_result drive(std::uint64_t commands, const std::function<void(std::string&, std::uint64_t)>& append,
                     std::uint64_t (*ended)(std::string_view)) {
    constexpr std::size_t kept = terminator.size() - 2;  // one less than the terminator without its CR
    std::vector<char> buffer(read_octets + kept, 'x');
    floor_result total;
    std::string out;
    for (std::uint64_t sent = 0; total.replies < commands;) {
      if (sent < commands && sent - total.replies <= options_.window / 2) {
        out.clear();
        while (sent < commands && sent - total.replies < options_.window) append(out, ++sent);
        peer_.write_all(out);
      }
      const std::size_t received = peer_.read_some(std::span(buffer).subspan(kept));
      total.octets += received;
      total.replies +=
          ended == &count_lines ? ended({buffer.data() + kept, received}) : ended({buffer.data(), received + kept});
      std::memmove(buffer.data(), buffer.data() + received, kept);
    }
    return total;
  }

  void quit() { (void)ask("QUIT\r\n", 1); }

 private:
  std::string ask(std::string_view commands, std::size_t replies) {
    peer_.write_all(commands);
    return read_lines(replies);
  }

  std::string read_lines(std::size_t lines) {
    std::string text;
    std::vector<char> room(4096);
    while (count_lines(text) < lines) text.append(room.data(), peer_.read_some(room));
    if (text.front() != '+') throw socket_error(text);
    return text;
  }

  void read_stat(std::string_view line) {
    std::uint64_t value = 0;
    std::from_chars(line.data() + std::min<std::size_t>(4, line.size()), line.data() + line.size(), value);
    count_ = value;
  }

  const floor_options& options_;
  ssl_context_ptr context_;
  channel peer_;
  std::optional<std::uint64_t> count_;
};

floor_result drive_numbered(const floor_options& options, std::string_view verb, std::string_view tail) {
  floor_session session(options);
  const std::uint64_t count = session.count();
  const auto append = [verb, tail](std::string& out, std::uint64_t number) {
    char digits[20];
    const auto written = std::to_chars(digits, digits + sizeof digits, number);
    out.append(verb).append(digits, written.ptr).append(tail);
  };
  const floor_result total = session.drive(count, append, &count_terminators);
  session.quit();
  return total;
}

}  // namespace

floor_result floor_retr(const floor_options& options) {
  return drive_numbered(options, "RETR ", "\r\n");
}

floor_result floor_top(const floor_options& options) {
  return drive_numbered(options, "TOP ", " 0\r\n");
}

floor_result floor_list(const floor_options& options) {
  floor_session session(options);
  const auto append = [](std::string& out, std::uint64_t ordinal) {
    out.append(ordinal == 1 ? "LIST\r\n" : "UIDL\r\n");
  };
  const floor_result total = session.drive(2, append, &count_terminators);
  session.quit();
  return total;
}

floor_result floor_noop(const floor_options& options, std::size_t count) {
  floor_session session(options);
  const auto append = [](std::string& out, std::uint64_t) { out.append("NOOP\r\n"); };
  const floor_result total = session.drive(count, append, &count_lines);
  session.quit();
  return total;
}

void floor_login(const floor_options& options) {
  floor_session(options).quit();
}

}  // namespace bench
