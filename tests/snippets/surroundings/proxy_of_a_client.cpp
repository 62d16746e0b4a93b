// The options of a client, which the snippet changes.
#include <pop3kit/client_options.hpp>

int main() {
  pop3kit::client_options options{"pop.example.org", 995, {"alice", "s3cret"}, pop3kit::security::implicit};
  //@ snippet
  const bool named = options.proxy->host == "proxy.example.org" && options.proxy->port == 1080;
  return named && options.proxy->user == "alice" ? 0 : 1;
}
