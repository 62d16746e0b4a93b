#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "session/mechanisms.hpp"

namespace pop3kit::engine {
namespace {

constexpr std::string_view begin_mark = "<!-- Generated from the table in client/src/session/mechanisms.cpp. -->\n";
constexpr std::string_view end_mark = "<!-- End of the generated table. -->\n";

std::string_view words_for(proof_of proof) {
  switch (proof) {
    case proof_of::password:
      return "a password";
    case proof_of::token:
      return "a token";
    case proof_of::certificate:
      return "a client certificate";
    case proof_of::ticket:
      return "a ticket";
    case proof_of::nothing:
      return "nothing";
  }
  return "";
}

std::string_view words_for(login_method method) {
  switch (method) {
    case login_method::sasl:
      return "AUTH";
    case login_method::user_pass:
      return "USER, PASS";
    case login_method::apop:
      return "APOP";
  }
  return "";
}

std::string mechanism_reference() {
  std::ostringstream out;
  out << "| mechanism | by | takes | first to speak | bound to the TLS channel | can act as another | from |\n"
         "|---|---|---|---|---|---|---|\n";
  for (const mechanism_info& each : mechanism_table()) {
    out << "| " << each.name << " | " << words_for(each.method) << " | " << words_for(each.proof) << " | "
        << (each.first == opener::client ? "client" : "server") << " | " << (each.binds_channel ? "yes" : "no") << " | "
        << (each.carries_other_name ? "yes" : "no") << " | " << (each.rfc == "none" ? "no document" : each.rfc)
        << " |\n";
  }
  return out.str();
}

TEST(mechanism_reference, is_what_docs_hold) {
  const auto file = std::filesystem::path{POP3KIT_TEST_DATA} / "../../docs/reference/authentication.md";
  std::ostringstream read;
  read << std::ifstream{file, std::ios::binary}.rdbuf();
  std::string held = read.str();
  const std::size_t begin = held.find(begin_mark);
  const std::size_t end = held.find(end_mark);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::size_t inside = begin + begin_mark.size();
  const std::string made = mechanism_reference();
  if (std::getenv("POP3KIT_WRITE_DOCS") != nullptr) {
    held.replace(inside, end - inside, made);
    std::ofstream{file, std::ios::binary} << held;
    return;
  }
  EXPECT_EQ(held.substr(inside, end - inside), made)
      << "run this test with POP3KIT_WRITE_DOCS=1 in the environment, then look at the difference";
}

}  // namespace
}  // namespace pop3kit::engine
