#include "arguments/read_secret.hpp"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "console/command_error.hpp"
#include "console/descriptor.hpp"
#include "console/interruption.hpp"
#include "console/option_files.hpp"

namespace pop3kit::command {
namespace {

termios terminal_before{};

void restore_terminal(int /*signal*/) noexcept {
  static_cast<void>(::tcsetattr(STDIN_FILENO, TCSAFLUSH, &terminal_before));
}

/// Fills `terminal_before`.
signal_function remember_terminal() {
  if (::tcgetattr(STDIN_FILENO, &terminal_before) != 0) throw local_error("terminal", errno);
  return &restore_terminal;
}

/// Turns the echo of the terminal off. The destructor, or a signal, turns it on again.
class silent_terminal {
 public:
  silent_terminal() : on_signal_(remember_terminal()) {
    termios silent = terminal_before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) != 0) throw local_error("terminal", errno);
  }
  silent_terminal(const silent_terminal&) = delete;
  silent_terminal& operator=(const silent_terminal&) = delete;
  ~silent_terminal() { restore_terminal(0); }

 private:
  interruption_action on_signal_;
};

std::string ask_for_password() {
  std::string password;
  {
    // Before the question: what is typed as soon as the question is visible must be neither shown nor lost.
    const silent_terminal silence;
    static_cast<void>(write_all(STDERR_FILENO, "Password: "));
    char octet = 0;
    ssize_t got = 0;
    while ((got = ::read(STDIN_FILENO, &octet, 1)) == 1 && octet != '\n') password += octet;
    if (got < 0) throw local_error("terminal", errno);
  }
  static_cast<void>(write_all(STDERR_FILENO, "\n"));
  return password;
}

std::string read_password_file(const std::string& file) {
  std::string text = read_option_file(file, "--password-file");
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  return text;
}

std::string unchecked_password(const client_arguments& given) {
  if (given.password_env) return read_variable(*given.password_env, "--password-env");
  if (given.password_file) return read_password_file(*given.password_file);
  if (::isatty(STDIN_FILENO) == 1) return ask_for_password();
  throw usage_error("no password; name its source with --password-env NAME or --password-file FILE");
}

}  // namespace

std::string read_variable(const std::string& name, std::string_view option) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) {
    throw usage_error(fmt::format("{}: there is no environment variable '{}'; export it first", option, name));
  }
  return value;
}

std::string read_password(const client_arguments& given) {
  std::string password = unchecked_password(given);
  if (password.empty()) throw usage_error("the password is empty; put one into the variable or file that you named");
  if (password.find_first_of(std::string_view{"\r\n\0", 3}) != std::string::npos) {
    throw usage_error("the password contains a line break or NUL, which no login can transmit; one line is expected");
  }
  return password;
}

std::string read_token(const client_arguments& given) {
  std::string token = read_variable(*given.token_env, "--token-env");
  if (token.empty()) throw usage_error("the token is empty; put one into the variable that you named");
  const auto is_control = [](char octet) { return static_cast<unsigned char>(octet) < 0x20; };
  if (std::ranges::any_of(token, is_control)) {
    throw usage_error("the token contains a line break or another control character, which no login can transmit");
  }
  return token;
}

}  // namespace pop3kit::command
