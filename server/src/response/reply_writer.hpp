#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "journal/journal_writer.hpp"
#include "response/body.hpp"
#include "response/planned_response.hpp"

namespace pop3kit::serving {

/// Lends output buffers to sessions that have something to send, so that an idle session holds none. Belongs to the
/// executor of the run.
class buffer_pool {
 public:
  buffer_pool();
  buffer_pool(const buffer_pool&) = delete;
  buffer_pool& operator=(const buffer_pool&) = delete;

  /// Returns an empty buffer, if possible with the memory of an earlier one.
  [[nodiscard]] std::string borrow();
  void give_back(std::string&& buffer);
  /// Room for one piece of a message. Its contents are valid until the next suspension only.
  [[nodiscard]] std::span<char> scratch() noexcept { return scratch_; }

 private:
  std::vector<std::string> buffers_;
  std::vector<char> scratch_;
};

/// Puts responses into a session's output, byte-stuffed and journalled, with the deviations of a plan where there is
/// one. Responses to pipelined commands collect; bodies are produced piece by piece, as much as the output may hold.
class reply_writer {
 public:
  /// Output is due to be written once so much of one response waits, or so much of several: each write wakes the
  /// client up, and many small messages shall share one.
  static constexpr std::size_t most_of_one = 64 * 1024;
  static constexpr std::size_t most_of_several = 192 * 1024;

  reply_writer(journal_writer& journal, buffer_pool& buffers, const peer& about) noexcept
      : journal_(journal), buffers_(buffers), peer_(about) {}

  /// Begins the response to one command. `plan` may be null, and must live until pump() has returned true.
  void begin(const response_plan* plan);
  void ok(std::string_view text = {});
  /// `code` without brackets; empty: none.
  void refuse(std::string_view code, std::string_view text);
  /// A status line as a scenario wrote it.
  void literal(std::string_view line);
  /// Octets as a scenario wrote them, behind what was said before.
  void more(std::string_view octets);
  /// What follows the status line of a multi-line response.
  void attach(body what);
  /// Adds to the output until the response is complete, which is true, or enough waits to be written. Harmless when
  /// called again.
  [[nodiscard]] bool pump();

  /// No further command has arrived: a terminator that was to follow the next status line goes out without it.
  void add_late_terminator() { effects_.add_late_terminator(); }
  /// Whether the response before this one has had its terminator behind the next status line, once for each.
  [[nodiscard]] bool take_belated_terminator() noexcept { return effects_.take_belated_terminator(); }

  /// Octets as they are, behind all that is complete.
  void append_raw(std::string_view octets) { out_.append(octets); }

  /// A SASL challenge, answered before the response is complete. The plan's line ends and silence hold for it; what the
  /// plan makes of a status line is for the one that ends the exchange.
  void challenge(std::string_view base64);

  /// How long the plan wants the response to wait, once what is there was written. pump() goes on behind resume().
  [[nodiscard]] const std::optional<net::duration>& pause() const noexcept { return effects_.pause(); }
  void resume() { effects_.resume(); }

  /// How the plan wants the connection to end behind the completed response.
  [[nodiscard]] const std::optional<net::close_kind>& ending() const noexcept { return effects_.ending(); }
  /// Whether octets may still follow the status line of the response under way.
  [[nodiscard]] bool in_body() const noexcept { return in_body_; }
  /// Whether the response has, or had, more than its status line.
  [[nodiscard]] bool has_body() const noexcept { return had_body_; }
  /// The deviations of the response under way; null: none.
  [[nodiscard]] const response_plan* plan() const noexcept { return effects_.plan(); }

  [[nodiscard]] const std::string& output() const noexcept { return out_; }
  [[nodiscard]] bool full() const noexcept { return out_.size() >= full_at(); }
  /// Something else goes out in place of what waits; the journal still counts what was made.
  void replace(std::string_view octets) { out_.assign(octets); }
  /// Once the output was written: the octets are gone, the memory stays for the replies to come.
  void written() noexcept {
    out_.clear();
    begun_at_ = 0;
  }
  /// Hands the buffer back while there is nothing to say.
  void rest();
  /// Forgets what was not written yet, and the rest of the response.
  void drop();
  /// Journals what was said of a body that will not be completed.
  void abandon();

 private:
  [[nodiscard]] std::size_t full_at() const noexcept { return std::min(most_of_several, begun_at_ + most_of_one); }
  void complete_status(std::size_t mark);
  bool produce_piece();
  void end_body();
  [[nodiscard]] bool begin_again();
  void finish();
  void note_status(std::size_t mark);

  journal_writer& journal_;
  buffer_pool& buffers_;
  const peer& peer_;
  std::string out_;
  std::size_t begun_at_ = 0;  ///< where in the output the response under way began
  planned_response effects_{out_};
  body body_;
  std::uint64_t body_octets_ = 0;
  bool holding_ = false;  ///< the output's buffer belongs to the pool
  bool complete_ = true;
  bool in_body_ = false;
  bool had_body_ = false;
};

}  // namespace pop3kit::serving
