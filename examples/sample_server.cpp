#include "sample_server.hpp"

#include <string_view>
#include <utility>

namespace {

/// Unique-ids may contain any printable character; these differ in characters that need care in file names.
constexpr std::string_view sample = R"lua(
return scenario {
  title = "three messages for Alice",
  accounts = { alice = { password = "s3cret", mailbox = {
    message { from = "Bob <bob@example.org>", to = "alice@example.org", subject = "Lunch on Friday?",
              text = "At noon, the usual place.\n" },
    message { from = "Jürgen Groß <j.gross@example.net>", to = "alice@example.org", subject = "Grüße aus Köln",
              text = "Bis bald!\n", html = "<p>Bis <b>bald</b>!</p>" },
    text [[
From: build@example.com
To: alice@example.org
Subject: nightly build: passed
Date: Mon, 6 May 2024 03:00:00 +0000

.config was unchanged
all tests passed
]],
  } } },
  rules = {
    { on = "UIDL", argument = "", raw = "+OK\r\n1 a.b\r\n2 a_b\r\n3 a/b\r\n.\r\n" },
    { on = "UIDL", argument = "1", reply = "+OK 1 a.b" },
    { on = "UIDL", argument = "2", reply = "+OK 2 a_b" },
    { on = "UIDL", argument = "3", reply = "+OK 3 a/b" },
  },
}
)lua";

}  // namespace

pop3kit::server start_sample_server() {
  pop3kit::server started{pop3kit::scenario::parse(sample).value()};
  started.start().value();
  return started;
}

pop3kit::client_options options_for(const pop3kit::server& sample_server) {
  pop3kit::client_options options{"127.0.0.1", sample_server.port().value(), pop3kit::credentials{"alice", "s3cret"}};
  options.tls.ca_pem = sample_server.ca_pem();
  return options;
}
