// For any octets of a server, an operation ends with a value or a typed error, and nothing of it is left running.
#include <array>
#include <boost/asio/detached.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client_access.hpp"
#include "holds.hpp"
#include "net/stream/memory_stream.hpp"
#include "net/time/virtual_clock.hpp"
#include "support/run.hpp"
#include "turns.hpp"

namespace {

using namespace pop3kit;
using fuzz::holds;
namespace asio = boost::asio;

/// Sends its turns, one after each read, then closes.
asio::awaitable<void> say_turns(net::stream_ptr stream, std::vector<std::string> turns) {
  std::array<char, 4096> room{};
  for (const std::string& turn : turns) {
    const auto sent = co_await stream->write(turn);
    if (!sent) co_return;
    const auto heard = co_await stream->read_some(room);
    if (!heard) co_return;
  }
  stream->close();
}

struct stage {
  asio::io_context context;
  net::virtual_clock time;
  std::vector<std::string> turns;
  std::size_t slice = 0;

  asio::awaitable<outcome<net::stream_ptr>> connect() {
    auto ends = net::make_memory_pipe(context.get_executor(), context.get_executor(), 1024, slice);
    asio::co_spawn(context, say_turns(std::move(ends.second), turns), asio::detached);
    co_return std::move(ends.first);
  }
};

template <class T>
void expect_an_end(stage& on, async_client::awaitable<T> operation) {
  const result<T> ended = testing::run(on.context, on.time, std::move(operation));
  holds(ended.has_value() || ended.error().code().failed());
}

void perform(stage& on, async_client& mail, unsigned choice) {
  switch (choice % 8) {
    case 0:
      return expect_an_end(on, mail.list_messages(list_fields::headers));
    case 1:
      return expect_an_end(on, mail.list_messages(list_fields::ids_only));
    case 2:
      return expect_an_end(on, mail.get_message_info(unique_id{"a7"}));
    case 3:
      return expect_an_end(on, mail.fetch_message(1));
    case 4:
      return expect_an_end(on, mail.get_message_headers(2));
    case 5:
      return expect_an_end(on, mail.get_mailbox_info());
    case 6:
      return expect_an_end(on, mail.get_capabilities());
    default:
      expect_an_end(on, mail.delete_message(1));
      return expect_an_end(on, mail.commit_deletes());
  }
}

constexpr std::array mechanisms{"", "USER", "APOP", "PLAIN", "SCRAM-SHA-256", "CRAM-MD5", "DIGEST-MD5", "OAUTHBEARER"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  stage on;
  on.slice = data[1] % 8U;
  for (const auto turn : fuzz::turns_of({reinterpret_cast<const char*>(data) + 3, size - 3})) {
    on.turns.emplace_back(turn);
  }
  client_options options("mail.test", 110, credentials("alice", "s3cret"), security::none);
  options.login.mechanism = mechanisms.at(data[2] % mechanisms.size());
  options.login.token = data[2] % mechanisms.size() == 7 ? "token" : "";
  options.limits.scram_iterations = 16;
  if ((data[0] & 0x80U) != 0) {
    options.multi = multi_connection::enable;
    options.connections_quantity = 3;
  }
  engine::connector connector = [&on](std::string, std::uint16_t, std::string&) { return on.connect(); };
  auto mail = engine::client_access::make(on.context.get_executor(), options, std::move(connector), on.time);
  perform(on, mail, data[0]);
  mail.close();
  on.time.run_until_idle(on.context);
  holds(on.time.armed_timers() == 0);
  return 0;
}
