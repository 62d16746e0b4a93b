#include <boost/system/errc.hpp>
#include <cstddef>
#include <iterator>
#include <ostream>
#include <pop3kit/errc.hpp>
#include <string>

#include "errors/errc_table.hpp"

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
      return "the server refused the command";
    case fault::protocol:
      return "the server violated the protocol";
    case fault::transport:
      return "the connection failed";
    case fault::deadline:
      return "a timeout expired, or the operation was cancelled";
    case fault::local:
      return "a file or memory failed";
    case fault::expectation:
      return "a scenario is invalid or was not followed";
  }
  return "unknown fault";
}

// Boost declares the destructor of a category protected and not virtual. No code deletes a category.
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

// These numbers make the categories of static and shared copies of this library in one program equal.
class errc_category final : public boost::system::error_category {
 public:
  constexpr errc_category() noexcept : boost::system::error_category(0x7f1d'5c0e'93b2'a601ULL) {}
  [[nodiscard]] const char* name() const noexcept override { return "pop3kit"; }
  [[nodiscard]] std::string message(int value) const override {
    const errc_row* const row = find_row({value, *this});
    return std::string{row != nullptr ? row->text : "unknown error"};
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

bool meets(const boost::system::error_code& code, condition wanted) noexcept {
  const errc_row* const row = find_row(code);
  switch (wanted) {
    case condition::bad_credentials:
      return code == errc::authentication_failed;
    case condition::retry_later:
      return row != nullptr && row->again == retry::later;
    case condition::session_lost: {
      if (code == errc::session_lost || code == errc::greeting_refused) return true;
      const fault kind = fault_of(code);
      return kind == fault::protocol || kind == fault::transport || kind == fault::deadline;
    }
  }
  return false;
}

class caller_condition_category final : public boost::system::error_category {
 public:
  constexpr caller_condition_category() noexcept : boost::system::error_category(0x7f1d'5c0e'93b2'a603ULL) {}
  [[nodiscard]] const char* name() const noexcept override { return "pop3kit.condition"; }
  [[nodiscard]] std::string message(int value) const override {
    switch (static_cast<condition>(value)) {
      case condition::bad_credentials:
        return "the server refused the credentials";
      case condition::retry_later:
        return "the server asked the client to wait";
      case condition::session_lost:
        return "the session has ended";
    }
    return "unknown condition";
  }
  [[nodiscard]] bool equivalent(const boost::system::error_code& code, int condition_value) const noexcept override {
    return code.failed() && meets(code, static_cast<condition>(condition_value));
  }
};

constexpr errc_category errors;
constexpr fault_condition_category faults;
constexpr caller_condition_category conditions;

}  // namespace

const boost::system::error_category& error_category() noexcept {
  return errors;
}
const boost::system::error_category& fault_category() noexcept {
  return faults;
}
const boost::system::error_category& condition_category() noexcept {
  return conditions;
}

std::string_view to_string(errc value) noexcept {
  const errc_row* const row = find_row(value);
  return row != nullptr ? row->name : std::string_view();
}

std::string_view to_string(fault value) noexcept {
  constexpr std::string_view names[] = {"misuse",   "refused", "protocol",   "transport",
                                        "deadline", "local",   "expectation"};
  const auto place = static_cast<std::size_t>(value) - 1;
  return place < std::size(names) ? names[place] : std::string_view();
}

std::ostream& operator<<(std::ostream& out, errc value) {
  const std::string_view name = to_string(value);
  if (name.empty()) return out << "errc(" << static_cast<int>(value) << ')';
  return out << name;
}

std::ostream& operator<<(std::ostream& out, fault value) {
  const std::string_view name = to_string(value);
  if (name.empty()) return out << "fault(" << static_cast<int>(value) << ')';
  return out << name;
}

boost::system::error_code make_error_code(errc value) noexcept {
  return {static_cast<int>(value), errors};
}
boost::system::error_condition make_error_condition(fault value) noexcept {
  return {static_cast<int>(value), faults};
}
boost::system::error_condition make_error_condition(condition value) noexcept {
  return {static_cast<int>(value), conditions};
}

fault fault_of(const boost::system::error_code& code) noexcept {
  if (code.category() == errors) return fault_of_value(code.value());
  if (code == boost::system::errc::operation_canceled) return fault::deadline;
  for (const auto exhausted :
       {boost::system::errc::not_enough_memory, boost::system::errc::no_buffer_space,
        boost::system::errc::too_many_files_open, boost::system::errc::too_many_files_open_in_system}) {
    if (code == exhausted) return fault::local;
  }
  return fault::transport;
}

}  // namespace pop3kit
