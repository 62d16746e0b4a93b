#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "mailbox/snapshot.hpp"
#include "response/response_plan.hpp"
#include "wire/dot_encoder.hpp"

namespace pop3kit::serving {

/// Finds the end of the response to TOP: the header, the blank line, and a number of lines of the body (RFC 1939
/// section 7). Works incrementally and keeps no octets.
class top_filter {
 public:
  explicit top_filter(std::uint64_t body_lines) noexcept : lines_left_(body_lines) {}

  /// Returns how many octets of `chunk` belong to the response. If they are fewer than all, finished() is true.
  [[nodiscard]] std::size_t accept(std::string_view chunk) noexcept;
  [[nodiscard]] bool finished() const noexcept { return !in_header_ && lines_left_ == 0; }

 private:
  void end_line() noexcept;

  std::uint64_t lines_left_;
  std::uint64_t line_octets_ = 0;  ///< octets of the present line, without its CR
  bool in_header_ = true;
};

/// Writes a message as the body of RETR or TOP, piece by piece.
class message_body {
 public:
  /// `plan` may be null.
  message_body(std::shared_ptr<const message_content> content, const response_plan* plan);
  message_body(std::shared_ptr<const message_content> content, const response_plan* plan, std::uint64_t top_lines);

  /// Appends one piece, of at most twice the size of `scratch`, through which it is read. The last piece ends with the
  /// terminator. Returns true after the last piece.
  bool produce(std::string& out, std::span<char> scratch);

 private:
  bool append(std::string& out, std::string_view piece);
  void finish(std::string& out);

  std::shared_ptr<const message_content> content_;
  std::uint64_t octets_;
  std::uint64_t offset_ = 0;
  std::optional<top_filter> top_;
  wire::dot_encoder encoder_;
  const response_plan* plan_;
  bool stuff_dots_;
  bool at_line_start_ = true;  ///< kept only if the encoder does not keep it
};

/// Writes the lines of LIST or UIDL without an argument. The snapshot must outlive it.
class listing_body {
 public:
  enum class kind : std::uint8_t { sizes, unique_ids };
  listing_body(kind what, const snapshot& of, const response_plan* plan) noexcept
      : of_(&of), plan_(plan), what_(what) {}

  bool produce(std::string& out, std::span<char> scratch);

 private:
  const snapshot* of_;
  const response_plan* plan_;
  std::uint64_t next_ = 1;
  kind what_;
};

/// Writes a few lines that are complete from the start: those of CAPA, or of a scenario. Lines that begin with a dot
/// are byte-stuffed.
class text_body {
 public:
  explicit text_body(std::string lines) noexcept : lines_(std::move(lines)) {}

  bool produce(std::string& out, std::span<char> scratch);

 private:
  std::string lines_;
};

using body = std::variant<std::monostate, message_body, listing_body, text_body>;

/// Appends what a response says about one message, with deviations. Used by listings and by LIST n and UIDL n.
void append_scan_line(std::string& out, const snapshot& of, std::uint64_t number, const response_plan* plan);
void append_unique_id_line(std::string& out, const snapshot& of, std::uint64_t number, const response_plan* plan);
/// Returns the text of a size or of a message count, as the plan changes it.
[[nodiscard]] std::string announced_size(std::uint64_t octets, const response_plan* plan);
[[nodiscard]] std::uint64_t announced_count(std::uint64_t count, const response_plan* plan) noexcept;

}  // namespace pop3kit::serving
