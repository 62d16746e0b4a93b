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

/// A command that is safe to send: no argument can end its line, and the line keeps within the limit.
class command {
 public:
  /// `arguments` are joined by single spaces. Refuses CR, LF, NUL, empty arguments and over-long lines, and a space
  /// where it would begin another argument (only USER and PASS may hold one); only AUTH with an initial response may
  /// pass 255 octets (RFC 5034 section 4 forbids it, yet bearer tokens need it: the caller decides). A number of
  /// arguments that the verb does not take is invalid_option.
  [[nodiscard]] static outcome<command> make(verb id, const std::vector<std::string_view>& arguments = {});

  [[nodiscard]] verb id() const noexcept { return id_; }
  [[nodiscard]] bool has_argument() const noexcept { return line_.size() > name(id_).size() + 2; }
  /// With CRLF, ready for the wire.
  [[nodiscard]] std::string_view line() const noexcept { return line_; }

 private:
  command(verb id, std::string line) : id_(id), line_(std::move(line)) {}
  verb id_;
  std::string line_;
};

/// The bare, frequent ones append to a buffer without an object each: "RETR 7\r\n".
void append_numbered(std::string& out, verb id, std::uint64_t sequence_number);
void append_top(std::string& out, std::uint64_t sequence_number, std::uint64_t lines);

/// A command line as a server reads it. Views into the line.
struct parsed_command {
  explicit parsed_command(verb known) : id(known) {}

  verb id;
  std::string_view keyword;             ///< as sent
  std::string_view argument;            ///< everything behind the first space, as sent
  std::vector<std::string_view> words;  ///< the arguments, by the verb's own rule (PASS has one, spaces included)
};

enum class command_error : std::uint8_t { unknown_verb, too_few_arguments, too_many_arguments };

/// `line` without its line end. Total: any octets give a command or the reason why they are none.
[[nodiscard]] boost::system::result<parsed_command, command_error> parse_command(std::string_view line);

/// The line without secrets, whether or not it parses: for journals and traces. A secret becomes four asterisks,
/// whatever its length. What is no known verb may be a SASL response out of place: only a keyword of three or four
/// letters (RFC 1939 section 3) is shown of it.
[[nodiscard]] std::string redact(std::string_view line);

}  // namespace pop3kit::wire
