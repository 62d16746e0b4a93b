#pragma once

#include <boost/system/errc.hpp>
#include <cstdint>
#include <pop3kit/errc.hpp>
#include <pop3kit/failure.hpp>
#include <span>
#include <string_view>

namespace pop3kit {

/// What happens to the session after an error.
enum class aftermath : std::uint8_t {
  as_it_was,  ///< nothing was sent; there is no session if the mistake was found during the login
  goes_on,    ///< the server refused the command; a refused greeting, login or QUIT has ended the session
  ended,
  depends,        ///< depends on when it happened; see failure::session_usable()
  not_concerned,  ///< not an error of a client operation
};

/// One row for each errc value: its text, its advice, and its consequences. The advice is empty if there is no general
/// one.
struct errc_row {
  errc value;
  std::string_view name;
  std::string_view text;
  std::string_view advice;
  retry again;
  aftermath session;
};

[[nodiscard]] std::span<const errc_row> errc_table() noexcept;
/// Returns null for a code of another category.
[[nodiscard]] const errc_row* find_row(const boost::system::error_code& code) noexcept;

/// An error condition of the operating system, of any category.
struct system_row {
  boost::system::errc::errc_t value;
  std::string_view advice;
  retry again;
};

[[nodiscard]] std::span<const system_row> system_table() noexcept;
/// Returns null for an errc, and for a condition that is not in the table.
[[nodiscard]] const system_row* find_system_row(const boost::system::error_code& code) noexcept;

/// Returns the advice for a code of any category. If the value has no advice, returns that of its fault.
[[nodiscard]] std::string_view advice_for(const boost::system::error_code& code) noexcept;

}  // namespace pop3kit
