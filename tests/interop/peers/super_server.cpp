#include "super_server.hpp"

#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <thread>

namespace pop3kit::interop {
namespace {

std::vector<std::string> tcpserver(const std::vector<std::string>& program) {
  std::vector<std::string> command{POP3KIT_TCPSERVER, "-1", "-HR", "-l", "localhost", "-c", "100", "127.0.0.1", "0"};
  command.insert(command.end(), program.begin(), program.end());
  return command;
}

}  // namespace

super_server::super_server(const std::vector<std::string>& program)
    : process_(tcpserver(program), child_process::listen_to::standard_output) {
  // It prints the port that it was given once it listens there.
  std::string told;
  for (char octet = 0; ::read(process_.output(), &octet, 1) == 1 && octet != '\n';) told += octet;
  if (told.empty()) throw std::runtime_error("tcpserver does not start");
  port_ = static_cast<std::uint16_t>(std::stoi(told));
}

void super_server::wait_for_sessions() const {
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!process_.is_alone()) {
    if (std::chrono::steady_clock::now() > patience) throw std::runtime_error("a session does not end");
    std::this_thread::yield();
  }
}

}  // namespace pop3kit::interop
