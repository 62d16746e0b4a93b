// Options alone, with values that a program gets from elsewhere: nothing is sent before the first operation.
#include <boost/asio/awaitable.hpp>
#include <string>

boost::asio::awaitable<std::string> ask_token_server(bool refused) {
  co_return refused ? "second" : "first";
}

int main() {
  const std::string certificate = "certificate";
  const std::string private_key = "private key";
  const std::string passphrase = "passphrase";
  //@ snippet
  return options.local_address == "2001:db8::7" && options.login.async_provider ? 0 : 1;
}
