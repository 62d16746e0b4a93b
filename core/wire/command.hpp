#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wire/outcome.hpp"
#include "wire/verb.hpp"

namespace pop3kit::wire {

/// With CRLF (RFC 2449 section 4).
inline constexpr std::size_t max_command_octets = 255;

/// A command that is safe to send: no argument can end its line, and the line does not exceed the limit.
class command {
 public:
  /// Makes a command; single spaces join the arguments. Refuses CR, LF, NUL, empty arguments, overlong lines, and a
  /// space that would begin another argument (only USER and PASS may have one). Only AUTH with an initial response may
  /// exceed 255 octets: RFC 5034 section 4 forbids it, but bearer tokens need it, so the caller decides. Errors:
  /// invalid_option if the verb does not take this number of arguments.
  [[nodiscard]] static outcome<command> make(verb id, const std::vector<std::string_view>& arguments = {});

  [[nodiscard]] verb id() const noexcept { return id_; }
  [[nodiscard]] bool has_argument() const noexcept { return line_.size() > name(id_).size() + 2; }
  /// Returns the command with CRLF, as it is sent.
  [[nodiscard]] std::string_view line() const noexcept { return line_; }

 private:
  command(verb id, std::string line) : id_(id), line_(std::move(line)) {}
  verb id_;
  std::string line_;
};

/// Appends a frequent command, such as "RETR 7\r\n", to a buffer without making an object.
void append_numbered(std::string& out, verb id, std::uint64_t sequence_number);
void append_top(std::string& out, std::uint64_t sequence_number, std::uint64_t lines);

/// A command line as a server parses it. Its members are views into the line.
struct parsed_command {
  explicit parsed_command(verb known) : id(known) {}

  verb id;
  std::string_view keyword;             ///< as sent
  std::string_view argument;            ///< everything after the first space, as sent
  std::vector<std::string_view> words;  ///< the arguments, by the verb's own rule (PASS has one, spaces included)
};

enum class command_error : std::uint8_t { unknown_verb, too_few_arguments, too_many_arguments };

/// Parses a line without its line end. Any octets give either a command or an error.
[[nodiscard]] boost::system::result<parsed_command, command_error> parse_command(std::string_view line);

/// Returns the line without secrets, for journals and traces, even if it does not parse. A secret of any length becomes
/// four asterisks. A line without a known verb may be a misplaced SASL response, so only a keyword of three or four
/// letters (RFC 1939 section 3) is shown of it.
[[nodiscard]] std::string redact(std::string_view line);

}  // namespace pop3kit::wire
