#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <pop3kit/mail_message.hpp>
#include <string>

namespace pop3kit::testing {

inline std::string read_octets(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  EXPECT_TRUE(in.good()) << file;
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A message of tests/data/mail, parsed through and through, whose octets were not touched by that.
inline mail_message parse_file(const std::string& name) {
  const std::string octets = read_octets(std::filesystem::path(POP3KIT_TEST_DATA) / "mail" / (name + ".eml"));
  mail_message message(octets);
  (void)message.headers();
  (void)message.attachments();
  EXPECT_EQ(message.octets(), octets);
  return message;
}

/// The same from text whose lines end with LF alone.
inline mail_message parse_text(const std::string& text) {
  std::string octets;
  for (const char octet : text) octets.append(octet == '\n' ? "\r\n" : std::string(1, octet));
  mail_message message(octets);
  (void)message.headers();
  (void)message.attachments();
  EXPECT_EQ(message.octets(), octets);
  return message;
}

}  // namespace pop3kit::testing
