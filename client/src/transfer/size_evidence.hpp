#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "transfer/expected_size.hpp"
#include "wire/outcome.hpp"

namespace pop3kit::engine {

/// Decides from sizes whether replies are in order.
///
/// A reply to RETR does not say which message it contains, but many servers state in it the size from LIST. With such a
/// server, another size shows that a reply is out of order, repeated or missing. The right size shows that the reply is
/// in its place, if no other message in question has the same size.
class size_evidence {
 public:
  enum class place : std::uint8_t {
    unknown,
    right,
    /// The size differs from the listed one, although earlier sizes agreed. It may be the size of another message, or
    /// some listed sizes are inexact.
    contradicted,
  };
  /// Whether the sizes in the replies of a server agree with its listed sizes, as far as its sessions have shown.
  /// `inexact`: most of them do, but not all.
  enum class agreement : std::uint8_t { open, seen, inexact, broken };

  /// Begins with what is known about the server. All its connections share `of_server`, which must outlive this object.
  explicit size_evidence(agreement& of_server) noexcept : agreement_(of_server) {}

  /// Adds a message in question, because it was requested.
  void add(std::optional<std::uint64_t> listed);
  /// Removes a message that is no longer in question.
  void remove(std::optional<std::uint64_t> listed);

  /// Compares the size in a status line with the listed size.
  ///
  /// Fails with errc::malformed_response if it is the listed size of another message in question, unless sizes were
  /// wrong before. This is possible only in a pipeline. If the first size of a server differs from the listed one, the
  /// server counts in two ways, and its sizes are ignored from then on.
  [[nodiscard]] outcome<place> judge(const expected_size& said, bool one_by_one);

  /// Returns true if the reply to a message with this size may show its place.
  [[nodiscard]] bool may_show(std::optional<std::uint64_t> listed) const;
  /// Returns true if a size of this server has agreed with the listed one.
  [[nodiscard]] bool has_agreed() const noexcept { return agreement_ == agreement::seen; }

 private:
  [[nodiscard]] std::size_t count(std::uint64_t size) const;

  agreement& agreement_;
  std::unordered_map<std::uint64_t, std::size_t> in_question_;  ///< number of messages in question for each listed size
};

}  // namespace pop3kit::engine
