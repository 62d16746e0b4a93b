#pragma once

#include <functional>
#include <ostream>
#include <pop3kit/client.hpp>
#include <string>
#include <vector>

namespace pop3kit::testing {

/// One public operation, to be called on either client.
struct operation {
  friend void PrintTo(const operation& given, std::ostream* out) { *out << given.name; }
  std::string name;
  std::function<async_client::awaitable<>(async_client&)> run_async;
  std::function<result<>(client&)> run_blocking;
};

/// Every operation that async_client and client have, each with arguments that suit a maildrop of three messages. None
/// of them deletes anything, since none commits a mark.
[[nodiscard]] const std::vector<operation>& every_operation();

/// Three messages, shared by sessions, and all extensions.
inline constexpr const char* maildrop_of_three = R"(return scenario {
  extensions = { utf8 = true, languages = { en = "English" } },
  listen = { mechanisms = { "PLAIN" } },
  accounts = { alice = { password = "s3cret", lock = false, mailbox = {
    text "Subject: one\n\none\n", text "Subject: two\n\ntwo\n", text "Subject: three\n\nthree\n" } } },
})";

}  // namespace pop3kit::testing
