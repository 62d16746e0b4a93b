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
  lines,   ///< a listing: handed over line by line
  octets,  ///< a message: handed over as it arrives, byte-stuffing removed
};

/// Whether a piece of a message is the last one: then the terminator follows it immediately.
enum class body_piece : bool { inner, last };

/// A command that was sent, as far as its reply is concerned.
struct request {
  wire::verb verb{};
  body_kind body = body_kind::none;
};

/// A status line, with what is needed to make a failure of it. Views: valid during the call only.
struct answer : wire::status_line {
  answer(const wire::status_line& line, wire::verb verb, const secret_mask& secrets)
      : wire::status_line(line), to(verb), mask(&secrets) {}
  wire::verb to;
  const secret_mask* mask;
};

/// One or many commands and what becomes of their replies, without any I/O: exchange() does the sending, the reading
/// and the waiting, and calls this in the order of the replies. A call that fails ends the session; a refused item is
/// no failure of the dialogue, it is noted inside.
class dialogue {
 public:
  dialogue() = default;
  dialogue(const dialogue&) = delete;
  dialogue& operator=(const dialogue&) = delete;
  virtual ~dialogue() = default;

  /// Appends the next command, with CRLF. Nothing while there is none to send; asked again after each reply.
  virtual std::optional<request> next(std::string& out) = 0;

  virtual outcome<> on_status(const answer& status) = 0;
  virtual outcome<> on_line(std::string_view /*line*/) { return {}; }
  /// Whole lines with their ends, none of which begins with a dot: as many as are not longer than `longest`, their ends
  /// included. Returns how many octets that were. For those who can read many lines faster than one by one.
  virtual outcome<std::size_t> on_lines(std::string_view lines, std::size_t longest);
  /// `which` is `last` only if the terminator has arrived together with this piece.
  virtual outcome<> on_octets(std::span<const char> /*octets*/, body_piece /*which*/) { return {}; }
  /// After a message of that many octets: whether it is shorter than everything that was said of its size. The end is
  /// believed then only when a status line follows it.
  [[nodiscard]] virtual bool falls_short(std::uint64_t /*octets*/) const { return false; }
  /// The reply is complete, whatever its status. If no other command is in flight, nothing has arrived after it. If
  /// another one is, its reply may still show that this one did not end where it seemed to.
  virtual outcome<> on_end() { return {}; }

  /// More than the code that one of the calls failed with.
  [[nodiscard]] virtual const failure* cause() const { return nullptr; }
};

}  // namespace pop3kit::engine
