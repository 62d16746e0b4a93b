#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <pop3kit/failure.hpp>
#include <span>
#include <string>
#include <string_view>

#include "link/secret_mask.hpp"
#include "wire/outcome.hpp"
#include "wire/status_line.hpp"
#include "wire/verb.hpp"

namespace pop3kit::engine {

/// What follows the status line of a reply that is +OK.
enum class body_kind : std::uint8_t {
  none,
  lines,   ///< a listing, delivered line by line
  octets,  ///< a message, delivered as it arrives, without byte-stuffing
};

/// Whether a piece of a message is the last one, which the terminator follows immediately.
enum class body_piece : bool { inner, last };

/// What must be known about a command to read its reply.
struct request {
  wire::verb verb{};
  body_kind body = body_kind::none;
};

/// A status line, and what is needed to make a failure from it. The views are valid during the call only.
struct answer : wire::status_line {
  answer(const wire::status_line& line, wire::verb verb, const secret_mask& secrets)
      : wire::status_line(line), to(verb), mask(&secrets) {}
  wire::verb to;
  const secret_mask* mask;
};

/// The interface of objects that produce commands and receive their replies.
///
/// A dialogue does no I/O. exchange() sends the commands, reads the replies, and calls the functions in the order of
/// the replies. If a function fails, the session ends. A refused command is not such a failure; the dialogue stores it.
class dialogue {
 public:
  dialogue() = default;
  dialogue(const dialogue&) = delete;
  dialogue& operator=(const dialogue&) = delete;
  virtual ~dialogue() = default;

  /// Appends the next command, with CRLF. Returns nothing if there is none to send now; called again after each reply.
  virtual std::optional<request> next(std::string& out) = 0;

  virtual outcome<> on_status(const answer& status) = 0;
  virtual outcome<> on_line(std::string_view /*line*/) { return {}; }
  /// Receives complete lines, with their line ends. None begins with a dot.
  ///
  /// Takes lines up to the first that is longer than `longest`, line end included, and returns the number of octets
  /// that it took. Override it if many lines can be read faster together than one by one.
  virtual outcome<std::size_t> on_lines(std::string_view lines, std::size_t longest);
  /// Receives a piece of a message. `which` is `last` only if the terminator arrived together with this piece.
  virtual outcome<> on_octets(std::span<const char> /*octets*/, body_piece /*which*/) { return {}; }
  /// Returns true if a message with this number of octets is shorter than every size that the server stated for it.
  /// Then the terminator counts only if a status line follows it.
  [[nodiscard]] virtual bool falls_short(std::uint64_t /*octets*/) const { return false; }
  /// Called when the reply is complete, with any status. If no other command is in flight, nothing has arrived after
  /// it. If another one is, its reply may still show that this reply ended elsewhere.
  virtual outcome<> on_end() { return {}; }

  /// Returns a failure with more details than the error code of a failed call, or null.
  [[nodiscard]] virtual const failure* cause() const { return nullptr; }
};

}  // namespace pop3kit::engine
