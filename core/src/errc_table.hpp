#pragma once

#include <cstdint>
#include <pop3kit/errc.hpp>
#include <pop3kit/failure.hpp>
#include <span>
#include <string_view>

namespace pop3kit {

/// What becomes of the session.
enum class aftermath : std::uint8_t {
  as_it_was,  ///< no octet was sent
  goes_on,    ///< the server refused in good order; a refused greeting or login has ended it all the same
  ended,
  not_concerned,  ///< no failure of a client's operation
};

/// One row for each value: the only place that knows what it says to a person, what it advises, and what follows from
/// it. The advice is empty where nothing general can be said.
struct errc_row {
  errc value;
  std::string_view name;
  std::string_view text;
  std::string_view advice;
  retry again;
  aftermath session;
};

[[nodiscard]] std::span<const errc_row> errc_table() noexcept;
/// Null for a code that is none of ours.
[[nodiscard]] const errc_row* find_row(const boost::system::error_code& code) noexcept;

/// The advice for a code of any category; the fault's own where the value has none.
[[nodiscard]] std::string_view advice_for(const boost::system::error_code& code) noexcept;

}  // namespace pop3kit
