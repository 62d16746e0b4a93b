#pragma once

#include <cstddef>
#include <cstdint>

namespace pop3kit::engine {

/// What a status line shows about the place of its reply.
enum class reply_place : bool { unknown, right };

/// A command of a batch that was sent, and what is known about its reply.
struct sent_command {
  enum class step : std::uint8_t { listing, proof, message, marker };
  enum class standing : std::uint8_t { open, confirmed, refuted };
  step what{};
  std::size_t item = 0;
  std::uint64_t number = 0;
  standing stands = standing::open;  ///< whether it was proved that the number is that of the item
  bool has_body = false;
  bool in_place = false;  ///< its status line has shown that the reply is in its place
  bool marked_by_stat = false;
};

}  // namespace pop3kit::engine
