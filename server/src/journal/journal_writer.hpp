#pragma once

#include <cstdint>
#include <functional>
#include <pop3kit/journal.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "journal/change_notifier.hpp"
#include "journal/journal_ring.hpp"
#include "journal/peer.hpp"
#include "journal/secret_words.hpp"
#include "net/time/clock.hpp"
#include "scenario/description.hpp"

namespace pop3kit::serving {

/// Writes the journal of one run. Replaces secrets with asterisks, shortens long texts, passes each entry to the
/// handler, stores it, and wakes all coroutines that wait for changes. Belongs to the executor of the run; entries()
/// and since() can be called from any thread.
class journal_writer {
 public:
  /// Called with each entry, on the executor.
  using entry_handler = std::function<void(const journal_entry&)>;

  /// Times of entries are relative to `started`. `capacity` is the number of entries to keep; `on_entry` may be empty.
  /// The clock must outlive the writer.
  journal_writer(const scenario::description& description, net::clock& time, net::time_point started,
                 std::size_t capacity, entry_handler on_entry);
  journal_writer(const journal_writer&) = delete;
  journal_writer& operator=(const journal_writer&) = delete;

  /// Adds an entry. Secrets become asterisks, and a long text is cut.
  void note(const peer& about, journal_kind kind, std::string_view text, std::uint64_t octets = 0);
  /// Adds a line from the client, as shown_command() returned it, with its secrets already masked.
  void note_line(const peer& about, std::string_view text, line_ending ended_by);
  /// Adds an action of an actor, an HTTP request or a call of `server`.
  void note_control(std::string_view text) { note(peer(), journal_kind::control, text); }

  /// Returns `text` as note() would write it. A text that was cut ends with an ellipsis.
  [[nodiscard]] std::string shortened(std::string_view text) const;
  [[nodiscard]] const secret_words& secrets() const noexcept { return secrets_; }

  [[nodiscard]] std::vector<journal_entry> entries() const { return entries_.entries(); }
  /// Returns at most `most` entries, from number `cursor` on.
  [[nodiscard]] journal_page since(std::uint64_t cursor, std::size_t most) const {
    return entries_.since(cursor, most);
  }
  /// Notified after each entry, and when the service stops.
  [[nodiscard]] change_notifier& changes() noexcept { return changes_; }

 private:
  void add(journal_entry entry, const peer& about);

  net::clock& time_;
  net::time_point started_;
  entry_handler on_entry_;
  secret_words secrets_;
  journal_ring entries_;
  change_notifier changes_;
};

}  // namespace pop3kit::serving
