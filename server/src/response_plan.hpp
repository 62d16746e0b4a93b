#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "description.hpp"

namespace pop3kit::serving {

enum class terminator_plan : std::uint8_t { proper, missing, early };
enum class unique_id_plan : std::uint8_t { own, duplicated, missing };

/// How one response deviates from the real server's; a default-made plan deviates in nothing. The command itself is
/// always carried out, unless `reply` stands in place of it.
struct response_plan {
  response_plan() = default;
  std::optional<std::string> reply;   ///< a status line in place of the response; the command is not carried out
  std::vector<std::string> dialogue;  ///< behind the response: the answers to further lines of the client's
  bool silent = false;                ///< nothing is sent
  bool flip_status = false;           ///< +OK for -ERR and the reverse
  bool repeat_status = false;         ///< the status line again, behind the response
  bool stuff_dots = true;
  bool bare_lf = false;  ///< no CR is sent
  bool lying_sizes = false;
  bool deaf = false;        ///< what has arrived behind the command is thrown away
  bool marks_read = false;  ///< a message that was sent is marked as deleted
  terminator_plan terminator = terminator_plan::proper;
  unique_id_plan unique_ids = unique_id_plan::own;
  std::size_t status_padding = 0;  ///< octets added to the status line
  std::string ahead;               ///< octets in front of the response
  std::string in_place;            ///< octets in place of it
  std::string behind;              ///< octets after it
  std::optional<pop3kit::serving::cut> cut;
  std::optional<net::close_kind> close;
};

}  // namespace pop3kit::serving
