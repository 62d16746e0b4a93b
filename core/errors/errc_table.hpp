#pragma once

#include <boost/system/errc.hpp>
#include <cstdint>
#include <pop3kit/errc.hpp>
#include <pop3kit/failure.hpp>
#include <span>
#include <string_view>

namespace pop3kit {

/// What becomes of the session.
enum class aftermath : std::uint8_t {
  as_it_was,  ///< no octet was sent; there is no session if the mistake showed while logging in
  goes_on,    ///< the server refused in good order; a refused greeting, login or QUIT has ended it all the same
  ended,
  depends,        ///< on when it happened: failure::session_usable() tells
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

/// A condition of the operating system, whichever category reports it.
struct system_row {
  boost::system::errc::errc_t value;
  std::string_view advice;
  retry again;
};

[[nodiscard]] std::span<const system_row> system_table() noexcept;
/// Null for one of our own codes, and for a condition that the table does not hold.
[[nodiscard]] const system_row* find_system_row(const boost::system::error_code& code) noexcept;

/// The advice for a code of any category; the fault's own if the value has none.
[[nodiscard]] std::string_view advice_for(const boost::system::error_code& code) noexcept;

}  // namespace pop3kit
