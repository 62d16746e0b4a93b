// Whatever a client sends, the server answers in whole lines, and its session ends with the connection.
#include <boost/asio/detached.hpp>
#include <cstdint>
#include <memory>
#include <pop3kit/scenario.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holds.hpp"
#include "net/stream/memory_stream.hpp"
#include "net/time/virtual_clock.hpp"
#include "scenario/description.hpp"
#include "service/service.hpp"
#include "support/run.hpp"
#include "turns.hpp"

namespace {

using namespace pop3kit;
using fuzz::holds;
namespace asio = boost::asio;

constexpr std::string_view described = R"lua(
return scenario {
  title = "fuzzed",
  accounts = {
    alice = { password = "s3cret", lock = false, tokens = { "token" }, mailbox = {
      text "Subject: one\n\n.dots\n..\n", generate { count = 3, size = 400 } } },
  },
  rules = { { on = "NOOP", nth = 2, reply = "-ERR [SYS/TEMP] later" } },
  hooks = { RSET = function(session, command) return session:default() end },
}
)lua";

std::shared_ptr<const scenario::description> description() {
  static const scenario parsed = scenario::parse(described, "fuzzed.lua").value();
  return {std::make_shared<scenario>(parsed), &parsed.get()};
}

asio::awaitable<void> write_turn(net::byte_stream& to, std::string turn) {
  const auto written = co_await to.write(turn);
  static_cast<void>(written);
}

asio::awaitable<void> read_all(net::byte_stream& from, std::string& into) {
  std::string room(4096, '\0');
  for (;;) {
    const auto got = co_await from.read_some(room);
    if (!got) co_return;
    into.append(room, 0, *got);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  asio::io_context context;
  net::virtual_clock time;
  std::string heard;
  serving::service server(context.get_executor(), time, description());
  auto ends = net::make_memory_pipe(context.get_executor(), context.get_executor(), 65536, data[0] % 16U);
  server.serve(std::move(ends.second));
  const auto client = std::move(ends.first);
  asio::co_spawn(context, read_all(*client, heard), asio::detached);
  for (const auto turn : fuzz::turns_of({reinterpret_cast<const char*>(data) + 1, size - 1})) {
    asio::co_spawn(context, write_turn(*client, std::string(turn)), asio::detached);
    context.restart();
    context.poll();
    holds(heard.empty() || heard.ends_with("\r\n"));
  }
  holds(heard.starts_with("+OK"));
  client->close();
  time.run_until_idle(context);
  holds(server.sessions() == 0);
  return 0;
}
