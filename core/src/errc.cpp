#include <algorithm>
#include <boost/system/errc.hpp>
#include <pop3kit/errc.hpp>
#include <string>

#include "src/errc_table.hpp"

namespace pop3kit {
namespace {

fault fault_of_value(int value) noexcept {
  constexpr int group = 100;
  switch (value / group) {
    case 0:
      return fault::misuse;
    case 1:
      return fault::refused;
    case 2:
      return fault::protocol;
    case 3:
      return fault::transport;
    case 4:
      return fault::deadline;
    case 5:
      return fault::expectation;
    default:
      return fault::local;
  }
}

std::string_view text_of(fault kind) noexcept {
  switch (kind) {
    case fault::misuse:
      return "the call was wrong";
    case fault::refused:
      return "the server refused";
    case fault::protocol:
      return "the server broke the protocol";
    case fault::transport:
      return "the connection failed";
    case fault::deadline:
      return "out of time, or cancelled";
    case fault::local:
      return "a file or memory failed";
    case fault::expectation:
      return "a scenario was not met";
  }
  return "unknown fault";
}

// Boost declares the destructor of a category protected and not virtual, and nobody deletes one.
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

// The numbers identify the categories when static and shared copies of this library meet in one program.
class errc_category final : public boost::system::error_category {
 public:
  constexpr errc_category() noexcept : boost::system::error_category(0x7f1d'5c0e'93b2'a601ULL) {}
  [[nodiscard]] const char* name() const noexcept override { return "pop3kit"; }
  [[nodiscard]] std::string message(int value) const override {
    const auto rows = errc_table();
    const auto row = std::ranges::find(rows, static_cast<errc>(value), &errc_row::value);
    return std::string{row != rows.end() ? row->text : "unknown error"};
  }
  [[nodiscard]] boost::system::error_condition default_error_condition(int value) const noexcept override {
    return make_error_condition(fault_of_value(value));
  }
};

class fault_condition_category final : public boost::system::error_category {
 public:
  constexpr fault_condition_category() noexcept : boost::system::error_category(0x7f1d'5c0e'93b2'a602ULL) {}
  [[nodiscard]] const char* name() const noexcept override { return "pop3kit.fault"; }
  [[nodiscard]] std::string message(int value) const override {
    return std::string{text_of(static_cast<fault>(value))};
  }
  [[nodiscard]] bool equivalent(const boost::system::error_code& code, int condition) const noexcept override {
    return code.failed() && fault_of(code) == static_cast<fault>(condition);
  }
};

constexpr errc_category errors;
constexpr fault_condition_category faults;

}  // namespace

const boost::system::error_category& error_category() noexcept {
  return errors;
}
const boost::system::error_category& fault_category() noexcept {
  return faults;
}

boost::system::error_code make_error_code(errc value) noexcept {
  return {static_cast<int>(value), errors};
}
boost::system::error_condition make_error_condition(fault value) noexcept {
  return {static_cast<int>(value), faults};
}

fault fault_of(const boost::system::error_code& code) noexcept {
  if (code.category() == errors) return fault_of_value(code.value());
  if (code == boost::system::errc::operation_canceled) return fault::deadline;
  if (code == boost::system::errc::not_enough_memory) return fault::local;
  return fault::transport;
}

}  // namespace pop3kit
