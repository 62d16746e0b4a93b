#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "errors/errc_table.hpp"

namespace pop3kit {
namespace {

constexpr std::string_view opening = R"(# Errors

Every operation returns a `result<T>`: a value, or a `failure` with one of these codes. Compare the code with a class
(`code == fault::refused`), with a condition across classes (`code == condition::retry_later`), or with a single code
(`code == errc::in_use`). `failure::session_usable()` is true if the session continues, `failure::retry_advice()` tells whether the same
call may succeed, and `failure::message()` is a text of one line. Only the mistakes in a scenario and the verdict on a client have a line
for each finding.

An empty handler or sink is `invalid_option`; `failure::detail()` names the parameter.

No operation returns `invalid_url`, `plaintext_refused` or `malformed_challenge`. `invalid_url` is for programs that parse URLs
themselves. The client sends unencrypted credentials only with `security::none`, so `plaintext_refused` does not occur. A malformed
challenge fails with `sasl_exchange_broken`.

| condition | true for |
|---|---|
| `bad_credentials` | `authentication_failed` |
| `retry_later` | every code with *later* below: the server asked the client to wait |
| `session_lost` | the classes protocol, transport and deadline, `session_lost` and `greeting_refused` |

Operations on many messages report the failure of one message to the receiver or handler, and go on with the others. A message that
arrives broken (class protocol) ends the session. The client then logs in again for the other messages, at most 16 times in a row without
a complete message in between. If the operation itself fails while the reply to a message is due, `failure::detail()` names the message,
as in "message 3".

A `-ERR` to a command that names a message is `no_such_message` only if the server's text says so and no response code says
otherwise; otherwise it is `refused`. `failure::reply()` is empty if the client knew the answer from a listing and sent nothing, for
instance for a unique-id that no message has, or whose message is marked as deleted. `failure::detail()` names the unique-id. A sequence
number is always sent to the server.

The column "session" says what `failure::session_usable()` returns. *Depends* means:

- `session_lost`: true if a session is open and only the number belongs to an earlier one. The same call fails again until `connect()`,
  or, if the number is the reason, until a new listing.
- `malformed_response`: false, except if the server sends `get_message_size()` a negative size, which does not affect other replies.
- `message_truncated`: true if no octet of the message arrived and the reply after it was valid; false otherwise.
- `cancelled`: true if the operation had not begun, and for `pause()`; false otherwise.
- `file_unreadable`, `file_unwritable`: true if the file failed before anything was sent, or after the message had arrived; false if it
  failed during a message.

Error codes of the system and of OpenSSL keep their own categories. They belong to the class transport, except cancellation (deadline)
and exhausted memory, buffers or file descriptors (local). What to do about them:

| system's error | retry | what to do |
|---|---|---|
)";

constexpr std::string_view closing = R"(
## Response codes

If a `-ERR` begins with a response code in brackets (RFC 2449 section 8), the response code determines the error code. There are three
exceptions. `AUTH` is about credentials, so it counts only in the reply to a login (RFC 3206 section 5); for other commands the command
determines the error code. `UTF8` is about the content of a message (RFC 6856 section 5), so a login that is refused with it is
`authentication_failed`. A refused STLS is always `tls_refused`; only `failure::retry_advice()` follows the response code. Response codes
are hierarchical: a code with more levels counts as its longest known prefix. `failure::reply()` keeps the words as sent, including
unknown ones.

| words | `response_code` | `errc` | defined in |
|---|---|---|---|
| `IN-USE` | `in_use` | `in_use` | RFC 2449 section 8.1.2 |
| `LOGIN-DELAY` | `login_delay` | `login_delay` | RFC 2449 section 8.1.1 |
| `SYS/TEMP`, `SYS` | `sys_temp`, `sys` | `temporary_failure` | RFC 3206 section 4 |
| `SYS/PERM` | `sys_perm` | `permanent_failure` | RFC 3206 section 4 |
| `AUTH` | `auth` | `authentication_failed` | RFC 3206 section 5 |
| `UTF8` | `utf8` | `utf8_needed` | RFC 6856 section 5 |
| anything else | `unknown` | depends on the command | |
)";

struct chapter {
  fault kind;
  std::string_view what;
};

constexpr chapter chapters[] = {
    {fault::misuse,
     "The call was wrong. The client sent nothing for it, and the session is as it was. If the mistake is found during "
     "the login, such as a\n"
     "missing mechanism or capability or a user name that is too long, there is no session."},
    {fault::refused,
     "The server answered `-ERR`, or the client knew that it would and sent nothing. The session continues, unless the "
     "greeting, the login or\n"
     "QUIT was refused."},
    {fault::protocol, "The server violated the protocol. The session has ended, with the exceptions above."},
    {fault::transport, "The connection or its encryption failed. The session has ended."},
    {fault::deadline,
     "A timeout expired, or the caller cancelled the operation. The session has ended, unless the operation had not "
     "begun."},
    {fault::local,
     "A file on this machine failed, or a library is missing. The session has ended if the file failed during a "
     "message."},
    {fault::expectation,
     "A scenario is invalid or was not followed. Only the server library and `pop3kit serve` return these codes."},
};

std::string_view words_for(aftermath session) {
  switch (session) {
    case aftermath::as_it_was:
      return "as it was";
    case aftermath::goes_on:
      return "goes on";
    case aftermath::ended:
      return "ended";
    case aftermath::depends:
      return "depends";
    case aftermath::not_concerned:
      return "";
  }
  return "";
}

std::string_view words_for(retry again) {
  switch (again) {
    case retry::never:
      return "no";
    case retry::now:
      return "now";
    case retry::later:
      return "later";
  }
  return "";
}

/// Doxygen takes "@host" for a command of its own.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '@') out.push_back('\\');
    out.push_back(letter);
  }
  return out;
}

std::string error_reference() {
  std::ostringstream out;
  out << opening;
  for (const system_row& row : system_table()) {
    out << "| " << boost::system::errc::make_error_code(row.value).message() << " | " << words_for(row.again) << " | "
        << row.advice << " |\n";
  }
  for (const chapter& each : chapters) {
    out << "\n## `fault::" << to_string(each.kind) << "`\n\n"
        << each.what << "\n\n| `errc` | means | session | retry | what to do |\n|---|---|---|---|---|\n";
    for (const errc_row& row : errc_table()) {
      if (fault_of(row.value) != each.kind) continue;
      out << "| `" << row.name << "` | " << row.text << " | " << words_for(row.session) << " | " << words_for(row.again)
          << " | " << escaped(advice_for(row.value)) << " |\n";
    }
  }
  out << closing;
  return out.str();
}

std::string held_in(const std::filesystem::path& file) {
  std::ostringstream held;
  held << std::ifstream{file, std::ios::binary}.rdbuf();
  return held.str();
}

const std::filesystem::path tree = std::filesystem::path{POP3KIT_TEST_DATA} / "../..";

TEST(error_reference, is_what_docs_hold) {
  const auto file = tree / "docs/reference/errors.md";
  const std::string made = error_reference();
  if (std::getenv("POP3KIT_WRITE_DOCS") != nullptr) std::ofstream{file, std::ios::binary} << made;
  EXPECT_EQ(held_in(file), made)
      << "run this test with POP3KIT_WRITE_DOCS=1 in the environment, then look at the difference";
}

/// Of the libraries, by their paths: those that name this code, its definition and its row of the table apart.
std::vector<std::string> sources_that_name(const std::string& code) {
  std::vector<std::string> found;
  for (const std::string folder : {"core", "client"}) {
    for (const auto& each : std::filesystem::recursive_directory_iterator(tree / folder)) {
      const std::string path = std::filesystem::relative(each.path(), tree).string();
      if (!path.ends_with(".cpp") || path == "core/errors/errc_table.cpp") continue;
      if (held_in(each.path()).find("errc::" + code) != std::string::npos) found.push_back(path);
    }
  }
  return found;
}

/// login_plan refuses plaintext that the options never allow; sasl_dialogue.cpp gives a malformed challenge another
/// code.
TEST(error_reference, codes_that_no_operation_returns_come_from_nowhere_else) {
  using paths = std::vector<std::string>;
  EXPECT_EQ(sources_that_name("invalid_url"), paths());
  EXPECT_EQ(sources_that_name("plaintext_refused"), paths{"client/src/session/login_plan.cpp"});
  EXPECT_EQ(sources_that_name("malformed_challenge"), paths{"core/wire/status_line.cpp"});
}

TEST(error_reference, response_codes_are_of_the_section_that_the_header_names) {
  const std::string header = held_in(tree / "core/include/pop3kit/errc.hpp");
  for (const std::string words : {"IN-USE", "LOGIN-DELAY"}) {
    const std::size_t row = closing.find("| `" + words + "` |");
    ASSERT_NE(row, std::string_view::npos);
    const std::string_view line = closing.substr(row, closing.find('\n', row) - row);
    const std::string section(line.substr(line.find("RFC "), line.rfind(" |") - line.find("RFC ")));
    EXPECT_NE(header.find("///< [" + words + "] (" + section + ")"), std::string::npos) << words << ": " << section;
  }
}

TEST(error_reference, names_are_the_enumerators) {
  std::istringstream header{held_in(tree / "core/include/pop3kit/errc.hpp")};
  std::string line;
  while (std::getline(header, line) && line != "enum class errc {") {
  }
  std::vector<std::string> declared;
  while (std::getline(header, line) && line != "};") {
    const auto begin = line.find_first_not_of(' ');
    if (begin == std::string::npos || line[begin] == '/') continue;
    declared.push_back(line.substr(begin, line.find_first_of(" ,", begin) - begin));
  }
  ASSERT_EQ(declared.size(), errc_table().size());
  for (std::size_t row = 0; row < declared.size(); ++row) EXPECT_EQ(errc_table()[row].name, declared[row]);
}

}  // namespace
}  // namespace pop3kit
