#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "transfer/expected_size.hpp"
#include "wire/outcome.hpp"

namespace pop3kit::engine {

/// What sizes tell about the order of replies. A reply to RETR does not say which message it contains. But many servers
/// announce in it the size that LIST gave: then another size shows a reply that came out of order, too often or not at
/// all, and the right size shows that a reply is in its place, if no other message in question has the same size.
class size_evidence {
 public:
  enum class place : std::uint8_t {
    unknown,
    right,
    /// The server announces another size than it listed, although the two were the same before. It may be the size of
    /// another message, or this server lists some sizes that are inexact.
    contradicted,
  };
  /// Whether a server announces sizes as it listed them, as far as its sessions have shown. `inexact`: of most
  /// messages, but not of all.
  enum class agreement : std::uint8_t { open, seen, inexact, broken };

  /// `of_server` is for all connections to it, and must outlive this object.
  explicit size_evidence(agreement& of_server) noexcept : agreement_(of_server) {}

  /// A message comes into question: it is asked for.
  void add(std::optional<std::uint64_t> listed);
  /// Nothing more is to be learned about it.
  void remove(std::optional<std::uint64_t> listed);

  /// Judges the size that came with a status line. errc::malformed_response if it is the listed size of another message
  /// that is in question, unless sizes were wrong before: only a reply in a pipeline can be told of that. If the first
  /// size is another one than was listed, this server counts in two ways, and its sizes are not looked at any more.
  [[nodiscard]] outcome<place> judge(const expected_size& said, bool one_by_one);

  /// Whether the reply to a message with this size may show its place.
  [[nodiscard]] bool may_show(std::optional<std::uint64_t> listed) const;
  /// Whether this server has announced a size as it was listed.
  [[nodiscard]] bool has_agreed() const noexcept { return agreement_ == agreement::seen; }

 private:
  [[nodiscard]] std::size_t count(std::uint64_t size) const;

  agreement& agreement_;
  std::unordered_map<std::uint64_t, std::size_t> in_question_;  ///< messages by their listed size
};

}  // namespace pop3kit::engine
