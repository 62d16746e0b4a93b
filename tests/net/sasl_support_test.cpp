#include "net/crypto/sasl_support.hpp"

#include <gmock/gmock.h>

#include <string>

#include "net/crypto/kerberos.hpp"
#include "net/crypto/shared_library.hpp"

namespace pop3kit::net {
namespace {

using ::testing::HasSubstr;

TEST(sasl_support, tests_run_with_both_libraries) {
  EXPECT_EQ(gnu_sasl_trouble(), "");
  EXPECT_EQ(kerberos_trouble(), "");
}

TEST(saslprep, maps_and_refuses_as_in_the_examples_of_rfc4013_3) {
  for (const prepare how : {prepare::query, prepare::stored}) {
    EXPECT_EQ(saslprep("I\u00ADX", how).value(), "IX");
    EXPECT_EQ(saslprep("user", how).value(), "user");
    EXPECT_EQ(saslprep("USER", how).value(), "USER");
    EXPECT_EQ(saslprep("\u00AA", how).value(), "a");
    EXPECT_EQ(saslprep("\u2168", how).value(), "IX");
    EXPECT_EQ(saslprep("\a", how).error(), errc::invalid_option);
    EXPECT_EQ(saslprep("\u06271", how).error(), errc::invalid_option);
  }
}

TEST(saslprep, keeps_ascii_that_can_be_printed_and_refuses_controls_rfc4013_2_3) {
  std::string printable;
  for (char octet = ' '; octet < '\x7f'; ++octet) printable += octet;
  EXPECT_EQ(saslprep(printable, prepare::stored).value(), printable);
  EXPECT_EQ(saslprep("", prepare::stored).value(), "");
  EXPECT_EQ(saslprep("a\x7f", prepare::query).error(), errc::invalid_option);
  EXPECT_EQ(saslprep(std::string("a\0b", 3), prepare::query).error(), errc::invalid_option);
}

TEST(saslprep, refuses_what_is_not_utf8) {
  EXPECT_EQ(saslprep("\xff", prepare::query).error(), errc::invalid_option);
}

TEST(shared_library, names_a_library_that_is_missing) {
  shared_library missing("libpop3kit-missing.so.1");
  EXPECT_THAT(missing.trouble(), HasSubstr("libpop3kit-missing.so.1"));
  const int something = 1;
  const int* address = &something;
  missing.find("anything", address);
  EXPECT_EQ(address, nullptr);
}

TEST(shared_library, finds_symbols_and_names_one_that_is_missing) {
  shared_library library("libc.so.6");
  EXPECT_EQ(library.trouble(), "");
  int (*absolute)(int) = nullptr;
  library.find("abs", absolute);
  ASSERT_NE(absolute, nullptr);
  EXPECT_EQ(absolute(-3), 3);
  int (*missing)(int) = absolute;
  library.find("no_such_function", missing);
  EXPECT_EQ(missing, nullptr);
  EXPECT_THAT(library.trouble(), HasSubstr("no_such_function"));
}

}  // namespace
}  // namespace pop3kit::net
