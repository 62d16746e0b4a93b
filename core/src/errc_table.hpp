#pragma once

#include <pop3kit/errc.hpp>
#include <span>
#include <string_view>

namespace pop3kit {

/// What each value says to a person, and what it advises; the advice is empty where nothing general can be said.
struct errc_row {
  errc value;
  std::string_view text;
  std::string_view advice;
};

[[nodiscard]] std::span<const errc_row> errc_table() noexcept;

/// The advice for a code of any category; the fault's own where the value has none.
[[nodiscard]] std::string_view advice_for(const boost::system::error_code& code) noexcept;

}  // namespace pop3kit
