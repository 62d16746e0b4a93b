#include "sample_server.hpp"

#include <string_view>
#include <utility>

namespace {

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
