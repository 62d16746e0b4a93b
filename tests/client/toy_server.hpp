#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/client_stage.hpp"

namespace pop3kit::testing {

struct toy_message {
  toy_message(std::uint64_t sequence_number, std::string unique_id)
      : number(sequence_number), id(std::move(unique_id)) {}
  std::uint64_t number;
  std::string id;  ///< also its subject: a header that belongs to another message shows
};

/// What one session of a toy server does otherwise than usual.
struct toy_plan {
  toy_plan() = default;
  std::vector<toy_message> messages;
  std::vector<std::string> extra_capabilities = {"PIPELINING"};
  net::duration service_time{};               ///< before each reply
  net::duration message_time{};               ///< before each reply to TOP and RETR
  net::duration pipelined_time{};             ///< before each reply to TOP and RETR if more has arrived
  net::time_point* processor_free = nullptr;  ///< if set, all that share it serve one command at a time
  std::string login_reply = "+OK";            ///< to PASS
  std::size_t silent_from = 0;                ///< nothing is answered from the n-th TOP on
  std::size_t closes_at = 0;                  ///< the connection goes at the n-th TOP, or the n-th RETR
  std::size_t padding = 0;                    ///< octets of a further header
  bool greets = true;
  bool true_sizes = false;  ///< LIST and the reply to RETR state the size of the message
  /// Sends the status line of a reply before the terminator of the reply before, if that one answers this verb.
  std::string mixes_after;
  net::duration greeting_delay{};
  std::function<std::optional<std::string>(const std::string& line)> answer;  ///< instead of the usual reply
};

/// What it saw.
struct toy_journal {
  toy_journal() = default;
  std::vector<std::string> lines;
  std::size_t tops = 0;
  std::size_t retrs = 0;
  std::size_t proofs = 0;  ///< UIDL with a number
  bool quit = false;
  std::size_t mixed = 0;  ///< status lines that were sent before another reply's terminator
};

/// A server that reads one command, writes its reply whole, and only then reads on. The journal must outlive it.
server_part toy_server(net::clock& time, toy_plan plan, toy_journal& journal);

/// What RETR gives of a message.
std::string toy_body(const std::string& id, std::size_t padding = 0);

/// Messages 1 to `count`, their ids "id1", "id2" and so on.
std::vector<toy_message> numbered_messages(std::size_t count);

}  // namespace pop3kit::testing
