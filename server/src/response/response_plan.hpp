#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenario/rule.hpp"

namespace pop3kit::serving {

enum class terminator_plan : std::uint8_t { proper, missing, early, late };
enum class unique_id_plan : std::uint8_t { own, duplicated, missing, changing, malformed, overlong };
enum class size_plan : std::uint8_t { own, doubled, negative, overflowing, missing };
enum class challenge_plan : std::uint8_t { own, endless, malformed, bare, wrong_sign, refused };
enum class endless_plan : std::uint8_t { none, line, body };
enum class line_end_plan : std::uint8_t { proper, bare_lf, bare_cr };

/// What a plan can change in a response.
enum class deviation : std::uint8_t {
  flipped_status,
  lower_status,
  bare_status,
  padded_status,
  repeated_status,
  repeated_response,
  silence,
  replacement,  ///< octets in place of the response
  ahead,
  behind,
  middle,
  line_ends,
  nul_octets,
  eight_bit,
  unstuffed_dots,
  terminator,
  endless,
  shortened,
  sizes,
  count,
  gaps,
  other_message,
  wide_fields,
  missing_number,
  unique_ids,
  discarded_input,
  read_mark,
  challenges,
  added_capabilities,
  withheld_capabilities,
  last_reply,
  cut,
  stall,
};

/// The deviations that have really happened.
class deviation_set {
 public:
  void add(deviation which) noexcept { bits_ |= bit(which); }
  [[nodiscard]] bool contains(deviation which) const noexcept { return (bits_ & bit(which)) != 0; }
  [[nodiscard]] bool empty() const noexcept { return bits_ == 0; }
  [[nodiscard]] deviation_set without(const deviation_set& others) const noexcept {
    deviation_set left;
    left.bits_ = bits_ & ~others.bits_;
    return left;
  }

 private:
  static std::uint64_t bit(deviation which) noexcept { return std::uint64_t{1} << static_cast<unsigned>(which); }
  std::uint64_t bits_ = 0;
};

/// How one response deviates from the real server's. A default-constructed plan has no deviation. The command is always
/// carried out, unless `reply` replaces it. `ahead` and `behind` also hold octets that faults add.
struct response_plan : scripted_response {
  response_plan() = default;
  std::vector<std::string> dialogue;  ///< answers to further lines of the client, after the response
  bool silent = false;                ///< nothing is sent
  bool flip_status = false;           ///< +OK and -ERR are swapped
  bool lower_status = false;          ///< +ok
  bool bare_status = false;           ///< no text after it
  bool repeat_status = false;         ///< the status line is sent again after the response
  bool repeat_response = false;       ///< the whole response is sent again
  bool stuff_dots = true;
  bool nul_octets = false;     ///< in place of spaces
  bool eight_bit = false;      ///< the eighth bit of letters is set
  bool lying_count = false;    ///< one message more than there is
  bool gaps = false;           ///< listings leave out messages
  bool other_message = false;  ///< the response is about the next message
  bool deaf = false;           ///< input that has arrived after the command is discarded
  bool marks_read = false;     ///< a message that was sent is marked as deleted
  bool shortened = false;      ///< only half of the body
  bool wide = false;           ///< several spaces between the fields of a listing
  bool numberless = false;     ///< the responses to LIST n and UIDL n lack the number
  line_end_plan line_ends = line_end_plan::proper;
  size_plan sizes = size_plan::own;
  terminator_plan terminator = terminator_plan::proper;
  unique_id_plan unique_ids = unique_id_plan::own;
  challenge_plan challenges = challenge_plan::own;
  endless_plan endless = endless_plan::none;
  std::uint64_t salt = 0;          ///< for unique-ids that change
  std::size_t status_padding = 0;  ///< octets added to the status line
  std::string in_place;            ///< octets in place of the response
  std::string in_middle;           ///< octets between two lines of the body

  /// Records a deviation. Called by all code that makes a part of the response.
  void note(deviation which) const noexcept { happened.add(which); }
  mutable deviation_set happened;
};

}  // namespace pop3kit::serving
