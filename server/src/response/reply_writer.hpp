#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "journal/journal_writer.hpp"
#include "response/body.hpp"
#include "response/buffer_pool.hpp"
#include "response/planned_response.hpp"

namespace pop3kit::serving {

/// Adds responses to a session's output, byte-stuffed, with the deviations of a plan if there is one, and writes them
/// into the journal. Responses to pipelined commands are collected. Bodies are produced piece by piece, within the
/// bound of the output.
class reply_writer {
 public:
  /// The octets of one response, and of several, at which the output is written. Each write wakes the client, so many
  /// small messages share one write.
  static constexpr std::size_t most_of_one = 64 * 1024;
  static constexpr std::size_t most_of_several = 192 * 1024;

  reply_writer(journal_writer& journal, buffer_pool& buffers, const peer& about) noexcept
      : journal_(journal), buffers_(buffers), peer_(about) {}

  /// Begins the response to one command. `plan` may be null, and must exist until pump() has returned true.
  void begin(const response_plan* plan);
  void ok(std::string_view text = {});
  /// Adds an -ERR line. `code` has no brackets; empty: none.
  void refuse(std::string_view code, std::string_view text);
  /// Adds a status line that a scenario wrote.
  void literal(std::string_view line);
  /// Adds octets that a scenario wrote, after what was added before.
  void more(std::string_view octets);
  /// Sets the body of a multi-line response.
  void attach(body what);
  /// Adds to the output. Returns true if the response is complete, or false if there is enough to be written. Can be
  /// called again afterwards.
  [[nodiscard]] bool pump();

  /// Adds a terminator that was to follow the next status line, because no further command has arrived.
  void add_late_terminator() { effects_.add_late_terminator(); }
  /// Returns true once for each response whose terminator came after the next status line.
  [[nodiscard]] bool take_belated_terminator() noexcept { return effects_.take_belated_terminator(); }

  /// Adds octets unchanged, after all complete responses.
  void append_raw(std::string_view octets) { out_.append(octets); }

  /// Adds a SASL challenge, which the client answers before the response is complete. The plan's line ends and its
  /// silence apply to it. The other changes of a status line apply to the line that ends the exchange.
  void challenge(std::string_view base64);

  /// Returns how long the response has to wait after the present output was written. pump() continues after resume().
  [[nodiscard]] const std::optional<net::duration>& pause() const noexcept { return effects_.pause(); }
  void resume() { effects_.resume(); }

  /// Returns how the connection has to end after the complete response.
  [[nodiscard]] const std::optional<net::close_kind>& ending() const noexcept { return effects_.ending(); }
  /// Returns true if more octets can follow the status line of the present response.
  [[nodiscard]] bool in_body() const noexcept { return in_body_; }
  /// Returns true if the response has a body, even if the body is complete.
  [[nodiscard]] bool has_body() const noexcept { return had_body_; }
  /// Returns the plan of the present response, or null.
  [[nodiscard]] const response_plan* plan() const noexcept { return effects_.plan(); }

  [[nodiscard]] const std::string& output() const noexcept { return out_; }
  [[nodiscard]] bool full() const noexcept { return out_.size() >= full_at(); }
  /// Replaces the output. The journal still counts the original octets.
  void replace(std::string_view octets) { out_.assign(octets); }
  /// Empties the output after it was written. Its memory stays for later replies.
  void written() noexcept {
    out_.clear();
    begun_at_ = 0;
  }
  /// Returns the buffer to the pool while there is nothing to send.
  void rest();
  /// Discards the output and the rest of the response.
  void drop();
  /// Writes an unfinished body into the journal.
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
  std::size_t begun_at_ = 0;  ///< where the present response begins in the output
  planned_response effects_{out_};
  body body_;
  std::uint64_t body_octets_ = 0;
  bool holding_ = false;  ///< the buffer of the output is from the pool
  bool complete_ = true;
  bool in_body_ = false;
  bool had_body_ = false;
};

}  // namespace pop3kit::serving
