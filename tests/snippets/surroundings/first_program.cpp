// The program as it is, against a server that stands in for pop.example.org. It fails unless the program asked for the
// headers of every message.
#include <cstdlib>
#include <pop3kit/server.hpp>
//@ replace "pop.example.org", 995, "alice", "s3cret" => sample().options()

namespace {

class sample_server {
 public:
  sample_server() : server_(pop3kit::scenario::parse(text).value()) { server_.start().value(); }
  sample_server(const sample_server&) = delete;
  sample_server& operator=(const sample_server&) = delete;
  ~sample_server() {
    server_.stop();
    if (!server_.verify()) std::_Exit(1);
  }

  pop3kit::client_options options() const {
    pop3kit::client_options made{
        "localhost", server_.tls_port().value(), {"alice", "s3cret"}, pop3kit::security::implicit};
    made.tls.ca_pem = server_.ca_pem();
    return made;
  }

 private:
  static constexpr const char* text = R"(return scenario {
    accounts = { alice = { password = "s3cret", mailbox = { generate { count = 5, size = "1 KiB" } } } },
    expect = { { command = "TOP", exactly = 5 } },
  })";
  pop3kit::server server_;
};

const sample_server& sample() {
  static const sample_server only;
  return only;
}

}  // namespace

//@ snippet
